package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/// A convolution over one, two or three spatial axes, as many as its kernel has. Shape: `[batch, in, …] → [batch, out, …]`.
///
///     var layer = Conv.init(1, 32, Shape.of(3, 3), new ConvWindow().padding(1), random);      // PyTorch's Conv2d
///
/// @param weight `[out, in / groups, …]`
/// @param bias `[out]`, or null for none
/// @param window stride, padding, dilation and groups
public record Conv(Param weight, @Nullable Param bias, ConvWindow window) implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if weight, bias and groups do not fit together
    public Conv {
        ConvWeights.check("Conv", weight.shape(), 0, bias == null ? null : bias.shape(), window.groups());
    }

    /// A layer with random numbers, as PyTorch starts it: weight and bias uniform in ±1/√(in / groups · kernel).
    ///
    /// @param kernel the kernel's spatial sizes
    /// @throws IllegalArgumentException if a number of channels is less than 1, the groups do not divide both, or the kernel has not 1 to 3
    ///         sizes of 1 or more
    public static Conv init(int in, int out, Shape kernel, ConvWindow window, RandomStream random) {
        Conv plain = initWithoutBias(in, out, kernel, window, random);
        return new Conv(plain.weight, ConvWeights.bias(plain.weight, out, random), window);
    }

    /// [#init] without a bias: for a layer before a batch norm, which has its own.
    ///
    /// @param kernel the kernel's spatial sizes
    /// @throws IllegalArgumentException if a number of channels is less than 1, the groups do not divide both, or the kernel has not 1 to 3
    ///         sizes of 1 or more
    public static Conv initWithoutBias(int in, int out, Shape kernel, ConvWindow window, RandomStream random) {
        Shape weight = ConvWeights.weight("Conv", in, out, kernel, window.groups());
        return new Conv(ConvWeights.draw(weight, random), null, window);
    }

    @Override
    public Variable forward(Variable x) {
        return x.conv(weight, bias, window);
    }

    /// `Conv2d(1 → 32, 3 × 3, padding 1)`
    @Override
    public String toString() {
        int in = weight.shape().size(1) * window.groups();
        return ConvWeights.describe("Conv", in, weight.shape().size(0), weight.shape(), bias != null, window);
    }
}
