import org.jspecify.annotations.NullMarked;

/// Reverse-mode differentiation: variables, the sweep, gradients.
///
/// `glissade.autograd.memory` is hidden: with it the library's own layers say which arrays serve again.
@NullMarked
@SuppressWarnings("module") // the friend of the hidden package is compiled later
module glissade.autograd {
    requires transitive glissade.tensor;
    requires static org.jspecify;

    exports glissade.autograd;
    exports glissade.autograd.memory to
            glissade.nn;
}
