import org.jspecify.annotations.NullMarked;

/// Runs the golden cases against the library.
@NullMarked module glissade.conformance {
    requires transitive glissade.train;
    requires glissade.examples;
    requires static transitive org.jspecify;

    exports glissade.conformance;
}
