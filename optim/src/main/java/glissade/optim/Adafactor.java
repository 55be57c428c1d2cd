package glissade.optim;

import glissade.tensor.Tensor;
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
/// Leading axes are a batch of matrices; rms is over the whole param. Good: memory for large embeddings and transformers is
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
        implements TensorRule {

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
    public List<Slot> slots(Tensor param) {
        int rank = param.shape().rank();
        if (rank < 2) {
            return List.of(new Slot("variance", Tensor.zeros(param.shape())));
        }
        int[] rows = param.shape().toArray();
        rows[rank - 1] = 1;
        int[] columns = param.shape().toArray();
        columns[rank - 2] = 1;
        return List.of(new Slot("row_var", Tensor.zeros(rows)), new Slot("col_var", Tensor.zeros(columns)));
    }

    @Override
    public Update update(TensorStep step) {
        boolean isKeras = semantics == Semantics.KERAS;
        double fresh = StrictMath.pow(step.number(), beta2Decay);
        Tensor g = step.gradient(maximize);
        Tensor squares = isKeras ? g.square().add(eps1) : g.square();
        List<Tensor> means;
        Tensor variance;
        if (g.shape().rank() < 2) {
            variance = average(step.slot(0), squares, fresh);
            means = List.of(variance);
        } else {
            Tensor rows = average(step.slot(0), squares.mean(-1).unsqueeze(-1), fresh);
            Tensor columns = average(step.slot(1), squares.mean(-2).unsqueeze(-2), fresh);
            Tensor whole = rows.mean(-2).unsqueeze(-2);
            variance = rows.div(isKeras ? whole : whole.clamp(eps1, Double.POSITIVE_INFINITY)).mul(columns);
            means = List.of(rows, columns);
        }
        Tensor u = g.div((isKeras ? variance : variance.clamp(eps1 * eps1, Double.POSITIVE_INFINITY)).sqrt());
        Tensor decayed = step.param().mul(1 - step.lr() * weightDecay);
        double size = rms(isKeras ? decayed : step.param());
        double rate = Math.max(eps2, size) * Math.min(step.lr(), 1 / Math.sqrt(step.number()));
        return new Update(decayed.sub(u.mul(rate / Math.max(1, rms(u) / clip))), means);
    }

    private static Tensor average(Tensor old, Tensor now, double fresh) {
        return old.mul(1 - fresh).add(now.mul(fresh));
    }

    private static double rms(Tensor x) {
        return x.norm() / Math.sqrt(x.shape().elements());
    }
}
