package glissade.tensor;

import glissade.tensor.kernel.Pool;
import java.util.Arrays;

/// Shapes and copies for [MovementOps].
final class Movement {

    private Movement() {
    }

    static Shape reshaped(Shape shape, int... sizes) {
        int open = -1;
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && open < 0) {
                open = i;
            } else if (sizes[i] < 0) {
                throw ShapeException.of("reshape", sizes[i] == -1 ? "two sizes are -1: " + Arrays.toString(sizes)
                        : "a size is " + sizes[i] + ": " + Arrays.toString(sizes)).operand("tensor", shape)
                        .fix("sizes are 0 or more; one may be -1");
            } else {
                known = Math.min(known * sizes[i], Integer.MAX_VALUE); // more is too much, however much it is
            }
        }
        if (open < 0) {
            Shape result = Shape.of(sizes);
            requireSameCount(shape, result);
            return result;
        }
        if (known == 0) {
            throw ShapeException.of("reshape", "-1 may stand for any size in " + Arrays.toString(sizes))
                    .operand("tensor", shape).fix("beside a size of 0, name each size");
        }
        if (shape.elements() % known != 0) {
            throw ShapeException
                    .of("reshape", Shape.count(shape.elements(), "element does", "elements do") + " not fill "
                            + Arrays.toString(sizes))
                    .operand("tensor", shape)
                    .fix("the sizes other than -1 must divide the number of elements");
        }
        int[] filled = sizes.clone();
        filled[open] = (int) (shape.elements() / known);
        return Shape.own(filled);
    }

    static void requireSameCount(Shape from, Shape to) {
        if (from.elements() != to.elements()) {
            throw ShapeException.of("reshape", Shape.count(from.elements(), "element does", "elements do")
                    + " not fit into " + to + ", which has " + to.elements())
                    .operand("tensor", from).fix("keep the number of elements; -1 stands for a size that follows");
        }
    }

    /// The shape with axes of size 1 put in; the axes are the result's.
    static Shape unsqueezed(String op, Shape shape, int... axes) {
        int rank = shape.rank() + axes.length;
        boolean[] added = new boolean[rank];
        for (int axis : axes) {
            if (axis < -rank || axis >= rank) {
                throw ShapeException.of(op, "the new axis cannot be axis " + axis).operand("tensor", shape)
                        .fix("use " + -rank + " to " + (rank - 1));
            }
            int at = axis < 0 ? axis + rank : axis;
            if (added[at]) {
                throw ShapeException.of(op, "the new axis " + axis + " is named twice").operand("tensor", shape)
                        .fix("name each new axis once");
            }
            added[at] = true;
        }
        int[] sizes = new int[rank];
        for (int i = 0, from = 0; i < rank; i++) {
            sizes[i] = added[i] ? 1 : shape.size(from++);
        }
        return Shape.own(sizes);
    }

    static Shape squeezed(Shape shape, int... axes) {
        boolean[] removed = Reduction.flags("squeeze", shape, axes);
        for (int axis : axes) {
            if (shape.size(axis) != 1) {
                throw ShapeException.of("squeeze", "axis " + axis + " has size " + shape.size(axis) + ", not 1")
                        .operand("tensor", shape, axis).fix("only an axis of size 1 can be dropped");
            }
        }
        for (int axis = 0; axis < removed.length; axis++) {
            removed[axis] &= shape.size(axis) == 1;
        }
        return shape.without(removed);
    }

    static Shape flattened(Shape shape, int first, int last) {
        if (shape.rank() == 0 && first >= -1 && first <= 0 && last >= -1 && last <= 0) {
            return Shape.of(1);
        }
        int from = shape.axis("flatten", first);
        int to = shape.axis("flatten", last);
        if (from > to) {
            throw ShapeException.of("flatten", "axis " + first + " stands after axis " + last).operand("tensor", shape)
                    .fix("name the first axis first; both are included");
        }
        int[] sizes = new int[shape.rank() - (to - from)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i < from ? shape.size(i) : i == from ? shape.product(from, to + 1) : shape.size(i + to - from);
        }
        return Shape.own(sizes);
    }

    /// The sizes given, where −1 keeps that of the tensor.
    static Shape expanded(Shape shape, int... sizes) {
        int[] filled = sizes.clone();
        int added = sizes.length - shape.rank();
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && i >= Math.max(0, added)) {
                filled[i] = shape.size(i - added);
            } else if (sizes[i] < 0) {
                throw ShapeException.of("expand", (sizes[i] == -1 ? "a new axis has no size to keep: " : "a size is "
                        + sizes[i] + ": ") + Arrays.toString(sizes)).operand("tensor", shape)
                        .fix("sizes are 0 or more; -1 keeps that of an axis that is there");
            }
        }
        return Shape.own(filled);
    }

    static int[] exchange(Shape shape, int first, int second) {
        if (shape.rank() < 2) {
            throw ShapeException.of("transpose", "two axes are needed").operand("tensor", shape)
                    .fix("unsqueeze adds an axis of size 1");
        }
        int[] axes = new int[shape.rank()];
        Arrays.setAll(axes, i -> i);
        int a = shape.axis("transpose", first);
        int b = shape.axis("transpose", second);
        axes[a] = b;
        axes[b] = a;
        return axes;
    }

    static Tensor permute(Tensor x, int... axes) {
        Shape shape = x.shape();
        int rank = shape.rank();
        boolean[] named = new boolean[rank];
        boolean valid = axes.length == rank;
        for (int i = 0; i < axes.length && valid; i++) {
            int axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            valid = axis >= 0 && axis < rank && !named[axis];
            if (valid) {
                named[axis] = true;
            }
        }
        if (!valid) {
            throw ShapeException.of("permute", Arrays.toString(axes) + " does not name each axis once")
                    .operand("tensor", shape).fix(rank == 0 ? "a single number has no axes"
                            : "give a new order of the axes 0 to " + (rank - 1));
        }
        int[] sizes = new int[rank];
        int[] steps = new int[rank];
        for (int i = 0; i < rank; i++) {
            int axis = shape.axis(axes[i]);
            sizes[i] = shape.size(axis);
            steps[i] = shape.product(axis + 1, rank);
        }
        return StridedCopy.read(Shape.own(sizes), x, 0, steps);
    }

    static Tensor broadcast(String op, Tensor x, Shape target) {
        Shape shape = x.shape();
        if (shape.equals(target)) {
            return x;
        }
        if (!shape.broadcastsTo(target)) {
            throw ShapeException.of(op, shape + " cannot be repeated to " + target)
                    .fix("aligned at the last axis, each size must be 1 or the target's");
        }
        int rank = target.rank();
        int[] steps = new int[rank];
        for (int i = rank - 1, stride = 1, own = shape.rank() - 1; own >= 0; i--, own--) {
            steps[i] = shape.size(own) == 1 ? 0 : stride;
            stride *= shape.size(own);
        }
        return StridedCopy.read(target, x, 0, steps);
    }

    static Tensor flip(Tensor x, int... axes) {
        Shape shape = x.shape();
        boolean[] flipped = Reduction.flags("flip", shape, axes);
        int[] steps = StridedCopy.strides(shape);
        int start = 0;
        for (int axis = 0; axis < flipped.length; axis++) {
            if (flipped[axis]) {
                start += Math.max(0, shape.size(axis) - 1) * steps[axis];
                steps[axis] = -steps[axis];
            }
        }
        return StridedCopy.read(shape, x, start, steps);
    }

    static Tensor roll(Tensor x, int axis, int shift) {
        Shape shape = x.shape();
        int at = shape.axis("roll", axis);
        if (shape.elements() == 0) {
            return x;
        }
        int rows = shape.product(0, at);
        int row = shape.product(at, shape.rank());
        int moved = Math.floorMod(shift, shape.size(at)) * shape.product(at + 1, shape.rank());
        float[] y = Pool.take(shape);
        int[] steps = {row, 1};
        StridedCopy.run(new int[] {rows, moved}, x.data(), row - moved, steps, y, 0, steps);
        StridedCopy.run(new int[] {rows, row - moved}, x.data(), 0, steps, y, moved, steps);
        return new Tensor(shape, y);
    }

    static Tensor tile(Tensor x, int... counts) {
        Shape shape = x.shape();
        int rank = Math.max(shape.rank(), counts.length);
        int[] sizes = new int[rank];
        int[] block = new int[2 * rank]; // each axis after the number of its copies
        int[] steps = new int[2 * rank];
        for (int axis = 0; axis < rank; axis++) {
            int own = axis - rank + shape.rank();
            int count = axis < rank - counts.length ? 1 : counts[axis - rank + counts.length];
            requireCount("tile", count);
            int size = own < 0 ? 1 : shape.size(own);
            sizes[axis] = requireSize("tile", shape, axis, (long) size * count);
            block[2 * axis] = count;
            block[2 * axis + 1] = size;
            steps[2 * axis + 1] = own < 0 ? 0 : shape.product(own + 1, shape.rank());
        }
        Shape result = Shape.own(sizes);
        return new Tensor(result, StridedCopy.read(Shape.own(block), x, 0, steps).data());
    }

    static Tensor repeatInterleave(Tensor x, int axis, int count) {
        Shape shape = x.shape();
        int at = shape.axis("repeatInterleave", axis);
        requireCount("repeatInterleave", count);
        int[] sizes = shape.toArray();
        sizes[at] = requireSize("repeatInterleave", shape, at, (long) sizes[at] * count);
        Shape result = Shape.own(sizes);
        Shape between = unsqueezed("repeatInterleave", shape, at + 1);
        return broadcast("repeatInterleave", x.reshape(between), between.with(at + 1, count)).reshape(result);
    }

    private static void requireCount(String op, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(op + ": " + count + " copies; give 0 or more");
        }
    }

    /// The size of an axis, which may be too large.
    static int requireSize(String op, Shape shape, int axis, long size) {
        if (size > Shape.MAX_ELEMENTS) {
            throw ShapeException.of(op, "axis " + axis + " of the result would have size " + size
                    + "; a tensor has at most " + Shape.MAX_ELEMENTS + " elements").operand("tensor", shape)
                    .fix("work on parts of it");
        }
        return (int) size;
    }
}
