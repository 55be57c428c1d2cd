import org.jspecify.annotations.NullMarked;

/// Parts of a training loop: metrics, progress, checkpoints, and a signal to stop.
@NullMarked
module glissade.train {
    requires transitive glissade.data;
    requires transitive glissade.nn;
    requires transitive glissade.optim;
    requires static org.jspecify;

    exports glissade.train;
}
