package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;

/// Slices along one axis (rows, if it is the first) taken out of a tensor, and added to one.
///
/// An index of any shape stands for the axis: its axes replace it in the shape of what is taken.
final class Rows {

    /// Elements a task copies.
    private static final int GRAIN = 1 << 17;

    private Rows() {
    }

    static Tensor rows(Tensor x, Indices rows) {
        if (x.shape().rank() == 0) {
            throw ShapeException.of("rows", "a single number has no rows").operand("tensor", x.shape())
                    .fix("reshape(1, 1) makes it a row");
        }
        return select("rows", x, 0, rows);
    }

    static Tensor select(String op, Tensor x, int axis, Indices index) {
        Shape shape = x.shape();
        int at = shape.axis(op, axis);
        index.requireWithin(op, shape, at);
        Shape result = replaced(shape, at, at + 1, index.shape().toArray());
        float[] y = Allocation.floats(result);
        copy(x.data(), shape.size(at), index.data, y, shape.product(at + 1, shape.rank()));
        return new Tensor(result, y);
    }

    /// `y[o, i] = x[o, index[i]]`, slices of `width` elements; a block of x has `n` of them.
    private static void copy(float[] x, int n, int[] index, float[] y, int width) {
        if (y.length == 0) {
            return;
        }
        int k = index.length;
        Parallel.range(y.length / width, Math.max(1, GRAIN / width), (from, to) -> {
            int block = from / k * n;
            int i = from % k;
            for (int slice = from; slice < to; slice++) {
                if (width == 1) {
                    y[slice] = x[block + index[i]];
                } else {
                    System.arraycopy(x, (block + index[i]) * width, y, slice * width, width);
                }
                if (++i == k) {
                    i = 0;
                    block += n;
                }
            }
        });
    }

    static Tensor scatter(Tensor x, Indices rows, int n) {
        Shape shape = x.shape();
        int lead = rows.shape().rank();
        boolean fits = shape.rank() >= lead;
        for (int i = 0; i < lead && fits; i++) {
            fits = shape.size(i) == rows.shape().size(i);
        }
        if (!fits) {
            throw ShapeException.of("scatterRows", "there is not one row for each index").operand("tensor", shape)
                    .operand("indices", rows.shape()).fix("the tensor's first axes must be the shape of the indices");
        }
        Shape result = replaced(shape, 0, lead, n);
        rows.requireWithin("scatterRows", result, 0);
        float[] y = Allocation.floats(result);
        add(x.data(), n, rows.data, y, shape.product(lead, shape.rank()));
        return new Tensor(result, y);
    }

    static Tensor add(Tensor x, int axis, Indices index, Tensor source) {
        Shape shape = x.shape();
        int at = shape.axis("indexAdd", axis);
        Shape wanted = replaced(shape, at, at + 1, index.shape().toArray());
        if (!source.shape().equals(wanted)) {
            throw ShapeException.of("indexAdd", "there is not one slice of the source for each index")
                    .operand("tensor", shape, at).operand("indices", index.shape()).operand("source", source.shape())
                    .fix("the source's shape must be " + wanted);
        }
        index.requireWithin("indexAdd", shape, at);
        float[] y = Allocation.copy(x.shape(), x.data());
        add(source.data(), shape.size(at), index.data, y, shape.product(at + 1, shape.rank()));
        return new Tensor(shape, y);
    }

    /// `y[o, index[i]] += x[o, i]`, slices of `width` elements; a block of y has `n` of them. Threads may share the blocks,
    /// which have nothing in common; within one, slices are added in their order.
    private static void add(float[] x, int n, int[] index, float[] y, int width) {
        if (x.length == 0) {
            return;
        }
        int k = index.length;
        int block = k * width;
        var reductions = Kernels.active().reductions();
        Parallel.range(x.length / block, Math.max(1, GRAIN / block), (from, to) -> {
            for (int o = from; o < to; o++) {
                for (int i = 0; i < k; i++) {
                    int at = (o * k + i) * width;
                    int sum = (o * n + index[i]) * width;
                    reductions.addRow(x, at, width, y, sum);
                }
            }
        });
    }

    static Tensor at(Tensor x, Indices... indices) {
        Shape shape = x.shape();
        Indices rows = Positions.of("index", shape, indices);
        Shape result = replaced(shape, 0, indices.length, rows.shape().toArray());
        float[] y = Allocation.floats(result);
        copy(x.data(), 0, rows.data, y, shape.product(indices.length, shape.rank()));
        return new Tensor(result, y);
    }

    /// `shape` with other sizes in place of the axes `from` to `to − 1`.
    static Shape replaced(Shape shape, int from, int to, int... by) {
        int[] sizes = new int[shape.rank() - (to - from) + by.length];
        int[] old = shape.toArray();
        System.arraycopy(old, 0, sizes, 0, from);
        System.arraycopy(by, 0, sizes, from, by.length);
        System.arraycopy(old, to, sizes, from + by.length, old.length - to);
        return Shape.own(sizes);
    }
}
