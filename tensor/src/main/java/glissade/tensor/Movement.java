package glissade.tensor;

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

    static Shape unsqueezed(String op, Shape shape, int axis) {
        int rank = shape.rank();
        if (axis < -rank - 1 || axis > rank) {
            throw ShapeException.of(op, "the new axis cannot be axis " + axis).operand("tensor", shape)
                    .fix("use " + (-rank - 1) + " to " + rank);
        }
        int at = axis < 0 ? axis + rank + 1 : axis;
        int[] sizes = new int[rank + 1];
        for (int i = 0; i <= rank; i++) {
            sizes[i] = i < at ? shape.size(i) : i == at ? 1 : shape.size(i - 1);
        }
        return Shape.own(sizes);
    }

    static Shape squeezed(Shape shape, int axis) {
        int at = shape.axis("squeeze", axis);
        if (shape.size(at) != 1) {
            throw ShapeException.of("squeeze", "axis " + axis + " has size " + shape.size(at) + ", not 1")
                    .operand("tensor", shape, at).fix("only an axis of size 1 can be dropped");
        }
        boolean[] removed = new boolean[shape.rank()];
        removed[at] = true;
        return shape.without(removed);
    }

    /// The shape with another size for one axis, which may be too large.
    static Shape resized(String op, Shape shape, int axis, long size) {
        if (size > Shape.MAX_ELEMENTS) {
            throw ShapeException.of(op, "axis " + axis + " of the result would have size " + size
                    + "; a tensor has at most " + Shape.MAX_ELEMENTS + " elements").operand("tensor", shape, axis)
                    .fix("work on parts of it");
        }
        return shape.with(axis, (int) size);
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

    static Tensor broadcast(Tensor x, Shape target) {
        Shape shape = x.shape();
        if (shape.equals(target)) {
            return x;
        }
        if (!shape.broadcastsTo(target)) {
            throw ShapeException.of("broadcastTo", shape + " cannot be repeated to " + target)
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
}
