package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Runs;

/// Comparisons of two tensors that broadcast.
final class Comparing {

    /// A loop `c[i] = a[i] ? b[i]` over a run; a step of 0 repeats an element.
    @FunctionalInterface
    interface Loop {
        void run(float[] a, int ao, int stepA, float[] b, int bo, int stepB, boolean[] c, int co, int n);
    }

    static final Loop LESS = (a, ao, stepA, b, bo, stepB, c, co, n) -> {
        for (int i = 0; i < n; i++) {
            c[co + i] = a[ao + i * stepA] < b[bo + i * stepB];
        }
    };

    static final Loop LESS_OR_EQUAL = (a, ao, stepA, b, bo, stepB, c, co, n) -> {
        for (int i = 0; i < n; i++) {
            c[co + i] = a[ao + i * stepA] <= b[bo + i * stepB];
        }
    };

    static final Loop GREATER =
            (a, ao, stepA, b, bo, stepB, c, co, n) -> LESS.run(b, bo, stepB, a, ao, stepA, c, co, n);

    static final Loop GREATER_OR_EQUAL =
            (a, ao, stepA, b, bo, stepB, c, co, n) -> LESS_OR_EQUAL.run(b, bo, stepB, a, ao,
                    stepA, c, co, n);

    static final Loop EQUAL = (a, ao, stepA, b, bo, stepB, c, co, n) -> {
        for (int i = 0; i < n; i++) {
            c[co + i] = a[ao + i * stepA] == b[bo + i * stepB];
        }
    };

    static final Loop NOT_EQUAL = (a, ao, stepA, b, bo, stepB, c, co, n) -> {
        for (int i = 0; i < n; i++) {
            c[co + i] = a[ao + i * stepA] != b[bo + i * stepB];
        }
    };

    private Comparing() {
    }

    static Mask apply(Loop loop, Tensor a, Tensor b, Shape shape) {
        boolean[] c = Allocation.booleans(shape);
        var runs = new Runs(shape, Runs.broadcast(a.shape(), shape), Runs.broadcast(b.shape(), shape));
        int stepA = runs.step(0);
        int stepB = runs.step(1);
        float[] x = a.data();
        float[] y = b.data();
        runs.spread((place, offsets, n) -> loop.run(x, offsets[0], stepA, y, offsets[1], stepB, c, place, n));
        return new Mask(shape, c);
    }
}
