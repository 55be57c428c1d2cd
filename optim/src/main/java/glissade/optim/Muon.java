package glissade.optim;

import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;

/// Muon: the momentum of a matrix, made orthogonal: all its directions take steps of one length.
///
///     B ← μ B + (1 − μ) g
///     U = (1 − μ) g + μ B  with Nesterov's look ahead, else B
///     X = U / max(|U|, ε)                     transposed, if it has more rows than columns
///     several times:  Y = X Xᵀ,  X ← a X + (b Y + c Y Y) X
///     x ← (1 − lr · λ) x − lr · r · X
///
/// The iteration brings all singular values near 1. r is `√max(1, rows / columns)`, or `0.2 √max(rows, columns)` with
/// `matchAdamW`, which makes steps about as long as [AdamW]'s, so that its rate and decay can be taken over.
///
/// Good: hidden matrices of transformers and convolutional nets (as matrices), with fewer steps than AdamW. Bad: not for
/// biases, embeddings and the last layer, which need another rule in a group of their own; a few products of matrices a step.
///
/// Source: Jordan and others, "Muon: an optimizer for hidden layers in neural networks", 2024; Liu and others, "Muon is
/// scalable for LLM training", 2025, section 2.2 (the second r). Defaults are PyTorch's, which computes the iteration in
/// bfloat16; here it is float32.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param weightDecay λ ≥ 0; 0.1 by default
/// @param momentum μ, from 0 to less than 1; 0.95 by default
/// @param nesterov whether to look ahead along the momentum; true by default
/// @param a a; 3.4445 by default
/// @param b b; −4.775 by default
/// @param c c; 2.0315 by default
/// @param eps ε ≥ 0; 1e-7 by default
/// @param iterations how often, 0 or more; 5 by default
/// @param matchAdamW whether to take steps as long as AdamW's
/// @param maximize whether to climb instead: `g ← −g` first
public record Muon(double lr, double weightDecay, double momentum, boolean nesterov, double a, double b, double c,
        double eps, int iterations, boolean matchAdamW, boolean maximize)
        implements TensorRule {

    /// Checks the options.
    public Muon {
        Options.requireRate("Muon", "lr", lr);
        Options.requireNotNegative("Muon", "weightDecay", weightDecay);
        Options.requireDecay("Muon", "momentum", momentum);
        Options.requireNotNegative("Muon", "eps", eps);
        Options.requireFinite("Muon", "a", a);
        Options.requireFinite("Muon", "b", b);
        Options.requireFinite("Muon", "c", c);
        if (iterations < 0) {
            throw new IllegalArgumentException("Muon: iterations is " + iterations + ", must be 0 or more");
        }
    }

    /// PyTorch's defaults.
    public Muon() {
        this(1e-3, 0.1, 0.95, true, 3.4445, -4.775, 2.0315, 1e-7, 5, false, false);
    }

    /// This rule with another learning rate.
    public Muon lr(double lr) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with another weight decay.
    public Muon weightDecay(double weightDecay) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with another momentum.
    public Muon momentum(double momentum) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with or without Nesterov's look ahead.
    public Muon nesterov(boolean nesterov) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with another ε.
    public Muon eps(double eps) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with another number of iterations.
    public Muon iterations(int iterations) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with or without steps as long as AdamW's.
    public Muon matchAdamW(boolean matchAdamW) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule climbing or descending.
    public Muon maximize(boolean maximize) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// This rule with another polynomial.
    public Muon coefficients(double a, double b, double c) {
        return new Muon(lr, weightDecay, momentum, nesterov, a, b, c, eps, iterations, matchAdamW, maximize);
    }

    /// One buffer.
    ///
    /// @throws ShapeException if the param is no matrix
    @Override
    public List<Slot> slots(Tensor param) {
        if (param.shape().rank() != 2) {
            throw ShapeException.of("Muon", "a param is no matrix").operand("param", param.shape())
                    .fix("give it another rule, in a group of its own: muon.over(matrices).and(rest, new AdamW())");
        }
        return List.of(new Slot("momentum_buffer", Tensor.zeros(param.shape())));
    }

    @Override
    public Update update(TensorStep step) {
        Tensor fresh = step.gradient(maximize).mul(1 - momentum);
        Tensor buffer = step.slot(0).mul(momentum).add(fresh);
        Tensor direction = orthogonal(nesterov ? buffer.mul(momentum).add(fresh) : buffer);
        double rows = direction.shape().size(0);
        double columns = direction.shape().size(1);
        double adjusted =
                matchAdamW ? 0.2 * Math.sqrt(Math.max(rows, columns)) : Math.sqrt(Math.max(1, rows / columns));
        Tensor decayed = step.param().mul(1 - step.lr() * weightDecay);
        return new Update(decayed.sub(direction.mul(step.lr() * adjusted)), List.of(buffer));
    }

    /// The nearest matrix whose rows or columns are orthogonal, about: the iteration of Newton and Schulz.
    private Tensor orthogonal(Tensor matrix) {
        boolean isTall = matrix.shape().size(0) > matrix.shape().size(1);
        Tensor x = isTall ? matrix.transpose() : matrix;
        x = x.div(Math.max(x.norm(), eps));
        for (int i = 0; i < iterations; i++) {
            Tensor y = x.matmul(x, false, true);
            x = x.mul(a).add(y.mul(b).add(y.matmul(y).mul(c)).matmul(x));
        }
        return isTall ? x.transpose() : x;
    }
}
