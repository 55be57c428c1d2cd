import org.jspecify.annotations.NullMarked;

/// Data sets, readers and batches.
@NullMarked
module glissade.data {
    requires transitive glissade.tensor;
    requires static org.jspecify;

    exports glissade.data;
}
