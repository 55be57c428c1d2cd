package glissade.nn;

import glissade.autograd.Param;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the weights of convolutions have in common: an axis of channels that the groups share, one that they divide, and a kernel.
final class ConvWeights {

    private ConvWeights() {
    }

    /// @param groupedAxis the axis that has only one group's output channels: 0 if it has all of them
    static void check(String layer, Shape weight, int groupedAxis, @Nullable Shape bias, int groups) {
        boolean fits = weight.rank() >= 3 && weight.rank() <= 5 && weight.size(0) % groups == 0;
        if (fits && bias != null) {
            fits = bias.equals(Shape.of(groupedAxis == 0 ? weight.size(0) : weight.size(1) * groups));
        }
        if (!fits) {
            var error = ShapeException.of(layer, "weight, bias and " + groups + (groups == 1 ? " group" : " groups")
                    + " do not fit together").operand("weight", weight);
            if (bias != null) {
                error.operand("bias", bias);
            }
            throw error.fix(groupedAxis == 0 ? "the weight is [out, in / groups, kernel…], the bias [out]"
                    : "the weight is [in, out / groups, kernel…], the bias [out]");
        }
    }

    /// The weight's shape, `[second, first / groups, kernel…]`, if it is one.
    static Shape weight(String layer, int first, int second, Shape kernel, int groups) {
        if (first < 1 || second < 1) {
            throw new IllegalArgumentException(layer + ": the numbers of channels are " + first + " and " + second
                    + ", both must be 1 or more");
        }
        if (first % groups != 0 || second % groups != 0) {
            throw new IllegalArgumentException(
                    layer + ": " + groups + " groups do not divide " + first + " and " + second
                            + " channels; choose a number that divides both");
        }
        if (kernel.rank() < 1 || kernel.rank() > 3 || kernel.elements() == 0) {
            throw ShapeException.of(layer, "the kernel has " + kernel.rank() + " axes and " + kernel.elements()
                    + " elements").operand("kernel", kernel)
                    .fix("give it 1 to 3 sizes of 1 or more: of its spatial axes alone");
        }
        return Shape
                .of(IntStream.concat(IntStream.of(second, first / groups), IntStream.of(kernel.toArray())).toArray());
    }

    /// A weight as PyTorch starts it: uniform in ±1/√fan-in.
    static Param draw(Shape weight, RandomStream random) {
        return Param.of(Init.overRoot(Fans.of(weight).in()).draw(weight, random));
    }

    /// A bias as PyTorch starts it beside a weight: from the same bounds.
    static Param bias(Param weight, int out, RandomStream random) {
        return Param.of(Init.overRoot(Fans.of(weight.shape()).in()).draw(Shape.of(out), random));
    }

    static String describe(String layer, int in, int out, Shape weight, boolean hasBias, ConvWindow window) {
        String kernel = IntStream.range(2, weight.rank()).mapToObj(axis -> Integer.toString(weight.size(axis)))
                .collect(Collectors.joining(" × "));
        var text = new StringBuilder(layer).append(weight.rank() - 2).append("d(").append(in).append(" → ").append(out)
                .append(", ").append(kernel);
        add(text, "stride", window.stride(), 1);
        if (window.same()) {
            text.append(", padding same");
        } else {
            add(text, "padding", window.padding(), 0);
        }
        add(text, "dilation", window.dilation(), 1);
        if (window.groups() > 1) {
            text.append(", groups ").append(window.groups());
        }
        return text.append(hasBias ? ")" : ", no bias)").toString();
    }

    /// An option, if it is not what it usually is.
    private static void add(StringBuilder text, String option, List<Integer> numbers, int usual) {
        if (numbers.stream().anyMatch(number -> number != usual)) {
            text.append(", ").append(option).append(' ').append(join(numbers));
        }
    }

    static String join(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }
}
