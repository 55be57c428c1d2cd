import org.jspecify.annotations.NullMarked;

/// Values: shapes, tensors of `float`, random streams, and the files they are kept in.
///
/// The kernels are hidden: they check nothing and hand out arrays, so only Glissade's own modules see them.
@NullMarked
@SuppressWarnings("module") // the friends of the hidden package are compiled later
module glissade.tensor {
    requires jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports glissade.tensor;
    exports glissade.tensor.kernel to
            glissade.autograd,
            glissade.nn,
            glissade.optim,
            glissade.data,
            glissade.train,
            glissade.conformance;
}
