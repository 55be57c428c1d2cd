package glissade.tensor;

import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Pool;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The elements of a tensor that are computed when they are first read.
///
/// So a chain such as `x.mul(w).add(b).relu()` is one pass over memory that makes one array, where each operation by itself would
/// make one: new arrays are the better part of what a simple operation costs. Tensors never change, so nobody can tell when the
/// elements were computed, and each operation rounds as ever: the bits are the same.
///
/// What is read twice is stored: the second operation that takes these elements has them computed first. Once they are, the inputs
/// are let go of. Thread-safe: of threads that read at one time one computes, and the others wait for it.
final class Pending {

    /// Fewer elements are computed at once: their arrays are new in the cache, and the record of a step costs more than it saves.
    /// Tests, whose tensors are small, shall see both ways.
    static final int LEAST = Pool.isChecked() ? 4 : 1 << 13;

    /// Operations in a chain. The elements in the middle of a chain are not stored, so a program that keeps each of those tensors, and
    /// reads the last one first, has them computed this often.
    private static final int LONGEST = 16;

    /// Arrays that a chain holds until it is read, so that a long sum of large tensors does not keep them all.
    private static final int MOST_INPUTS = 4;

    /// Elements that a task takes, of one operation; of a chain fewer, as many operations as that is.
    private static final int GRAIN = 1 << 18;
    /// And at least, of which reading and writing alone is worth a thread.
    private static final int LEAST_GRAIN = 1 << 16;
    private static final float[] NO_SCRATCH = {};

    private final Shape shape;
    /// Null once the elements are there.
    private volatile @Nullable Step step;
    private float @Nullable [] elements;
    /// Whether an operation has taken the elements unread. Threads that see it late do some work twice.
    private boolean used;

    Pending(Shape shape, Step step) {
        this.shape = shape;
        this.step = step;
    }

    /// What is to be done; null if the elements are there.
    @Nullable Step step() {
        return step;
    }

    /// [#step()] for an operation that will read the elements, and adds so many operations and inputs to the chain; null if the elements
    /// are better stored, and therefore were computed now.
    @Nullable Step use(int operations, int inputs) {
        Step todo = step;
        if (todo != null
                && (used || todo.length() + operations > LONGEST || todo.inputs() + inputs > MOST_INPUTS)) {
            elements();
            return null;
        }
        used = true;
        return todo;
    }

    float[] elements() {
        return step == null ? Objects.requireNonNull(elements) : computed();
    }

    /// Steps take no locks, so this one cannot wait for itself.
    private synchronized float[] computed() {
        Step todo = step;
        if (todo != null) {
            float[] y = Pool.take(shape);
            int grain = Math.max(LEAST_GRAIN, GRAIN / (1 + todo.length()));
            Parallel.range(y.length, grain, (from, to) -> compute(todo, y, from, to));
            elements = y;
            step = null;
        }
        return Objects.requireNonNull(elements);
    }

    private static void compute(Step step, float[] y, int from, int to) {
        if (step.length() == 1) {
            step.compute(from, to - from, y, from, NO_SCRATCH, 0);
            return;
        }
        float[] scratch = new float[step.blocks() * Step.BLOCK];
        int n;
        for (int at = from; at < to; at += n) {
            n = Math.min(Step.BLOCK, to - at);
            step.compute(at, n, y, at, scratch, 0);
        }
    }
}
