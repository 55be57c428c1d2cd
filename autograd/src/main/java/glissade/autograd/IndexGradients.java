package glissade.autograd;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.kernel.AxisIndex;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Which of the places that an index names take part in a gradient.
final class IndexGradients {

    private IndexGradients() {
    }

    /// Where, in row-major order, the numbers of rows stand that are not the padding row.
    static Indices entries(Shape table, Indices rows, int paddingRow) {
        int n = table.size(0);
        if (paddingRow < -n || paddingRow >= n) {
            throw new IndexOutOfBoundsException("embedding: the padding row " + paddingRow + " is outside of axis 0 of "
                    + table + (n == 0 ? ", which is empty" : "; use " + -n + " to " + (n - 1)));
        }
        int padding = paddingRow < 0 ? paddingRow + n : paddingRow;
        int[] numbers = TensorAccess.array(rows);
        return Indices.of(IntStream.range(0, numbers.length).filter(i -> numbers[i] != padding).toArray());
    }

    /// The numbers that stand at the given places.
    static Indices at(Indices numbers, Indices places) {
        int[] all = TensorAccess.array(numbers);
        return Indices.of(Arrays.stream(TensorAccess.array(places)).map(place -> all[place]).toArray());
    }

    /// Which elements of a scattered source do not last, because a later one is written to the same place.
    static Mask overwritten(Shape shape, int axis, Indices index) {
        var places = new AxisIndex(shape, shape.axis(axis), index.shape(), TensorAccess.array(index));
        return TensorAccess.wrapMask(index.shape(), places.overwritten());
    }
}
