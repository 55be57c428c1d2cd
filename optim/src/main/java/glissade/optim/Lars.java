package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// LARS: momentum whose steps are a fixed part of the param's own norm.
///
///     d = g + λ x
///     d ← lr · η |x| / (|d| + ε) · d      norms over the whole param; lr · d if either is 0
///     b ← μ b + d
///     x ← x − b                           x − (d + μ b) with Nesterov's look ahead
///
/// Good: convolutional nets with very large batches, where one rate is too long for some layers and too short for others.
/// Bad: needs a warm-up; biases and norms are better left to [Sgd] without decay.
///
/// Source: You, Gitman and Ginsburg, "Large batch training of convolutional networks", 2017, algorithm 1. Defaults are
/// optax', and the rate stands inside of the buffer as in the paper.
///
/// @param lr the learning rate, > 0; 1e-1 by default
/// @param trust η > 0, the part of the norm; 1e-3 by default
/// @param eps ε ≥ 0; 0 by default
/// @param momentum μ ≥ 0, in practice less than 1; 0.9 by default
/// @param nesterov whether to look ahead along the momentum
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Lars(double lr, double trust, double eps, double momentum, boolean nesterov, double weightDecay,
        boolean maximize)
        implements ArrayRule {

    /// Checks the options.
    public Lars {
        Options.requireRate("Lars", "lr", lr);
        Options.requireRate("Lars", "trust", trust);
        Options.requireNotNegative("Lars", "eps", eps);
        Options.requireNotNegative("Lars", "momentum", momentum);
        Options.requireNotNegative("Lars", "weightDecay", weightDecay);
    }

    /// optax' defaults.
    public Lars() {
        this(1e-1, 1e-3, 0, 0.9, false, 0, false);
    }

    /// This rule with another learning rate.
    public Lars lr(double lr) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule with another trust coefficient.
    public Lars trust(double trust) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule with another ε.
    public Lars eps(double eps) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule with another momentum.
    public Lars momentum(double momentum) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule with or without Nesterov's look ahead.
    public Lars nesterov(boolean nesterov) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Lars weightDecay(double weightDecay) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Lars maximize(boolean maximize) {
        return new Lars(lr, trust, eps, momentum, nesterov, weightDecay, maximize);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        return List.of(new Slot("momentum_buffer", shape));
    }

    @Override
    public void update(ArrayStep step) {
        float decay = (float) weightDecay;
        float keep = (float) momentum;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] b = step.slot(0);
        float[] d = step.scratch();
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                d[i] = sign * gradient[i] + decay * x[i];
            }
        });
        double size = step.norm(x);
        double length = step.norm(d);
        float rate = (float) (step.lr() * (size > 0 && length > 0 ? trust * size / (length + eps) : 1));
        boolean ahead = nesterov;
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                b[i] = keep * b[i] + rate * d[i];
                x[i] -= ahead ? keep * b[i] + rate * d[i] : b[i];
            }
        });
    }
}
