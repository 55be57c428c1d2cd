package glissade.tensor;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Random tensors, and index arithmetic in its plainest form to compare operations with.
final class Naive {

    private Naive() {
    }

    /// What an element is, given its index.
    @FunctionalInterface
    interface Element {
        float at(int... index);
    }

    /// A tensor, element by element.
    static Tensor tensor(Shape shape, Element element) {
        float[] values = new float[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.at(index(shape, i));
        }
        return Tensor.of(shape, values);
    }

    /// The index of the element that stands at a place of the row-major order.
    static int[] index(Shape shape, int place) {
        int[] index = new int[shape.rank()];
        int rest = place;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return index;
    }

    /// The last numbers of an index, 0 where the shape has size 1: where a broadcast tensor takes an element from.
    static int[] aligned(Shape shape, int... index) {
        int skipped = index.length - shape.rank();
        return IntStream.range(0, shape.rank()).map(axis -> shape.size(axis) == 1 ? 0 : index[skipped + axis])
                .toArray();
    }

    /// A shape with sizes from `least` to `greatest`.
    static Shape shape(SplittableRandom random, int rank, int least, int greatest) {
        return Shape.of(IntStream.range(0, rank).map(i -> random.nextInt(least, greatest + 1)).toArray());
    }

    /// Numbers from −2 to 2.
    static Tensor uniform(SplittableRandom random, Shape shape) {
        return tensor(shape, index -> (float) random.nextDouble(-2, 2));
    }

    /// Whole numbers from −8 to 8: sums and products of some of them are exact, so that any order gives the same bits.
    static Tensor whole(SplittableRandom random, Shape shape) {
        return tensor(shape, index -> random.nextInt(-8, 9));
    }
}
