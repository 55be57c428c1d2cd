import org.jspecify.annotations.NullMarked;

/// Lessons: each a program that reads as prose.
@NullMarked
module glissade.examples {
    requires transitive glissade.train;
    requires static org.jspecify;
    requires info.picocli;
    requires java.desktop;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.knowm.xchart;

    exports glissade.examples;

    opens glissade.examples to glissade.nn, info.picocli;
}
