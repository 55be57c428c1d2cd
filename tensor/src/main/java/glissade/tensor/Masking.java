package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Runs;
import java.util.Arrays;

/// Elements chosen, replaced and picked by a mask that broadcasts.
final class Masking {

    private Masking() {
    }

    static Tensor where(Tensor x, Mask mask, Tensor other) {
        Shape both = Shape.broadcastOrNull(x.shape(), other.shape());
        Shape shape = both == null ? null : Shape.broadcastOrNull(both, mask.shape());
        if (shape == null) {
            throw ShapeException.of("where", "the shapes do not broadcast").operand("tensor", x.shape())
                    .operand("mask", mask.shape()).operand("other", other.shape())
                    .fix("aligned at their last axis, their sizes must be equal or 1");
        }
        return choose(shape, mask, x, other);
    }

    static Tensor fill(Tensor x, Mask mask, double number) {
        return choose(shape("maskedFill", x, mask), mask, Tensor.scalar(number), x);
    }

    private static Tensor choose(Shape shape, Mask mask, Tensor yes, Tensor no) {
        float[] z = Allocation.floats(shape);
        var runs = new Runs(shape, Runs.broadcast(mask.shape(), shape), Runs.broadcast(yes.shape(), shape),
                Runs.broadcast(no.shape(), shape));
        int stepMask = runs.step(0);
        int stepYes = runs.step(1);
        int stepNo = runs.step(2);
        boolean[] choice = mask.data;
        float[] x = yes.data();
        float[] y = no.data();
        runs.spread((place, offsets, n) -> {
            int m = offsets[0];
            int xo = offsets[1];
            int yo = offsets[2];
            if (stepMask == 0) {
                repeat(choice[m] ? x : y, choice[m] ? xo : yo, choice[m] ? stepYes : stepNo, z, place, n);
                return;
            }
            for (int i = 0; i < n; i++) {
                z[place + i] = either(choice[m + i], x[xo + i * stepYes], y[yo + i * stepNo]);
            }
        });
        return new Tensor(shape, z);
    }

    /// `choice ? yes : no` without a branch, which an irregular mask would often lead astray.
    private static float either(boolean choice, float yes, float no) {
        int bits = -(choice ? 1 : 0);
        return Float.intBitsToFloat(Float.floatToRawIntBits(yes) & bits | Float.floatToRawIntBits(no) & ~bits);
    }

    /// Copies a run, or repeats its only element.
    private static void repeat(float[] x, int from, int step, float[] y, int to, int n) {
        if (step == 0) {
            Arrays.fill(y, to, to + n, x[from]);
        } else {
            System.arraycopy(x, from, y, to, n);
        }
    }

    static Tensor select(Tensor x, Mask mask) {
        Shape shape = shape("maskedSelect", x, mask);
        float[] from = x.data();
        float[] y = new float[count(mask, shape)];
        var runs = new Runs(shape, Runs.broadcast(mask.shape(), shape), Runs.broadcast(x.shape(), shape));
        int stepMask = runs.step(0);
        int stepX = runs.step(1);
        int[] next = {0};
        runs.inOrder((place, offsets, n) -> {
            int to = next[0];
            // without a branch: what is not chosen is overwritten by the next one
            for (int i = 0; i < n && to < y.length; i++) {
                y[to] = from[offsets[1] + i * stepX];
                to += mask.data[offsets[0] + i * stepMask] ? 1 : 0;
            }
            next[0] = to;
        });
        return new Tensor(Shape.of(y.length), y);
    }

    static Tensor scatter(Tensor x, Mask mask, Tensor source) {
        Shape shape = shape("maskedScatter", x, mask);
        int count = count(mask, shape);
        float[] others = source.data();
        if (others.length != count) {
            throw ShapeException
                    .of("maskedScatter", "the mask, broadcast to " + shape + ", chooses "
                            + Shape.count(count, "element", "elements") + ", but the source has " + others.length)
                    .operand("tensor", x.shape()).operand("mask", mask.shape()).operand("source", source.shape())
                    .fix("give one number for each true element of the mask");
        }
        if (count == 0) {
            return x.broadcastTo(shape);
        }
        float[] own = x.data();
        float[] y = Allocation.floats(shape);
        int last = count - 1;
        var runs = new Runs(shape, Runs.broadcast(mask.shape(), shape), Runs.broadcast(x.shape(), shape));
        int stepMask = runs.step(0);
        int stepX = runs.step(1);
        int[] next = {0};
        runs.inOrder((place, offsets, n) -> {
            int from = next[0];
            for (int i = 0; i < n; i++) {
                boolean choice = mask.data[offsets[0] + i * stepMask];
                y[place + i] = either(choice, others[Math.min(from, last)], own[offsets[1] + i * stepX]);
                from += choice ? 1 : 0;
            }
            next[0] = from;
        });
        return new Tensor(shape, y);
    }

    static Mask broadcast(Mask mask, Shape target) {
        if (!mask.shape().broadcastsTo(target)) {
            throw ShapeException.of("broadcastTo", mask.shape() + " cannot be repeated to " + target)
                    .fix("aligned at the last axis, each size must be 1 or the target's");
        }
        boolean[] repeated = Allocation.booleans(target);
        var runs = new Runs(target, Runs.broadcast(mask.shape(), target));
        boolean moves = runs.step(0) != 0;
        runs.spread((place, offsets, n) -> {
            if (moves) {
                System.arraycopy(mask.data, offsets[0], repeated, place, n);
            } else {
                Arrays.fill(repeated, place, place + n, mask.data[offsets[0]]);
            }
        });
        return new Mask(target, repeated);
    }

    /// A loop that changes `n` truth values by others.
    @FunctionalInterface
    interface Loop {
        void apply(boolean[] x, boolean[] y, int n);
    }

    static Mask combine(String op, Mask x, Mask y, Loop loop) {
        Shape shape = x.shape().broadcast(op, y.shape());
        Mask result = broadcast(x, shape); // a copy
        loop.apply(result.data, y.shape().equals(shape) ? y.data : broadcast(y, shape).data, result.data.length);
        return result;
    }

    /// How many elements a mask chooses when it is broadcast: each of its own is repeated as often.
    private static int count(Mask mask, Shape shape) {
        return shape.elements() == 0 ? 0 : mask.count() * (shape.elements() / mask.data.length);
    }

    private static Shape shape(String op, Tensor x, Mask mask) {
        Shape shape = Shape.broadcastOrNull(x.shape(), mask.shape());
        if (shape == null) {
            throw ShapeException.of(op, "the shapes do not broadcast").operand("tensor", x.shape())
                    .operand("mask", mask.shape())
                    .fix("aligned at their last axis, their sizes must be equal or 1");
        }
        return shape;
    }
}
