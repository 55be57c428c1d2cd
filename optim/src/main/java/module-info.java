import org.jspecify.annotations.NullMarked;

/// Update rules, parameter groups and schedules. Knows gradients, not layers.
@NullMarked
module glissade.optim {
    requires transitive glissade.autograd;
    requires static org.jspecify;

    exports glissade.optim;
}
