import org.jspecify.annotations.NullMarked;

/// Runs the golden cases against the library. A named module, so that the vector kernels are what is tested.
@NullMarked
module glissade.conformance {
    requires transitive glissade.train;
    requires glissade.examples;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports glissade.conformance;

    opens glissade.conformance to glissade.nn;
}
