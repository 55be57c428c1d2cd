package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// An operation on variables as it is computed, for who counts or draws what a net does:
///
///     var counts = new TreeMap<String, Integer>();
///     Operation.observe(operation -> counts.merge(operation.name(), 1, Integer::sum), () -> net.forward(x));
///
/// Each is shown once it is computed, in that order, whether or not it is recorded; those of a backward sweep as well, as
/// far as they are operations on variables and no fused kernels.
///
/// @param name its name, as in [Graph]
/// @param inputs the variables it read
/// @param results what it made
/// @param multiplyAdds how many products it adds up: those of matrices, convolutions and Einstein sums; 0 for what costs a few
///        steps an element, and for operations of your own
public record Operation(String name, List<Variable> inputs, List<Tensor> results, long multiplyAdds) {

    /// Says that the multiply-adds follow from name and shapes.
    static final long BY_NAME = -1;

    /// Copies the lists.
    public Operation {
        inputs = List.copyOf(inputs);
        results = List.copyOf(results);
    }

    /// Runs `body` and shows each operation in it to `observer`. A scope like those of [Mode]: for this thread and the running
    /// code. An observer inside another takes its place.
    public static <T> T observe(Consumer<Operation> observer, Supplier<T> body) {
        return Mode.observing(observer, body);
    }

    /// Runs `body` and shows each operation in it to `observer`.
    public static void observe(Consumer<Operation> observer, Runnable body) {
        observe(observer, Mode.returning(body));
    }

    /// The bytes of the results, without those that share an input's memory, as after a `reshape`.
    public long newBytes() {
        long bytes = 0;
        for (Tensor result : results) {
            float[] array = TensorAccess.array(result);
            boolean shared = inputs.stream().anyMatch(input -> TensorAccess.array(input.data()) == array);
            bytes += shared ? 0 : (long) Float.BYTES * array.length;
        }
        return bytes;
    }

    /// Shows an operation to whom it concerns. It is called only where somebody looks.
    static void computed(String name, List<Tensor> results, long multiplyAdds, Edge... edges) {
        Mode mode = Mode.current();
        if (mode.watch() != Watch.NOTHING) {
            results.forEach(result -> Anomalies.checkResult(name, result, edges));
        }
        Consumer<Operation> observer = mode.observer();
        if (observer != null) {
            var inputs = new ArrayList<Variable>();
            for (Edge edge : edges) {
                if (edge.watched != null) {
                    inputs.add(edge.watched);
                }
            }
            long work = multiplyAdds == BY_NAME ? multiplyAdds(name, inputs, results.getFirst().shape()) : multiplyAdds;
            observer.accept(new Operation(name, inputs, results, work));
        }
    }

    private static long multiplyAdds(String name, List<Variable> inputs, Shape result) {
        Shape first = inputs.getFirst().shape();
        Shape second = inputs.size() < 2 ? Shape.SCALAR : inputs.get(1).shape();
        if (name.equals("attention") && result.rank() > 1) {
            return attention(inputs, result);
        }
        if (second.rank() == 0) {
            return 0; // an operation of one input, or with a number
        }
        return switch (name) {
            case "linear" -> (long) result.elements() * second.size(-1);
            case "matmul" -> result.rank() < 2 || result.elements() == 0 ? 0
                    : (long) result.elements() * matrix(first) / result.size(-2);
            case "outer" -> result.elements();
            case "conv" -> result.elements() * perChannel(second);
            case "convTranspose" -> first.elements() * perChannel(second);
            case "convWeight" -> second.elements() * perChannel(result);
            case "rnn", "lstm", "gru" -> inputs.size() < 3 || result.elements() == 0 ? 0
                    : result.elements() / result.size(-1)
                            * ((long) second.elements() + inputs.get(2).shape().elements());
            default -> 0;
        };
    }

    /// Scores, then weighted values; one input is a sequence's queries, keys and values side by side.
    private static long attention(List<Variable> inputs, Shape result) {
        if (inputs.size() < 3 || result.elements() == 0) {
            return 2L * result.elements() * result.size(-2);
        }
        int keys = inputs.get(1).shape().size(-2);
        int features = inputs.getFirst().shape().size(-1);
        return (long) result.elements() / result.size(-1) * keys * (features + result.size(-1));
    }

    /// The elements of a matrix of a batch.
    private static long matrix(Shape shape) {
        return (long) shape.size(-2) * shape.size(-1);
    }

    /// What each element of a channel is multiplied with: the weight's elements but for its first axis.
    private static long perChannel(Shape weight) {
        return weight.size(0) == 0 ? 0 : weight.elements() / weight.size(0);
    }
}
