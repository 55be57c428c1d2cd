package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// Adafactor: Adam's divisor for a matrix from its row and column means alone, steps as long as a part of the param, and no
/// mean of gradients.
///
///     κ = t^(−0.8)                            `beta2Decay` is the power
///     R ← (1 − κ) R + κ mean of g² over the last axis
///     C ← (1 − κ) C + κ mean of g² over the last axis but one
///     V = R C / max(mean R, ε₁)               V ← (1 − κ) V + κ g² for a param of rank 0 or 1
///     U = g / √max(V, ε₁²)
///     α = max(ε₂, rms x) · min(lr, 1 / √t)
///     x ← (1 − lr · λ) x − α U / max(1, rms U / clip)
///
/// Leading axes are a batch of matrices; rms is over the whole param, so one NaN in a param or its gradient makes all of it NaN (in
/// PyTorch `max(1, NaN)` is 1, and the rest goes on unclipped). Good: memory for large embeddings and transformers is
/// that of rows plus columns. Bad: slower in its first steps than [AdamW], and noisier without momentum.
///
/// Source: Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML 2018, algorithms 4 and 5.
/// Defaults are PyTorch's, for float32. In Keras ε₁ is 1e-30 and added to g² instead, and α looks at x after its decay.
///
/// @param lr the learning rate, > 0; 1e-2 by default, 1e-3 in Keras
/// @param beta2Decay the power of t, less than 0; −0.8 by default
/// @param eps1 ε₁ ≥ 0; 2⁻²³ by default, 1e-30 in Keras
/// @param eps2 ε₂ ≥ 0; 1e-3 by default
/// @param clip where the step is clipped, > 0; 1 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record Adafactor(double lr, double beta2Decay, double eps1, double eps2, double clip, double weightDecay,
        boolean maximize, Semantics semantics)
        implements ArrayRule {

    /// Checks the options.
    public Adafactor {
        Options.requireRate("Adafactor", "lr", lr);
        Options.requireNotNegative("Adafactor", "eps1", eps1);
        Options.requireNotNegative("Adafactor", "eps2", eps2);
        Options.requireRate("Adafactor", "clip", clip);
        Options.requireNotNegative("Adafactor", "weightDecay", weightDecay);
        if (!(beta2Decay < 0 && Double.isFinite(beta2Decay))) {
            throw new IllegalArgumentException(
                    "Adafactor: beta2Decay is " + beta2Decay + ", must be finite and less than 0");
        }
    }

    /// PyTorch's defaults.
    public Adafactor() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Adafactor(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 1e-2, -0.8, semantics == Semantics.KERAS ? 1e-30 : 0x1p-23, 1e-3, 1,
                0, false, semantics);
    }

    /// This rule with another learning rate.
    public Adafactor lr(double lr) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    /// This rule with another power of the share of new squares.
    public Adafactor beta2Decay(double beta2Decay) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    /// This rule with another clipping.
    public Adafactor clip(double clip) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    /// This rule with another weight decay.
    public Adafactor weightDecay(double weightDecay) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    /// This rule climbing or descending.
    public Adafactor maximize(boolean maximize) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    /// This rule with other bounds ε₁ and ε₂.
    public Adafactor eps(double eps1, double eps2) {
        return new Adafactor(lr, beta2Decay, eps1, eps2, clip, weightDecay, maximize, semantics);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        int rank = shape.rank();
        if (rank < 2) {
            return List.of(new Slot("variance", shape));
        }
        return List.of(new Slot("row_var", shape.with(rank - 1, 1)), new Slot("col_var", shape.with(rank - 2, 1)));
    }

    @Override
    public void update(ArrayStep step) {
        boolean isKeras = semantics == Semantics.KERAS;
        double fresh = StrictMath.pow(step.number(), beta2Decay);
        float added = isKeras ? (float) eps1 : 0;
        float keep = (float) (1 - step.lr() * weightDecay);
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] u = step.scratch();
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                u[i] = gradient[i] * gradient[i] + added;
            }
        });
        if (step.shape().rank() < 2) {
            average(step.slot(0), u, fresh);
            divideByVariance(step, u);
        } else {
            average(step.slot(0), step.rowMeans(u), fresh);
            average(step.slot(1), step.columnMeans(u), fresh);
            divideByProduct(step, u);
        }
        double before = rms(step, x);
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                x[i] *= keep;
            }
        });
        double size = isKeras ? rms(step, x) : before;
        double rate = Math.max(eps2, size) * Math.min(step.lr(), 1 / Math.sqrt(step.number()));
        float clipped = (float) (rate / Math.max(1, rms(step, u) / clip));
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                x[i] -= clipped * u[i];
            }
        });
    }

    private static void average(float[] kept, float[] now, double fresh) {
        float old = (float) (1 - fresh);
        float share = (float) fresh;
        for (int i = 0; i < kept.length; i++) {
            kept[i] = old * kept[i] + share * now[i];
        }
    }

    /// `u = g / √max(V, ε₁²)`
    private void divideByVariance(ArrayStep step, float[] u) {
        float least = semantics == Semantics.KERAS ? 0 : (float) (eps1 * eps1);
        float sign = maximize ? -1 : 1;
        float[] gradient = step.gradient();
        float[] variance = step.slot(0);
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                u[i] = sign * gradient[i] / (float) Math.sqrt(Math.max(variance[i], least));
            }
        });
    }

    /// The same with V the product of a row's mean and a column's, which is laid into u first.
    private void divideByProduct(ArrayStep step, float[] u) {
        boolean isKeras = semantics == Semantics.KERAS;
        float least = isKeras ? 0 : (float) (eps1 * eps1);
        float sign = maximize ? -1 : 1;
        float[] gradient = step.gradient();
        float[] rows = step.slot(0);
        float[] columns = step.slot(1);
        int width = step.width();
        int height = step.shape().size(-2);
        float[] wholes = step.meansOf(rows, height);
        step.eachRow((from, to) -> {
            for (int row = from; row < to; row++) {
                int matrix = row / height;
                float whole = isKeras ? wholes[matrix] : Math.max(wholes[matrix], (float) eps1);
                float part = rows[row] / whole;
                System.arraycopy(columns, matrix * width, u, row * width, width);
                for (int i = row * width; i < (row + 1) * width; i++) {
                    u[i] = sign * gradient[i] / (float) Math.sqrt(Math.max(part * u[i], least));
                }
            }
        });
    }

    private static double rms(ArrayStep step, float[] x) {
        return step.norm(x) / Math.sqrt(step.shape().elements());
    }
}
