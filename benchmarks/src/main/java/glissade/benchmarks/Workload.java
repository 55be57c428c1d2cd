package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;

/// Something to time, under a name that all peers share: `family/size`.
///
/// With `_new` in the name the result is a new tensor from the public API; the plain name writes into an array that is
/// there already. Where the peers' plain workload returns something new, `_into` is the kernel by itself.
///
/// @param name the name
/// @param isEpoch whether a call takes seconds: one call of warm-up and three samples of one call
/// @param work what a call does
/// @param setup makes the data
record Workload(String name, boolean isEpoch, Work work, Setup setup) {

    /// Makes the data, and returns what is timed.
    @FunctionalInterface
    interface Setup {
        /// Makes the data from the given random numbers.
        Call make(RandomStream random);
    }

    /// What is timed.
    @FunctionalInterface
    interface Call {
        /// Does it, and returns the result or the array that holds it.
        Object run();

        /// The same, and the elements of a tensor are read, so that they are computed within the time.
        default Call thenRead() {
            return () -> {
                Object result = run();
                return result instanceof Tensor tensor ? TensorAccess.array(tensor) : result;
            };
        }
    }

    /// A workload of short calls.
    static Workload of(String name, Work work, Setup setup) {
        return new Workload(name, false, work, random -> setup.make(random).thenRead());
    }

    /// A workload of calls that take seconds.
    static Workload epoch(String name, Work work, Setup setup) {
        return new Workload(name, true, work, setup);
    }

    /// A size as it stands in names: `1k`, `10m`.
    static String size(int n) {
        return n < 1_000_000 ? n / 1000 + "k" : n / 1_000_000 + "m";
    }
}
