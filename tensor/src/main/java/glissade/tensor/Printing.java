package glissade.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// Tensors as text: the shape, then the numbers in aligned columns, one bracket an axis. From a thousand elements on,
/// axes longer than six show their first and last three.
final class Printing {

    private static final int WHOLE = 1000;
    private static final int EDGE = 3;

    private final Shape shape;
    private final boolean elided;
    private final StringBuilder text = new StringBuilder();
    private int width;

    private Printing(Shape shape) {
        this.shape = shape;
        this.elided = shape.elements() > WHOLE;
    }

    static String print(String type, Shape shape, IntFunction<String> element) {
        var printing = new Printing(shape);
        for (int position : printing.shown()) {
            printing.width = Math.max(printing.width, element.apply(position).length());
        }
        printing.text.append(type).append(' ').append(shape);
        if (shape.rank() == 0) {
            printing.text.append(' ').append(element.apply(0));
        } else if (shape.elements() > 0) {
            printing.text.append('\n');
            printing.axis(0, 0, element);
        }
        return printing.text.toString();
    }

    static String print(Tensor tensor) {
        float[] data = tensor.data();
        return print("Tensor", tensor.shape(), format(data, new Printing(tensor.shape()).shown()));
    }

    /// Four decimals if all shown numbers look well so, else whole numbers or scientific notation.
    private static IntFunction<String> format(float[] data, List<Integer> shown) {
        boolean whole = true;
        double greatest = 0;
        double least = Double.MAX_VALUE;
        for (int position : shown) {
            double size = Math.abs(data[position]);
            if (Double.isFinite(size) && size != 0) {
                greatest = Math.max(greatest, size);
                least = Math.min(least, size);
            }
            whole &= !Double.isFinite(size) || size == Math.rint(size);
        }
        String pattern;
        if (greatest >= 1e8 || greatest > 0 && !whole && (greatest < 1e-3 || greatest / least > 1e6)) {
            pattern = "%.4e";
        } else {
            pattern = whole ? "%.0f" : "%.4f";
        }
        return position -> Float.isFinite(data[position]) ? String.format(Locale.ROOT, pattern, data[position])
                : Float.toString(data[position]).replace("Infinity", "inf").replace("NaN", "nan");
    }

    private boolean skipsAfter(int axis, int index) {
        return elided && shape.size(axis) > 2 * EDGE && index == EDGE - 1;
    }

    private int next(int axis, int index) {
        return skipsAfter(axis, index) ? shape.size(axis) - EDGE : index + 1;
    }

    /// The positions of the elements that are printed.
    private List<Integer> shown() {
        var positions = new ArrayList<Integer>();
        if (shape.elements() > 0) {
            collect(0, 0, positions);
        }
        return positions;
    }

    private void collect(int axis, int position, List<Integer> positions) {
        if (axis == shape.rank()) {
            positions.add(position);
            return;
        }
        for (int i = 0; i < shape.size(axis); i = next(axis, i)) {
            collect(axis + 1, position * shape.size(axis) + i, positions);
        }
    }

    private void axis(int axis, int position, IntFunction<String> element) {
        boolean last = axis == shape.rank() - 1;
        String separator = last ? ", " : ",\n" + "\n".repeat(shape.rank() - axis - 2) + " ".repeat(axis + 1);
        text.append('[');
        for (int i = 0; i < shape.size(axis); i = next(axis, i)) {
            if (i > 0) {
                text.append(separator);
            }
            if (last) {
                String number = element.apply(position * shape.size(axis) + i);
                text.append(" ".repeat(width - number.length())).append(number);
            } else {
                axis(axis + 1, position * shape.size(axis) + i, element);
            }
            if (skipsAfter(axis, i)) {
                text.append(separator).append('…');
            }
        }
        text.append(']');
    }
}
