package glissade.tensor;

import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Unary;

/// An operation on each element by itself that is still to be done: a loop, and the tensors that it reads.
///
/// An input may be [Pending] itself. Its elements are then computed into the place of the result, a block at a time, and the loop runs
/// over the block there while it is in the first-level cache; a second such input takes a block of scratch.
///
/// Immutable.
sealed interface Step {

    /// Elements of a block: two or three are some 30 KB.
    int BLOCK = 2048;

    /// How many operations this one is, with the pending ones of its inputs.
    int length();

    /// How many arrays of the result's size it reads.
    int inputs();

    /// How many blocks of scratch it needs at most.
    int blocks();

    /// Computes the `n` elements from `from` on into `y`, at `yo`.
    ///
    /// @param scratch of which the blocks from `free` on may be used
    void compute(int from, int n, float[] y, int yo, float[] scratch, int free);

    static Step of(Unary loop, Tensor x) {
        Step before = x.use(1, 0);
        return before == null ? new Mapped(loop, x, 1, 1, 0)
                : new Mapped(loop, x, 1 + before.length(), before.inputs(), before.blocks());
    }

    /// Of two tensors of which each has the result's elements, or fewer that the loop broadcasts; those are computed now.
    static Step of(Pairs loop, Tensor a, Tensor b, int elements) {
        Step left = a == b || a.shape().elements() < elements ? null : a.use(1, 1);
        int length = left == null ? 1 : 1 + left.length();
        int inputs = left == null ? 1 : left.inputs();
        int blocks = left == null ? 0 : left.blocks();
        Step right = a == b || b.shape().elements() < elements ? null : b.use(length, inputs);
        if (left == null) {
            a.data();
        }
        if (right == null) {
            b.data();
            return new Paired(loop, a, b, length, inputs + 1, blocks);
        }
        return new Paired(loop, a, b, length + right.length(), inputs + right.inputs(),
                Math.max(blocks, right.blocks() + (left == null ? 0 : 1)));
    }

    /// A loop over pairs of elements, wherever they lie: element i of the left side at `shiftA + i` of `a`, and so on, as far as the
    /// side is not broadcast.
    @FunctionalInterface
    interface Pairs {
        /// Computes the elements from `from` to `from + n − 1` into `c`, at `co`.
        void run(int from, int n, float[] a, int shiftA, float[] b, int shiftB, float[] c, int co);

        /// Over two sides that have all the elements.
        static Pairs of(Binary kernel) {
            return (from, n, a, shiftA, b, shiftB, c, co) -> kernel.both(a, from + shiftA, b, from + shiftB, c, co, n);
        }
    }

    /// Of one tensor.
    record Mapped(Unary loop, Tensor x, int length, int inputs, int blocks) implements Step {
        @Override
        public void compute(int from, int n, float[] y, int yo, float[] scratch, int free) {
            Step before = x.unread();
            if (before == null) {
                loop.apply(x.data(), from, y, yo, n);
            } else {
                before.compute(from, n, y, yo, scratch, free);
                loop.apply(y, yo, y, yo, n);
            }
        }
    }

    /// Of two tensors.
    record Paired(Pairs loop, Tensor a, Tensor b, int length, int inputs, int blocks) implements Step {
        @Override
        public void compute(int from, int n, float[] y, int yo, float[] scratch, int free) {
            Step left = a.unread();
            Step right = b.unread();
            if (left != null) {
                left.compute(from, n, y, yo, scratch, free);
            }
            if (right == null) {
                if (left == null) {
                    loop.run(from, n, a.data(), 0, b.data(), 0, y, yo);
                } else {
                    loop.run(from, n, y, yo - from, b.data(), 0, y, yo);
                }
            } else if (left == null) {
                right.compute(from, n, y, yo, scratch, free);
                loop.run(from, n, a.data(), 0, y, yo - from, y, yo);
            } else {
                right.compute(from, n, scratch, free, scratch, free + BLOCK);
                loop.run(from, n, y, yo - from, scratch, free - from, y, yo);
            }
        }
    }
}
