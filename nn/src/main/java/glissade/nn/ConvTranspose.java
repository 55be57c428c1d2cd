package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transposed convolution, which makes space larger as a convolution makes it smaller, over as many axes as its kernel has. Shape:
/// `[batch, in, …] → [batch, out, …]`.
///
/// @param weight `[in, out / groups, …]`
/// @param bias `[out]`, or null for none
/// @param window stride, padding, dilation and groups of the convolution that it transposes
/// @param outputPadding how much longer than the least the result is, one number for all axes or one for each
public record ConvTranspose(Param weight, @Nullable Param bias, ConvWindow window, List<Integer> outputPadding)
        implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if weight, bias and groups do not fit together
    public ConvTranspose {
        ConvWeights.check("ConvTranspose", weight.shape(), 1, bias == null ? null : bias.shape(), window.groups());
        outputPadding = List.copyOf(outputPadding);
    }

    /// A layer with random numbers, as PyTorch starts it: weight and bias uniform in ±1/√(out / groups · kernel).
    ///
    /// @param kernel the kernel's spatial sizes
    /// @throws IllegalArgumentException if a number of channels is less than 1, the groups do not divide both, or the kernel has not 1 to 3
    ///         sizes of 1 or more
    public static ConvTranspose init(int in, int out, Shape kernel, ConvWindow window, RandomStream random) {
        ConvTranspose plain = initWithoutBias(in, out, kernel, window, random);
        return new ConvTranspose(plain.weight, ConvWeights.bias(plain.weight, out, random), window,
                plain.outputPadding);
    }

    /// [#init] without a bias: for a layer before a batch norm, which has its own.
    ///
    /// @param kernel the kernel's spatial sizes
    /// @throws IllegalArgumentException if a number of channels is less than 1, the groups do not divide both, or the kernel has not 1 to 3
    ///         sizes of 1 or more
    public static ConvTranspose initWithoutBias(int in, int out, Shape kernel, ConvWindow window, RandomStream random) {
        Shape weight = ConvWeights.weight("ConvTranspose", out, in, kernel, window.groups());
        return new ConvTranspose(ConvWeights.draw(weight, random), null, window, List.of(0));
    }

    /// With another output padding, one number for all axes or one for each.
    public ConvTranspose outputPadding(Integer... sizes) {
        return new ConvTranspose(weight, bias, window, List.of(sizes));
    }

    @Override
    public Variable forward(Variable x) {
        return x.convTranspose(weight, bias, window, outputPadding.stream().mapToInt(Integer::intValue).toArray());
    }

    /// `ConvTranspose2d(64 → 32, 2 × 2, stride 2)`
    @Override
    public String toString() {
        int out = weight.shape().size(1) * window.groups();
        return ConvWeights.describe("ConvTranspose", weight.shape().size(0), out, weight.shape(), bias != null, window);
    }
}
