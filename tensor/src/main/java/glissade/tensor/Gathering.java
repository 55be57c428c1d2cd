package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.AxisIndex;

/// Checks and results of gathering and scattering along an axis, where an index of the tensor's rank says for each of its
/// elements where it belongs.
final class Gathering {

    private Gathering() {
    }

    static Tensor gather(Tensor x, int axis, Indices index) {
        float[] y = Allocation.floats(index.shape());
        places("gather", x.shape(), axis, index).gather(x.data(), y);
        return new Tensor(index.shape(), y);
    }

    static Tensor scatter(Tensor x, int axis, Indices index, Tensor source) {
        AxisIndex places = places("scatter", x.shape(), axis, index);
        requireSource("scatter", index, source);
        float[] y = Allocation.copy(x.shape(), x.data());
        places.put(source.data(), y);
        return new Tensor(x.shape(), y);
    }

    static Tensor scatter(Tensor x, int axis, Indices index, double number) {
        AxisIndex places = places("scatter", x.shape(), axis, index);
        float[] y = Allocation.copy(x.shape(), x.data());
        places.put((float) number, y);
        return new Tensor(x.shape(), y);
    }

    static Tensor scatterAdd(Tensor x, int axis, Indices index, Tensor source) {
        AxisIndex places = places("scatterAdd", x.shape(), axis, index);
        requireSource("scatterAdd", index, source);
        float[] y = Allocation.copy(x.shape(), x.data());
        places.add(source.data(), y);
        return new Tensor(x.shape(), y);
    }

    private static AxisIndex places(String op, Shape shape, int axis, Indices index) {
        int at = shape.axis(op, axis);
        if (index.shape().rank() != shape.rank()) {
            throw ShapeException.of(op, "the indices have not as many axes as the tensor").operand("tensor", shape)
                    .operand("indices", index.shape())
                    .fix("give an index for each element wanted; indexSelect and indexAdd move whole slices");
        }
        for (int i = 0; i < shape.rank(); i++) {
            if (i != at && index.shape().size(i) > shape.size(i)) {
                throw ShapeException.of(op, "the indices reach beyond the tensor at axis " + i)
                        .operand("tensor", shape, i).operand("indices", index.shape(), i)
                        .fix("only along axis " + at + " may the indices be more than the tensor's elements");
            }
        }
        index.requireWithin(op, shape, at);
        return new AxisIndex(shape, at, index.shape(), index.data);
    }

    private static void requireSource(String op, Indices index, Tensor source) {
        if (!source.shape().equals(index.shape())) {
            throw ShapeException.of(op, "there is not one element of the source for each index")
                    .operand("indices", index.shape()).operand("source", source.shape())
                    .fix("the source must have the shape of the indices");
        }
    }
}
