package glissade.peers;

/// What a peer's library is asked to do. Every method but the first two makes the data of one workload, uniform random
/// float32 in row-major order, and returns the call that is timed; [Workloads] says which calls are made. A library
/// that has no means for a workload throws [Unsupported]. Used by one thread.
public interface Peer {

    /// Called once, before anything else of the library.
    void start(int threads);

    /// Everything that a workload makes belongs to the scope opened before it, and is freed when that is closed.
    Scope scope();

    /// A scope that closes without a checked exception.
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /// C\[m, n] = A\[m, k] · B\[k, n] into a given C; a transposed operand is stored with its axes swapped.
    Runnable gemm(int m, int k, int n, boolean aTransposed, boolean bTransposed);

    /// One operation on arrays of `n` elements.
    Runnable elementwise(Elementwise operation, int n);

    /// The sum of `n` elements.
    Runnable sum(int n);

    /// Softmax of every row, values in \[-4, 4).
    Runnable softmax(int rows, int columns);

    /// Layer normalization of every row with gain and bias, eps 1e-5.
    Runnable layerNorm(int rows, int columns);

    /// Convolution with bias, 3×3, stride 1, padding 1. With `backward`, also the gradients of input, weight and bias
    /// from a given random gradient of the output.
    Runnable conv(ConvShape shape, boolean backward);

    /// One step on one parameter of `n` elements with a fixed random gradient.
    Runnable optimizer(Rule rule, int n);

    /// One training step on one given batch: clear the gradients, forward, loss, backward, Adam(1e-3). The loss is mean
    /// squared error for linear regression, cross entropy over ten classes for the others.
    Runnable training(Net net, int batch);

    /// One epoch of [Net#MLP128] over `samples` random samples held in memory: shuffle, gather each batch (the last may
    /// be smaller), step.
    Runnable epoch(int samples, int batch);
}
