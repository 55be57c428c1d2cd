package glissade.optim;

import glissade.tensor.Shape;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Reductions;

/// What an [ArrayRule] works on: the arrays of one param, row-major. Of threads and of what does not depend on them the
/// methods here take care.
///
/// The JVM turns a loop into vectors if it has one index for all of its arrays: `x[i] -= rate * d[i]`, not `d[i - from]`.
///
/// For one thread, that of the step.
public final class ArrayStep {

    /// Elements a task moves; the cut depends on the param's size alone.
    private static final int GRAIN = 1 << 17;
    /// Elements a task adds up.
    private static final int SUM_GRAIN = 1 << 19;
    /// Columns a task adds up.
    private static final int STRIP = 1024;

    private final Shape shape;
    private final int elements;
    private final float[] param;
    private final float[] gradient;
    private final float[][] slots;
    private final float[] scratch;
    private final long number;
    private final double lr;

    ArrayStep(Shape shape, float[] param, float[] gradient, float[][] slots, float[] scratch, long number, double lr) {
        this.shape = shape;
        this.elements = param.length;
        this.param = param;
        this.gradient = gradient;
        this.slots = slots;
        this.scratch = scratch;
        this.number = number;
        this.lr = lr;
    }

    /// Part of a range.
    @FunctionalInterface
    public interface Loop {
        /// Does `from` (inclusive) to `to` (exclusive).
        void run(int from, int to);
    }

    /// The param's shape.
    public Shape shape() {
        return shape;
    }

    /// The param's elements, to be changed.
    public float[] param() {
        return param;
    }

    /// The gradient, to be read only.
    public float[] gradient() {
        return gradient;
    }

    /// What is kept in one slot, to be changed, in the order of [ArrayRule#slots].
    public float[] slot(int index) {
        return slots[index];
    }

    /// Room for as many numbers as the param has, or more, with unknown contents, which are lost after the step.
    public float[] scratch() {
        return scratch;
    }

    /// The number of this param's step, from 1.
    public long number() {
        return number;
    }

    /// The learning rate of this step, the schedule included.
    public double lr() {
        return lr;
    }

    /// Runs a loop over all elements, in parts and perhaps on several threads: no part may use what another one writes.
    public void each(Loop loop) {
        Parallel.range(elements, GRAIN, loop::run);
    }

    /// [#each] over the rows of the param, that is the parts along its last axis.
    public void eachRow(Loop loop) {
        Parallel.range(elements / width(), Math.max(1, GRAIN / width()), loop::run);
    }

    /// The size of the last axis; 1 if there is none.
    public int width() {
        return shape.rank() == 0 ? 1 : shape.size(-1);
    }

    /// The mean of each row of `x`, which holds numbers in the param's shape.
    public float[] rowMeans(float[] x) {
        return meansOf(x, elements, width());
    }

    /// The mean of each column of each matrix that the last two axes make, of numbers in the param's shape.
    public float[] columnMeans(float[] x) {
        int width = width();
        int height = shape.size(-2);
        if (width == 1) {
            return meansOf(x, elements, height);
        }
        float[] means = new float[elements / height];
        int strips = Math.ceilDiv(width, STRIP);
        Reductions kernel = Kernels.active().reductions();
        Parallel.range(means.length / width * strips, Math.max(1, SUM_GRAIN / (height * Math.min(width, STRIP))),
                (from, to) -> {
                    for (int task = from; task < to; task++) {
                        int matrix = task / strips;
                        int column = task % strips * STRIP;
                        kernel.sumRows(x, matrix * height * width + column, width, height,
                                Math.min(STRIP, width - column), means, matrix * width + column);
                    }
                });
        for (int i = 0; i < means.length; i++) {
            means[i] /= height;
        }
        return means;
    }

    /// The means of each `count` numbers in a row.
    public float[] meansOf(float[] x, int count) {
        return meansOf(x, x.length, count);
    }

    private static float[] meansOf(float[] x, int length, int count) {
        float[] means = new float[length / count];
        Reductions kernel = Kernels.active().reductions();
        Parallel.range(means.length, Math.max(1, SUM_GRAIN / count), (from, to) -> {
            for (int i = from; i < to; i++) {
                means[i] = (float) kernel.sum(x, i * count, count) / count;
            }
        });
        return means;
    }

    /// The Euclidean norm of as many first numbers of an array as the param has elements. Any number of threads computes the same
    /// bits.
    public double norm(float[] x) {
        Reductions kernel = Kernels.active().reductions();
        if (elements <= 2 * SUM_GRAIN) {
            return Math.sqrt(kernel.sumOfSquares(x, 0, elements));
        }
        double[] sums = new double[Reductions.chunks(elements)];
        Parallel.range(sums.length, SUM_GRAIN / Reductions.CHUNK,
                (from, to) -> kernel.chunkSumsOfSquares(x, 0, elements, sums, from, to));
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return Math.sqrt(total);
    }
}
