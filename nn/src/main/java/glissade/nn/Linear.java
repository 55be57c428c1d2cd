package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A layer of neurons: `y = x·Wᵀ + b`. Shape: `[…, in] → […, out]`.
///
/// @param weight W, `[out, in]`
/// @param bias b, `[out]`; null for none
public record Linear(Param weight, @Nullable Param bias) implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if the weight is no matrix, or the bias has not one number for each of its rows
    public Linear {
        if (weight.shape().rank() != 2) {
            throw ShapeException.of("Linear", "the weight is no matrix").operand("weight", weight.shape())
                    .fix("the weight is [out, in]");
        }
        if (bias != null && !bias.shape().equals(Shape.of(weight.shape().size(0)))) {
            throw ShapeException.of("Linear", "weight and bias do not fit together").operand("weight", weight.shape())
                    .operand("bias", bias.shape()).fix("the weight is [out, in], the bias [out]");
        }
    }

    /// A layer with given numbers.
    ///
    /// @throws ShapeException if the weight is no matrix, or the bias has not one number for each of its rows
    public Linear(Tensor weight, Tensor bias) {
        this(Param.of(weight), Param.of(bias));
    }

    /// A layer with random numbers, as PyTorch starts it: weight and bias uniform in ±1/√in.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Linear init(int in, int out, RandomStream random) {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "Linear: " + in + " features in and " + out + " out; both must be 1 or more");
        }
        Init start = Init.overRoot(in);
        return new Linear(start.draw(Shape.of(out, in), random), start.draw(Shape.of(out), random));
    }

    /// Without a bias, the weight random as in [#init].
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Linear initWithoutBias(int in, int out, RandomStream random) {
        return new Linear(init(in, out, random).weight, null);
    }

    @Override
    public Variable forward(Variable x) {
        return apply(x, weight, bias);
    }

    static Variable apply(Variable x, Variable weight, @Nullable Variable bias) {
        return bias == null ? x.linear(weight) : x.linear(weight, bias);
    }

    /// `Linear(784 → 128)`
    @Override
    public String toString() {
        return "Linear(" + weight.shape().size(1) + " → " + weight.shape().size(0) + ")";
    }
}
