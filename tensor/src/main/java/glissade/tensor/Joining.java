package glissade.tensor;

import glissade.tensor.kernel.Pool;
import java.util.List;

/// Tensors put together, along an axis they have or along a new one.
final class Joining {

    private Joining() {
    }

    static Tensor cat(int axis, List<Tensor> tensors) {
        Shape joined = joined(axis, tensors.stream().map(Tensor::shape).toList());
        return join(joined, joined.axis(axis), tensors);
    }

    /// The shape of parts joined along an axis they have.
    static Shape joined(int axis, List<Shape> parts) {
        requireSome("cat", parts);
        Shape first = parts.getFirst();
        if (first.rank() == 0) {
            throw ShapeException.of("cat", "a single number has no axis to lengthen").operand("tensor 0", first)
                    .fix("stack joins tensors along a new axis");
        }
        int at = first.axis("cat", axis);
        long size = 0;
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = parts.get(i);
            if (shape.rank() != first.rank() || !shape.with(at, 0).equals(first.with(at, 0))) {
                throw ShapeException.of("cat", "tensor " + i + " differs from tensor 0 beside axis " + axis)
                        .operand("tensor 0", first).operand("tensor " + i, shape)
                        .fix("all sizes but that of the axis must be equal");
            }
            size += shape.size(at);
        }
        return first.with(at, Movement.requireSize("cat", first, at, size));
    }

    static Tensor stack(int axis, List<Tensor> tensors) {
        requireSome("stack", tensors);
        Shape first = tensors.getFirst().shape();
        for (int i = 1; i < tensors.size(); i++) {
            if (!tensors.get(i).shape().equals(first)) {
                throw ShapeException.of("stack", "tensor " + i + " has another shape than tensor 0")
                        .operand("tensor 0", first).operand("tensor " + i, tensors.get(i).shape())
                        .fix("stack joins equal shapes along a new axis; cat joins along one that is there");
            }
        }
        Shape one = Movement.unsqueezed("stack", first, axis);
        int at = axis < 0 ? axis + one.rank() : axis;
        return join(one.with(at, tensors.size()), at, tensors);
    }

    private static void requireSome(String op, List<?> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(op + ": no tensors given; give one or more");
        }
    }

    /// Each tensor is, seen from the axis, rows that are put one after the other into those of the result.
    private static Tensor join(Shape result, int axis, List<Tensor> tensors) {
        float[] y = Pool.take(result);
        int rows = result.product(0, axis);
        int row = result.product(axis, result.rank());
        int start = 0;
        for (Tensor x : tensors) {
            int part = rows == 0 ? 0 : x.data().length / rows;
            StridedCopy.run(new int[] {rows, part}, x.data(), 0, new int[] {part, 1}, y, start, new int[] {row, 1});
            start += part;
        }
        return new Tensor(result, y);
    }
}
