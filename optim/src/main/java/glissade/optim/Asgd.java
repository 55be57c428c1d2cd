package glissade.optim;

import java.util.List;
import java.util.Optional;

/// Averaged stochastic gradient descent: descent with a falling rate, and the mean of its path beside it.
///
///     g ← g + λ x                     weight decay λ
///     x ← (1 − κ η) x − η g
///     a ← a + μ (x − a)               the average; a = x while μ = 1
///     η ← lr / (1 + κ lr t)^α         η = lr at first
///     μ ← 1 / max(1, t − t₀)          μ = 1 at first
///
/// The average is the slot `ax`, and [Optimizer#within] evaluates at it; gradients are taken at x.
///
/// Good: convex problems and the end of long runs, where x walks around the optimum and its mean does not; language models
/// (AWD-LSTM). Bad: by its default t₀ of 1e6 it does not average at all on short runs.
///
/// Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992; the form with κ and α is
/// Bottou's, "Stochastic gradient descent tricks", 2012, section 5. Defaults are PyTorch's.
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param lambd κ ≥ 0, the decay that is part of the method; 1e-4 by default
/// @param alpha α ≥ 0, the power with which the rate falls; 0.75 by default
/// @param t0 t₀ ≥ 0, the step at which averaging starts; 1e6 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Asgd(double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public Asgd {
        Options.requireRate("Asgd", "lr", lr);
        Options.requireNotNegative("Asgd", "lambd", lambd);
        Options.requireNotNegative("Asgd", "alpha", alpha);
        Options.requireNotNegative("Asgd", "t0", t0);
        Options.requireNotNegative("Asgd", "weightDecay", weightDecay);
    }

    /// PyTorch's defaults.
    public Asgd() {
        this(1e-2, 1e-4, 0.75, 1e6, 0, false);
    }

    /// This rule with another learning rate.
    public Asgd lr(double lr) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// This rule with another decay of the method.
    public Asgd lambd(double lambd) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// This rule with another power of the rate.
    public Asgd alpha(double alpha) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// This rule with another start of averaging.
    public Asgd t0(double t0) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Asgd weightDecay(double weightDecay) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Asgd maximize(boolean maximize) {
        return new Asgd(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("ax");
    }

    @Override
    public List<String> numbers() {
        return List.of("eta", "mu");
    }

    @Override
    public Optional<String> averageSlot() {
        return Optional.of("ax");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        numbers[1] = 1;
    }

    @Override
    public void update(ElementStep step) {
        double eta = step.number() == 1 ? step.lr() : step.numbers()[0];
        float rate = (float) eta;
        float keep = (float) (1 - lambd * eta);
        float mu = step.numbers()[1];
        float decay = (float) weightDecay;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] average = step.slots()[0];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i] + decay * x[i];
            x[i] = keep * x[i] - rate * g;
            average[i] = mu == 1 ? x[i] : average[i] + mu * (x[i] - average[i]);
        }
    }

    @Override
    public void finish(float[] numbers, long number, double lr) {
        numbers[0] = (float) (lr / StrictMath.pow(1 + lambd * lr * number, alpha));
        numbers[1] = (float) (1 / Math.max(1, number - t0));
    }
}
