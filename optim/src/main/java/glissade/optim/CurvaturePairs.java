package glissade.optim;

import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.Arrays;

/// The last steps `s` and changes of gradient `y`, and the product with the inverse Hessian that they suggest.
final class CurvaturePairs {

    private final int size;
    /// Rings: the oldest pair stands at `first`.
    private final float[][] steps;
    private final float[][] changes;
    private final double[] curvatures;
    private int first;
    private int count;

    CurvaturePairs(int capacity, int size) {
        this.size = size;
        steps = new float[capacity][];
        changes = new float[capacity][];
        curvatures = new double[capacity];
    }

    void clear() {
        first = 0;
        count = 0;
    }

    private int place(int index) {
        return (first + index) % steps.length;
    }

    /// Keeps a copy of a pair; the oldest makes room if there is none.
    void add(float[] step, float[] change) {
        if (count == steps.length) {
            first = place(1);
            count--;
        }
        int at = place(count++);
        steps[at] = step.clone();
        changes[at] = change.clone();
        curvatures[at] = Vectors.dot(change, step);
    }

    /// Sets the direction to `−H g`. H starts as a multiple of the identity, that of the newest pair.
    void newton(float[] gradient, float[] direction) {
        Vectors.scale(gradient, -1, direction);
        double[] alpha = new double[count];
        for (int i = count - 1; i >= 0; i--) {
            int at = place(i);
            alpha[i] = Vectors.dot(steps[at], direction) / curvatures[at];
            Vectors.addScaled(changes[at], -alpha[i], direction);
        }
        if (count > 0) {
            int newest = place(count - 1);
            Vectors.scale(direction, curvatures[newest] / Vectors.dot(changes[newest], changes[newest]), direction);
        }
        for (int i = 0; i < count; i++) {
            int at = place(i);
            double beta = Vectors.dot(changes[at], direction) / curvatures[at];
            Vectors.addScaled(steps[at], alpha[i] - beta, direction);
        }
    }

    /// All pairs, the oldest first, and zeros where there are none yet.
    StateDict save(StateDict state, String prefix) {
        return state.with(prefix + "pairs", count).with(prefix + "old_stps", stacked(steps))
                .with(prefix + "old_dirs", stacked(changes));
    }

    private Tensor stacked(float[][] rows) {
        float[] all = new float[Math.multiplyExact(rows.length, size)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows[place(i)], 0, all, i * size, size);
        }
        return Tensor.of(Shape.of(rows.length, size), all);
    }

    void load(StateDict state, String prefix) {
        float[] newSteps = state.tensor(prefix + "old_stps").toArray();
        float[] newChanges = state.tensor(prefix + "old_dirs").toArray();
        long newCount = Math.min(state.integer(prefix + "pairs"), steps.length);
        clear();
        for (int i = 0; i < newCount; i++) {
            add(Arrays.copyOfRange(newSteps, i * size, (i + 1) * size),
                    Arrays.copyOfRange(newChanges, i * size, (i + 1) * size));
        }
    }
}
