package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.Backend;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A net at one look: its layers with the shapes they put out for a given input, their numbers of params, and the
/// kernels in use.
///
///     Summary.of(net, Shape.of(1, 784))
///
/// @param input the input's shape
/// @param rows a row for each layer; those inside a [Sequential] stand by themselves
/// @param parameters the number of params in all, tied ones counted once
public record Summary(Shape input, List<Row> rows, long parameters) {

    /// One layer.
    ///
    /// @param name its name in the net, empty for the net itself
    /// @param layer what it is
    /// @param output the shape of its output
    /// @param parameters how many numbers it trains
    public record Row(String name, String layer, Shape output, long parameters) {
    }

    /// Runs the net once, on zeros in [Mode#evaluate], to see the shapes.
    ///
    /// @throws ShapeException if the net does not take such an input
    public static Summary of(Layer net, Shape input) {
        var rows = new ArrayList<Row>();
        Mode.evaluate(() -> {
            trace("", net, Variable.of(Tensor.zeros(input)), rows);
        });
        return new Summary(input, List.copyOf(rows), net.parameters().elements());
    }

    private static Variable trace(String name, Layer layer, Variable x, List<Row> rows) {
        if (layer instanceof Sequential sequential) {
            Variable y = x;
            for (int i = 0; i < sequential.layers().size(); i++) {
                y = trace(name.isEmpty() ? "" + i : name + "." + i, sequential.layers().get(i), y, rows);
            }
            return y;
        }
        Variable y;
        try {
            y = layer.forward(x);
        } catch (ShapeException e) {
            throw name.isEmpty() ? e : e.inside(name, HiddenState.name(layer.getClass()));
        }
        String described =
                HiddenState.isLambda(layer.getClass()) ? "lambda" : layer.toString().lines().findFirst().orElse("");
        rows.add(new Row(name, described, y.shape(), layer.parameters().elements()));
        return y;
    }

    /// A table, with the totals under it.
    @Override
    public String toString() {
        var cells = new ArrayList<String[]>();
        cells.add(new String[] {"", "layer", "output", "params"});
        for (Row row : rows) {
            cells.add(new String[] {row.name, row.layer, row.output.toString(), count(row.parameters)});
        }
        int[] widths = new int[4];
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var text = new StringBuilder();
        for (String[] row : cells) {
            text.append(pad(row[0], widths[0])).append("  ").append(pad(row[1], widths[1])).append("  ")
                    .append(pad(row[2], widths[2])).append("  ").append(" ".repeat(widths[3] - row[3].length()))
                    .append(row[3]).append('\n');
        }
        return text.append(count(parameters)).append(" params, ").append(bytes(4 * parameters)).append(", input ")
                .append(input).append(", ").append(Backend.description()).toString();
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
