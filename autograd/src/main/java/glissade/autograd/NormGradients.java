package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;

/// Gradients of norms. The slope of a root is infinite at 0; a norm's gradient there is 0 by convention, and so are its own
/// derivatives.
final class NormGradients {

    private static final int GRAIN = 1 << 16;

    private NormGradients() {
    }

    /// `dy · sign x · (|x| / y)^(p − 1)`.
    static Variable norm(Variable dy, Variable x, Variable y, double p, int... axes) {
        if (Double.isInfinite(p)) {
            Tensor shares = ReductionGradients.shares(x.data().abs(), y.data(), axes);
            return ReductionGradients.keep(dy, x.shape(), axes).mul(power(x.data(), 0, true).mul(shares));
        }
        if (p == 0) {
            return Variable.of(Tensor.zeros(x.shape()));
        }
        // a norm of 0 means that all are 0, but with a negative p that one is: beside it the others do not count
        double atZero = p > 0 ? 1 : Double.POSITIVE_INFINITY;
        Variable kept = ReductionGradients.keep(y.maskedFill(y.data().equalTo(0), atZero), x.shape(),
                axes);
        return ReductionGradients.keep(dy, x.shape(), axes).mul(p == 1 ? Variable.of(power(x.data(), 0, true))
                : p == 2 ? x.div(kept) : power(x.div(kept), p - 1, true));
    }

    /// `|x|^p`, with the sign of x if `signed`; 0 where x is 0, whatever p. Its derivative is p times the power by p − 1 with
    /// the other sign.
    private static Variable power(Variable x, double p, boolean signed) {
        return record("power", power(x.data(), p, signed),
                x.pull(dy -> dy.mul(power(x, p - 1, !signed)).mul(p)));
    }

    private static Tensor power(Tensor x, double p, boolean signed) {
        float[] elements = TensorAccess.array(x);
        float[] y = TensorAccess.array(x.abs());
        Parallel.range(y.length, GRAIN, (from, to) -> {
            if (p != 0) {
                Kernels.active().elementary().pow(y, from, (float) p, y, from, to - from);
            }
            for (int i = from; i < to; i++) {
                float size = elements[i] == 0 ? 0 : p == 0 && !Float.isNaN(y[i]) ? 1 : y[i];
                y[i] = signed && elements[i] < 0 ? -size : size;
            }
        });
        return TensorAccess.wrap(x.shape(), y);
    }
}
