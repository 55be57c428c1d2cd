package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Layer norm: the last axes, of the shape `normalized`, are brought to mean 0 and variance 1, then scaled and shifted; see
/// [Variable#layerNorm]. Shape: `[…, normalized] → same`.
///
/// Source: Ba, Kiros and Hinton, "Layer normalization", 2016, section 3.
///
/// @param weight the scale, of the shape `normalized`; null for none
/// @param bias the shift, of the shape `normalized`; null for none
/// @param normalized the shape of what is normalised
/// @param eps what is added to the variance
public record LayerNorm(@Nullable Param weight, @Nullable Param bias, Shape normalized, double eps) implements Layer {

    /// PyTorch's eps.
    static final double EPS = 1e-5;

    /// Checks the numbers.
    ///
    /// @throws glissade.tensor.ShapeException if weight or bias have another shape than `normalized`
    /// @throws IllegalArgumentException if `normalized` has no axis or no element, or `eps` is negative
    public LayerNorm {
        Affine.check("LayerNorm", weight, bias, normalized, eps);
    }

    /// Scale 1 and shift 0 for last axes of these sizes, eps 1e-5.
    ///
    /// @throws IllegalArgumentException if there is no size, or one is less than 1
    public static LayerNorm of(int... normalized) {
        Shape shape = Shape.of(normalized);
        return new LayerNorm(Param.of(Tensor.full(shape, 1)), Param.of(Tensor.zeros(shape)), shape, EPS);
    }

    /// Neither scale nor shift.
    ///
    /// @throws IllegalArgumentException if there is no size, or one is less than 1
    public static LayerNorm plain(int... normalized) {
        return new LayerNorm(null, null, Shape.of(normalized), EPS);
    }

    /// With another eps; the params are shared.
    ///
    /// @throws IllegalArgumentException if `eps` is negative
    public LayerNorm withEps(double newEps) {
        return new LayerNorm(weight, bias, normalized, newEps);
    }

    @Override
    public Variable forward(Variable x) {
        return x.layerNorm(normalized, weight, bias, eps);
    }

    /// `LayerNorm([128])`
    @Override
    public String toString() {
        return "LayerNorm(" + normalized + ")";
    }
}
