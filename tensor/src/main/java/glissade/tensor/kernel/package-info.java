/// The loops that compute: hidden from users, exported to the library's own modules.
///
/// Each family is a class that *defines* its results in plain Java and a subclass that computes the same bits with the Vector
/// API: `Elementary`, `Reductions`, `Softmax` and `Matmul`, chosen by `Kernels`. `Unary` and `Binary` are plain loops, which
/// the compiler vectorises by itself. `Parallel` cuts work at places that depend on its size alone.
///
/// Kernels take arrays with offsets, check nothing and allocate nothing: shapes are checked by the public methods above them, and the
/// arrays of results come from `Allocation`, which says more than the JVM does when the heap is too small.
package glissade.tensor.kernel;
