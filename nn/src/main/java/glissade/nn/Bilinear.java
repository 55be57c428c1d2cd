package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/// A product of two inputs: `zₖ = Σᵢⱼ xᵢ · Wₖᵢⱼ · yⱼ + bₖ`. Shape: `[…, left]`, `[…, right] → […, out]`.
///
/// @param weight W, `[out, left, right]`
/// @param bias b, `[out]`; null for none
public record Bilinear(Param weight, @Nullable Param bias) implements Stateful {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if the weight has not three axes, or the bias has not one number for each output
    public Bilinear {
        if (weight.shape().rank() != 3 || bias != null && !bias.shape().equals(Shape.of(weight.shape().size(0)))) {
            var problem = ShapeException.of("Bilinear", "weight and bias do not fit together")
                    .operand("weight", weight.shape());
            throw (bias == null ? problem : problem.operand("bias", bias.shape()))
                    .fix("the weight is [out, left, right], the bias [out]");
        }
    }

    /// Random numbers as PyTorch starts them: weight and bias uniform in ±1/√left.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Bilinear init(int left, int right, int out, RandomStream random) {
        if (left < 1 || right < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "Bilinear: " + left + " and " + right + " features in and " + out + " out; all must be 1 or more");
        }
        Init start = Init.overRoot(left);
        return new Bilinear(Param.of(start.draw(Shape.of(out, left, right), random)),
                Param.of(start.draw(Shape.of(out), random)));
    }

    /// The output for two inputs, which have the same axes but for the last.
    ///
    /// @throws ShapeException if the shapes do not fit
    public Variable forward(Variable x, Variable y) {
        Shape w = weight.shape();
        boolean fits = x.shape().rank() >= 1 && x.shape().rank() == y.shape().rank() && x.shape().size(-1) == w.size(1)
                && y.shape().equals(x.shape().with(-1, w.size(2)));
        if (!fits) {
            throw ShapeException.of("Bilinear", "the inputs do not fit the weight").operand("x", x.shape())
                    .operand("y", y.shape()).operand("weight", w)
                    .fix("x is […, " + w.size(1) + "], y […, " + w.size(2) + "], with the same axes before");
        }
        // [rows, out, right]: each row of x times all matrices
        Variable mixed =
                x.reshape(-1, w.size(1)).matmul(weight.transpose(0, 1).reshape(w.size(1), w.size(0) * w.size(2)))
                        .reshape(-1, w.size(0), w.size(2));
        Variable z = mixed.matmul(y.reshape(-1, w.size(2), 1)).reshape(x.shape().with(-1, w.size(0)));
        return bias == null ? z : z.add(bias);
    }

    /// `Bilinear(4, 6 → 8)`
    @Override
    public String toString() {
        Shape w = weight.shape();
        return "Bilinear(" + w.size(1) + ", " + w.size(2) + " → " + w.size(0) + ")";
    }
}
