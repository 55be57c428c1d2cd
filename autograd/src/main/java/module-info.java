import org.jspecify.annotations.NullMarked;

/// Reverse-mode differentiation: variables, the sweep, gradients.
@NullMarked
module glissade.autograd {
    requires transitive glissade.tensor;
    requires static transitive org.jspecify;

    exports glissade.autograd;
}
