package glissade.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Draws curves with characters, 80 columns wide: steps from left to right, values upwards on a log scale.
///
/// What has no logarithm stands at the edge: zeros and negative values at the bottom, infinities at the top; NaN is
/// left out.
final class Plot {

    private static final int COLUMNS = 68;
    private static final int ROWS = 16;
    private static final String MARGIN = " ".repeat(9);

    /// Where several curves meet.
    private static final char SEVERAL = '*';

    private Plot() {
    }

    /// Values step by step.
    ///
    /// @param name for the legend
    /// @param mark the character that draws it
    /// @param values the values
    record Curve(String name, char mark, double[] values) {
    }

    static String of(List<Curve> curves) {
        double[] drawable = curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.values))
                .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY).sorted().toArray();
        if (drawable.length == 0) {
            return "nothing to draw: no value is positive and finite\n";
        }
        return draw(curves, drawable[0], drawable[drawable.length - 1]);
    }

    private static String draw(List<Curve> curves, double low, double high) {
        int steps = curves.stream().mapToInt(curve -> curve.values.length).max().orElse(0);
        char[][] picture = new char[ROWS][COLUMNS];
        for (char[] row : picture) {
            Arrays.fill(row, ' ');
        }
        for (Curve curve : curves) {
            for (int column = 0; column < COLUMNS; column++) {
                int step = (int) Math.round((double) column * (steps - 1) / (COLUMNS - 1));
                if (step < curve.values.length && !Double.isNaN(curve.values[step])) {
                    int row = row(curve.values[step], low, high);
                    boolean free = picture[row][column] == ' ';
                    picture[row][column] = free ? curve.mark : SEVERAL;
                }
            }
        }
        var text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            String marks = new String(picture[row]).stripTrailing();
            text.append(label(row, low, high)).append('|').append(marks).append('\n');
        }
        String last = Integer.toString(steps - 1);
        text.append(MARGIN).append('+').append("-".repeat(COLUMNS)).append('\n');
        text.append(MARGIN).append(" 0").append(" ".repeat(COLUMNS - 1 - last.length())).append(last).append('\n');
        text.append(MARGIN);
        for (Curve curve : curves) {
            text.append(' ').append(curve.mark).append(' ').append(curve.name).append("  ");
        }
        return text.append(' ').append(SEVERAL).append(" several\n").toString();
    }

    /// The row of a value, 0 at the top.
    private static int row(double value, double low, double high) {
        if (low == high) {
            return ROWS / 2;
        }
        double inside = Math.clamp(value, low, high);
        double height = StrictMath.log(inside / low) / StrictMath.log(high / low);
        return ROWS - 1 - (int) Math.round(height * (ROWS - 1));
    }

    /// The value that a row stands for: at the top, in the middle and at the bottom, or only in the middle if all
    /// values are one.
    private static String label(int row, double low, double high) {
        boolean atEdge = (row == 0 || row == ROWS - 1) && low < high;
        if (!atEdge && row != ROWS / 2) {
            return MARGIN;
        }
        double height = (double) (ROWS - 1 - row) / (ROWS - 1);
        return String.format(Locale.ROOT, "%8.3g ", low * StrictMath.pow(high / low, height));
    }
}
