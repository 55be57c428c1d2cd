import org.jspecify.annotations.NullMarked;

/// Layers, losses and initialisers.
@NullMarked
module glissade.nn {
    requires transitive glissade.autograd;
    requires static org.jspecify;

    exports glissade.nn;
}
