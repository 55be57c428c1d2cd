package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.List;

/// Norms of gradients and what is clipped by them. Norms are added up in double, element by element in their order.
final class GradientNorms {

    private GradientNorms() {
    }

    static double norm(List<Gradient> gradients, double p) {
        if (!(p > 0)) {
            throw new IllegalArgumentException("norm: p is " + p + ", must be greater than 0");
        }
        double total = 0;
        for (Gradient gradient : gradients) {
            for (float g : TensorAccess.array(gradient.stored())) {
                double size = Math.abs((double) g);
                total = p == Double.POSITIVE_INFINITY ? Math.max(total, size) : total + power(size, p);
            }
        }
        return p == Double.POSITIVE_INFINITY ? total : StrictMath.pow(total, 1 / p);
    }

    private static double power(double size, double p) {
        return p == 1 ? size : p == 2 ? size * size : StrictMath.pow(size, p);
    }

    /// The gradient as it is if `size` is at most `max`, and scaled by `max / size` if it is greater.
    static Gradient scaledTo(Gradient gradient, double max, double size) {
        return size <= max ? gradient : gradient.times(max / size);
    }

    static Gradient clippedByUnit(Gradient gradient, Tensor weights, double clipping, double eps, int unitAxis) {
        if (unitAxis != 0 && unitAxis != 1) {
            throw new IllegalArgumentException(
                    "clipAdaptively: the units' axis is " + unitAxis + ", must be 0 or 1");
        }
        Tensor dense = gradient.dense();
        Shape shape = dense.shape();
        // before and after: what runs over one unit; units: how many there are
        boolean whole = shape.rank() < 2;
        int first = whole ? shape.elements() : shape.size(0);
        int rest = first == 0 ? 0 : shape.elements() / first;
        float[] g = TensorAccess.array(dense);
        float[] w = TensorAccess.array(weights);
        float[] clipped = g.clone();
        int units = whole ? Math.min(1, shape.elements()) : unitAxis == 0 ? first : rest;
        int step = whole || unitAxis == 0 ? 1 : rest;
        int count = whole ? shape.elements() : unitAxis == 0 ? rest : first;
        for (int unit = 0; unit < units; unit++) {
            int start = unitAxis == 0 || whole ? unit * count : unit;
            double most = clipping * Math.max(length(w, start, step, count), eps);
            double length = length(g, start, step, count);
            if (!(length < most)) {
                float factor = (float) (most / Math.max(length, 1e-6));
                for (int i = 0; i < count; i++) {
                    clipped[start + i * step] *= factor;
                }
            }
        }
        return new Gradient.Dense(TensorAccess.wrap(shape, clipped));
    }

    private static double length(float[] values, int start, int step, int count) {
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double value = values[start + i * step];
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    static Gradient centred(Gradient gradient) {
        Tensor dense = gradient.dense();
        int units = dense.shape().size(0);
        if (dense.shape().elements() == 0) {
            return gradient;
        }
        Tensor rows = dense.reshape(units, -1);
        return new Gradient.Dense(rows.sub(rows.mean(1).reshape(units, 1)).reshape(dense.shape()));
    }
}
