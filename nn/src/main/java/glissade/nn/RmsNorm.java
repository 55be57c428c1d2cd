package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Root-mean-square norm: the last axes, of the shape `normalized`, are divided by the root of their mean square, then scaled; see
/// [Variable#rmsNorm]. Shape: `[…, normalized] → same`.
///
/// Source: Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019, section 4.
///
/// @param weight the scale, of the shape `normalized`; null for none
/// @param normalized the shape of what is normalised
/// @param eps what is added to the mean square
public record RmsNorm(@Nullable Param weight, Shape normalized, double eps) implements Layer {

    /// 2⁻²³, the distance from 1 to the next float: PyTorch's default.
    private static final double EPS = 0x1p-23;

    /// Checks the numbers.
    ///
    /// @throws glissade.tensor.ShapeException if the weight has another shape than `normalized`
    /// @throws IllegalArgumentException if `normalized` has no axis or no element, or `eps` is negative
    public RmsNorm {
        Affine.check("RmsNorm", weight, null, normalized, eps);
    }

    /// Scale 1 for last axes of these sizes, eps 2⁻²³.
    ///
    /// @throws IllegalArgumentException if there is no size, or one is less than 1
    public static RmsNorm of(int... normalized) {
        Shape shape = Shape.of(normalized);
        return new RmsNorm(Param.of(Tensor.full(shape, 1)), shape, EPS);
    }

    /// No scale.
    ///
    /// @throws IllegalArgumentException if there is no size, or one is less than 1
    public static RmsNorm plain(int... normalized) {
        return new RmsNorm(null, Shape.of(normalized), EPS);
    }

    /// With another eps; the param is shared.
    ///
    /// @throws IllegalArgumentException if `eps` is negative
    public RmsNorm withEps(double newEps) {
        return new RmsNorm(weight, normalized, newEps);
    }

    @Override
    public Variable forward(Variable x) {
        return x.rmsNorm(normalized, weight, eps);
    }

    /// `RmsNorm([128])`
    @Override
    public String toString() {
        return "RmsNorm(" + normalized + ")";
    }
}
