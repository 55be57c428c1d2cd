package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import glissade.tensor.kernel.UserLine;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the operation that first makes a NaN or an infinity, forward or backward, when a loss has become one:
///
///     Gradients gradients = Anomalies.detect(() -> loss(net, x).backward());
///
/// Each result of an operation on variables is looked at, and each gradient. At the first that is not finite an [ArithmeticException]
/// names the operation, the line of your program that called it, the element and the inputs' numbers there:
///
///     log: made -Infinity of finite numbers
///       at Net.java:31
///       result  [64, 10] at [3, 7]: -Infinity; 1 of 640 elements
///       input 0 [64, 10] at [3, 7]: 0.0; made by 'softmax' at Net.java:30
///       fix: …
///
/// Put forward and backward inside, so that an error of the backward sweep can name the line of the forward operation. A param is
/// named once a [Params] has listed it.
///
/// Where infinities are meant, as in the mask of an attention, [#detectNaN] passes over them.
///
/// A scope like those of [Mode]: for this thread and the running code. Inside, all values are kept and read once more; outside,
/// it costs next to nothing. Operations on plain tensors are not watched.
/// Thread-safe.
public final class Anomalies {

    private Anomalies() {
    }

    /// Runs `body`; the first NaN or infinity that an operation on variables makes, or reads from outside, is an error.
    ///
    /// @throws ArithmeticException at that operation
    public static <T> T detect(Supplier<T> body) {
        return Mode.watching(Watch.NON_FINITE, body);
    }

    /// Runs `body`; the first NaN or infinity that an operation on variables makes, or reads from outside, is an error.
    ///
    /// @throws ArithmeticException at that operation
    public static void detect(Runnable body) {
        detect(Mode.returning(body));
    }

    /// Like [#detect(Supplier)], for NaN alone.
    ///
    /// @throws ArithmeticException at that operation
    public static <T> T detectNaN(Supplier<T> body) {
        return Mode.watching(Watch.NAN, body);
    }

    /// Like [#detect(Runnable)], for NaN alone.
    ///
    /// @throws ArithmeticException at that operation
    public static void detectNaN(Runnable body) {
        detectNaN(Mode.returning(body));
    }

    /// Checks the result of an operation.
    static void checkResult(String op, Tensor result, Edge... inputs) {
        Watch watch = Mode.current().watch();
        int at = watch.first(TensorAccess.array(result));
        if (at < 0) {
            return;
        }
        boolean made = true;
        for (Edge input : inputs) {
            made &= input.watched == null || watch.first(TensorAccess.array(input.watched.data())) < 0;
        }
        var text = new StringBuilder(op).append(made
                ? ": made " + TensorAccess.array(result)[at] + " of " + watch.others()
                : ": read a number that was " + (watch == Watch.NAN ? "NaN" : "not finite") + " already");
        place(text, UserLine.here());
        line(text, "result ", result, watch, at);
        inputs(text, watch, result.shape(), at, inputs);
        throw new ArithmeticException(text.append(made
                ? "\n  fix: keep the inputs where '" + op
                        + "' is finite (clamp(…), a small number added under div, log and"
                        + " sqrt), use a stable form such as logSoftmax, or take smaller steps"
                : "\n  fix: clean these numbers where they are read or computed; if infinities are meant, look for NaN alone"
                        + " with detectNaN(…)")
                .toString());
    }

    /// Checks a gradient that a pull-back returned.
    static void checkPulled(Watch watch, Node node, Edge edge, Variable[] dy, Variable dx) {
        int at = watch.first(TensorAccess.array(dx.data()));
        if (at < 0) {
            return;
        }
        boolean made = true;
        for (Variable gradient : dy) {
            made &= watch.first(TensorAccess.array(gradient.data())) < 0;
        }
        int number = Arrays.asList(node.inputs()).indexOf(edge);
        var text = new StringBuilder(node.op).append(": its pull-back ").append(made ? "made " : "passed on ")
                .append(TensorAccess.array(dx.data())[at]).append(made ? " of " + watch.others() : "");
        place(text, node.place);
        line(text, "gradient of input " + number + "   ", dx.data(), watch, at);
        for (int i = 0; i < dy.length; i++) {
            text.append("\n  gradient of ").append(dy.length == 1 ? "the result " : "result " + i + " ")
                    .append(numbers(dy[i].data(), watch, dx.shape(), at));
        }
        inputs(text, watch, dx.shape(), at, node.inputs());
        throw new ArithmeticException(text.append(node.place == null
                ? "\n  fix: compute the forward pass inside of detect(…) too; the error can then say where and of what"
                : "\n  fix: keep the inputs where the slope of '" + node.op
                        + "' is finite, such as log, sqrt and norm away"
                        + " from 0; mask what is not used before the operation, not after it")
                .toString());
    }

    /// Checks the sum of the gradients that a node got so far.
    static void checkSum(Watch watch, Node node, Variable sum) {
        int at = watch.first(TensorAccess.array(sum.data()));
        if (at >= 0) {
            Variable leaf = node.leaf();
            String what = leaf == null ? "the result of '" + node.op + "'" : name(leaf);
            var text = new StringBuilder("backward: the gradients of ").append(what).append(" add up to ")
                    .append(TensorAccess.array(sum.data())[at]);
            place(text, node.place);
            line(text, "gradient", sum.data(), watch, at);
            throw new ArithmeticException(
                    text.append("\n  fix: scale the loss down, for example to a mean in place of a sum").toString());
        }
    }

    private static void place(StringBuilder text, @Nullable String place) {
        if (place != null && !place.isEmpty()) {
            text.append("\n  at ").append(place);
        }
    }

    private static void line(StringBuilder text, String label, Tensor tensor, Watch watch, int at) {
        text.append("\n  ").append(label).append(' ').append(element(tensor, at)).append("; ")
                .append(watch.count(TensorAccess.array(tensor))).append(" of ")
                .append(tensor.shape().elements() == 1 ? "1 element" : tensor.shape().elements() + " elements");
    }

    private static void inputs(StringBuilder text, Watch watch, Shape shape, int at, Edge... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            Variable input = inputs[i].watched;
            if (input != null) {
                text.append("\n  input ").append(i).append(' ').append(numbers(input.data(), watch, shape, at))
                        .append("; ").append(origin(input));
            }
        }
    }

    /// The element that is to blame, else the one that meets element `at` of `shape`, else the range.
    private static String numbers(Tensor x, Watch watch, Shape shape, int at) {
        float[] elements = TensorAccess.array(x);
        int first = watch.first(elements);
        if (first >= 0) {
            return element(x, first);
        }
        if (x.shape().broadcastsTo(shape)) {
            return element(x, meeting(x.shape(), shape, at));
        }
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float element : elements) {
            low = Math.min(low, element);
            high = Math.max(high, element);
        }
        return x.shape() + (elements.length == 0 ? " empty" : " from " + low + " to " + high);
    }

    private static String element(Tensor x, int at) {
        return x.shape() + " at " + Arrays.toString(index(x.shape(), at)) + ": " + TensorAccess.array(x)[at];
    }

    private static int[] index(Shape shape, int at) {
        int[] index = new int[shape.rank()];
        int rest = at;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return index;
    }

    /// The position in a smaller shape of the element that broadcasting brings to position `at` of a larger one.
    private static int meeting(Shape small, Shape large, int at) {
        int[] index = index(large, at);
        int position = 0;
        for (int axis = 0; axis < small.rank(); axis++) {
            int i = index[large.rank() - small.rank() + axis];
            position = position * small.size(axis) + (small.size(axis) == 1 ? 0 : i);
        }
        return position;
    }

    private static String origin(Variable input) {
        Node node = input.node();
        if (node == null) {
            return "a constant";
        }
        Variable leaf = node.leaf();
        if (leaf != null) {
            return name(leaf);
        }
        boolean known = node.place != null && !node.place.isEmpty();
        return "made by '" + node.op + "'" + (known ? " at " + node.place : "");
    }

    private static String name(Variable leaf) {
        return leaf instanceof Param param ? param.description() : "a tracked variable";
    }
}
