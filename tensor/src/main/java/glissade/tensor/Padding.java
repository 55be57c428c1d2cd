package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import java.util.Arrays;

/// Tensors with elements added at, or cropped from, the ends of their axes.
final class Padding {

    private Padding() {
    }

    static Tensor constant(Tensor x, float value, int... pads) {
        Shape shape = x.shape();
        Shape result = padded(shape, pads);
        float[] y = Allocation.floats(result);
        if (Float.floatToRawIntBits(value) != 0) {
            Arrays.fill(y, value);
        }
        int[] sizes = shape.toArray();
        int[] steps = StridedCopy.strides(shape);
        int[] resultSteps = StridedCopy.strides(result);
        int start = 0;
        int resultStart = 0;
        for (int i = 0; i < pads.length; i += 2) {
            int axis = shape.rank() - 1 - i / 2;
            long kept = (long) sizes[axis] + Math.min(0, pads[i]) + Math.min(0, pads[i + 1]);
            sizes[axis] = (int) Math.max(0, kept);
            start += Math.max(0, -pads[i]) * steps[axis];
            resultStart += Math.max(0, pads[i]) * resultSteps[axis];
        }
        StridedCopy.run(sizes, x.data(), start, steps, y, resultStart, resultSteps);
        return new Tensor(result, y);
    }

    static Tensor own(Tensor x, PadMode mode, int... pads) {
        Shape shape = x.shape();
        Shape result = padded(shape, pads);
        Tensor y = x;
        for (int i = 0; i < pads.length; i += 2) {
            int axis = shape.rank() - 1 - i / 2;
            if (shape.size(axis) != result.size(axis) || pads[i] != 0) {
                y = y.indexSelect(axis, mode.indices(shape, axis, pads[i], pads[i + 1]));
            }
        }
        return y;
    }

    private static Shape padded(Shape shape, int... pads) {
        if (pads.length % 2 != 0 || pads.length / 2 > shape.rank()) {
            throw ShapeException.of("pad", Shape.count(pads.length, "number", "numbers") + " given for " + shape
                    + ", which has " + Shape.count(shape.rank(), "axis", "axes"))
                    .fix("give two for each axis, before and after, beginning with the last axis");
        }
        int[] sizes = shape.toArray();
        for (int i = 0; i < pads.length; i += 2) {
            int axis = shape.rank() - 1 - i / 2;
            sizes[axis] = size(shape, axis, pads[i], pads[i + 1]);
        }
        return Shape.own(sizes);
    }

    /// The size of an axis after padding.
    static int size(Shape shape, int axis, int before, int after) {
        long size = (long) shape.size(axis) + before + after;
        if (size < 0) {
            throw ShapeException.of("pad", "axis " + axis + " of size " + shape.size(axis) + " cannot be cropped by "
                    + -((long) before + after)).operand("tensor", shape, axis).fix("crop at most as much as is there");
        }
        return Movement.requireSize("pad", shape, axis, size);
    }
}
