import org.jspecify.annotations.NullMarked;

/// Values: shapes, tensors of `float`, random streams, and the files they are kept in.
///
/// The kernels and the steps of `einsum` are hidden: kernels check nothing and hand out arrays, so only Glissade's own modules see them.
/// Nobody else sees `glissade.tensor.file`, which reads the headers of files.
@NullMarked
@SuppressWarnings("module") // the friends of the hidden packages are compiled later
module glissade.tensor {
    requires jdk.incubator.vector;
    requires static org.jspecify;

    exports glissade.tensor;
    exports glissade.tensor.einsum to
            glissade.autograd;
    exports glissade.tensor.kernel to
            glissade.autograd,
            glissade.nn,
            glissade.optim,
            glissade.data,
            glissade.train,
            glissade.conformance;
}
