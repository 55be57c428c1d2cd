package glissade.optim;

import glissade.tensor.Shape;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// SM3: AdaGrad that keeps one sum for each row, column, …, not for each element.
///
///     v = g² + min over the axes of aₖ        aₖ one number for each index of axis k
///     d = g / √(v + ε)
///     m ← μ m + (1 − μ) d                     without momentum m = d, and none is kept
///     x ← x − lr · m
///     aₖ ← max of v over the other axes
///
/// Good: models that hardly fit into memory; sparse activations. Bad: as [AdaGrad], steps die out on long runs.
///
/// Source: Anil, Gupta, Koren and Singer, "Memory-efficient adaptive optimization", NeurIPS 2019, algorithm SM3-II. Defaults
/// are optax'.
///
/// @param lr the learning rate, > 0; 1e-1 by default
/// @param momentum μ, from 0 to less than 1; 0.9 by default
/// @param eps ε > 0; 1e-8 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Sm3(double lr, double momentum, double eps, boolean maximize)
        implements ArrayRule {

    private static final float[] NONE = {};

    /// Checks the options.
    public Sm3 {
        Options.requireRate("Sm3", "lr", lr);
        Options.requireDecay("Sm3", "momentum", momentum);
        Options.requireRate("Sm3", "eps", eps);
    }

    /// optax' defaults.
    public Sm3() {
        this(1e-1, 0.9, 1e-8, false);
    }

    /// This rule with another learning rate.
    public Sm3 lr(double lr) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule with another momentum.
    public Sm3 momentum(double momentum) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule with another ε.
    public Sm3 eps(double eps) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule climbing or descending.
    public Sm3 maximize(boolean maximize) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        var slots = new ArrayList<Slot>();
        if (shape.rank() == 0) {
            slots.add(new Slot("accumulator_0", shape));
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            slots.add(new Slot("accumulator_" + axis, alone(shape, axis)));
        }
        if (momentum > 0) {
            slots.add(new Slot("momentum_buffer", shape)); // last, so that a varied rule finds the others without it
        }
        return slots;
    }

    /// The shape in which all axes but one have size 1.
    private static Shape alone(Shape shape, int axis) {
        int[] sizes = new int[shape.rank()];
        Arrays.fill(sizes, 1);
        sizes[axis] = shape.size(axis);
        return Shape.of(sizes);
    }

    @Override
    public void update(ArrayStep step) {
        int axes = Math.max(1, step.shape().rank());
        boolean hasMomentum = momentum > 0;
        float[] columns = step.slot(axes - 1);
        float keep = (float) momentum;
        float fresh = (float) (1 - momentum);
        float epsilon = (float) eps;
        float rate = (float) step.lr();
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = hasMomentum ? step.slot(axes) : NONE;
        float[] v = step.scratch();
        int width = step.width();
        step.eachRow((from, to) -> {
            for (int row = from; row < to; row++) {
                float least = leastOfRow(step, row);
                System.arraycopy(columns, 0, v, row * width, width);
                for (int i = row * width; i < (row + 1) * width; i++) {
                    float g = sign * gradient[i];
                    v[i] = g * g + Math.min(least, v[i]);
                    float d = g / (float) Math.sqrt(v[i] + epsilon);
                    if (hasMomentum) {
                        m[i] = keep * m[i] + fresh * d;
                        d = m[i];
                    }
                    x[i] -= rate * d;
                }
            }
        });
        int outer = 1;
        for (int axis = 0; axis < axes; axis++) {
            float[] greatest = step.slot(axis);
            keepGreatest(v, outer, greatest, x.length / outer / greatest.length);
            outer *= greatest.length;
        }
    }

    /// The least of the numbers of all axes but the last, for a row.
    private static float leastOfRow(ArrayStep step, int row) {
        float least = Float.POSITIVE_INFINITY;
        int rest = row;
        for (int axis = step.shape().rank() - 2; axis >= 0; axis--) {
            float[] kept = step.slot(axis);
            least = Math.min(least, kept[rest % kept.length]);
            rest /= kept.length;
        }
        return least;
    }

    /// The greatest for each index of the middle axis of `[outer, greatest.length, inner]`.
    private static void keepGreatest(float[] v, int outer, float[] greatest, int inner) {
        Reductions kernel = Kernels.active().reductions();
        int size = greatest.length;
        if (inner == 1) {
            kernel.maxRows(v, 0, size, outer, size, greatest, 0);
            return;
        }
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        for (int run = 0; run < outer * size; run++) {
            greatest[run % size] = Math.max(greatest[run % size], kernel.max(v, run * inner, inner));
        }
    }
}
