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
import org.jspecify.annotations.Nullable;

/// A net at one look: its layers with the shapes they put out for a given input, their numbers of params, the multiply-adds they take
/// and the memory they make, and the kernels in use.
///
///     Summary.of(net, Shape.of(1, 784))
///     Summary.of(translator, () -> translator.forward(source, target))        // several inputs, or token numbers
///
/// Each layer has a row, wherever it stands in records and lists; its numbers include those of its parts, which follow. A layer that is
/// called several times adds up, and shows its last output. Where a record has several parts of one type, without params, and calls
/// them itself, they are taken in the order in which they stand.
///
/// Counted are products of matrices, convolutions and Einstein sums, one multiply-add each for a product that is added; what costs a few
/// steps an element is not. The memory of activations is that of all results of operations, of which a backward sweep keeps those
/// that it reads. In training there are the gradients besides, as large as the params, and what the optimizer keeps: Adam twice
/// the params.
///
/// @param input the input's shape; null if the net was called by a function
/// @param net the numbers of the whole net
/// @param layers a row for each layer in it
public record Summary(@Nullable Shape input, Row net, List<Row> layers) {

    /// One layer.
    ///
    /// @param name its name in the net, empty for the net itself
    /// @param layer what it is
    /// @param output the shape of its output, the first of several; null if it was not called
    /// @param parameters how many numbers it has to train, and its parts; those of a tied param once
    /// @param multiplyAdds how many products it adds up
    /// @param activationBytes the memory of what its operations make
    public record Row(String name, String layer, @Nullable Shape output, long parameters, long multiplyAdds,
            long activationBytes) {
    }

    /// Runs the net once, on zeros, to see the shapes. It behaves as at test time ([Mode#atTest]).
    ///
    /// @throws ShapeException if the net does not take such an input
    public static Summary of(Layer net, Shape input) {
        return of(net, input, () -> net.forward(Variable.of(Tensor.zeros(input))));
    }

    /// Runs `call` once, which calls the net in its own way. The net behaves as at test time ([Mode#atTest]).
    public static Summary of(Stateful net, Runnable call) {
        return of(net, null, call);
    }

    private static Summary of(Stateful net, @Nullable Shape input, Runnable call) {
        var tree = LayerTree.of(net);
        var places = new ArrayList<Places>();
        Mode.train(() -> Mode.atTest(() -> {
            places.add(Trace.run(tree, call));
        }));
        var rows = tree.all().stream().map(layer -> row(layer, places.getFirst())).toList();
        return new Summary(input, rows.getFirst(), rows.subList(1, rows.size()));
    }

    private static Row row(LayerTree layer, Places places) {
        return new Row(layer.path, LayerTree.title(layer.layer), places.of(layer).output,
                layer.layer.parameters().elements(), places.multiplyAdds(layer), places.bytes(layer));
    }

    /// The number of params in all, tied ones counted once.
    public long parameters() {
        return net.parameters;
    }

    /// A table, with the totals under it.
    @Override
    public String toString() {
        var table = new TextTable("", "layer", "output", "params", "multiply-adds", "activations");
        table.rightFrom(3);
        for (Row row : layers.isEmpty() ? List.of(net) : layers) {
            int depth = (int) row.name.chars().filter(c -> c == '.').count();
            table.add(row.name, "  ".repeat(depth) + row.layer, row.output == null ? "–" : row.output.toString(),
                    count(row.parameters), count(row.multiplyAdds), bytes(row.activationBytes));
        }
        return table + count(net.parameters) + " params, " + bytes(Float.BYTES * net.parameters) + "; "
                + count(net.multiplyAdds) + " multiply-adds; activations " + bytes(net.activationBytes)
                + (input == null ? "" : "; input " + input) + (net.output == null ? "" : "; output " + net.output)
                + "\n"
                + Backend.description();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
