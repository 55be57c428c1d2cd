package glissade.optim;

import java.util.Arrays;
import java.util.List;

/// Follow the regularised leader: the params are computed anew each step from the sum of all gradients, with penalties that
/// make many of them exactly 0.
///
///     x ← (1 − lr · λ₀) x                            weight decay λ₀
///     N = n + g²
///     z ← z + g + 2 λ x − (N^p − n^p) / lr · x       shrinkage λ, p = −power
///     x ← (clamp(z, −l₁, l₁) − z) / (N^p / lr + 2 l₂ + β / lr)
///     n ← N
///
/// x is replaced, not moved: what it starts at enters through z alone.
///
/// Good: sparse linear models with millions of features, such as click prediction. Bad: deep nets, whose random start it
/// forgets at once.
///
/// Source: McMahan and others, "Ad click prediction: a view from the trenches", KDD 2013, algorithm 1. Defaults and the
/// factors 2 are Keras'.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param power the power of the rate, from −1 to 0; −0.5 by default
/// @param initialAccumulator where n starts, ≥ 0; 0.1 by default
/// @param l1 l₁ ≥ 0; 0 by default
/// @param l2 l₂ ≥ 0; 0 by default
/// @param shrinkage λ ≥ 0; 0 by default
/// @param beta β ≥ 0; 0 by default
/// @param weightDecay λ₀ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Ftrl(double lr, double power, double initialAccumulator, double l1, double l2, double shrinkage,
        double beta, double weightDecay, boolean maximize) implements ElementRule {

    /// Checks the options.
    public Ftrl {
        Options.requireRate("Ftrl", "lr", lr);
        Options.requireNotNegative("Ftrl", "initialAccumulator", initialAccumulator);
        Options.requireNotNegative("Ftrl", "l1", l1);
        Options.requireNotNegative("Ftrl", "l2", l2);
        Options.requireNotNegative("Ftrl", "shrinkage", shrinkage);
        Options.requireNotNegative("Ftrl", "beta", beta);
        Options.requireNotNegative("Ftrl", "weightDecay", weightDecay);
        if (!(power >= -1 && power <= 0)) {
            throw new IllegalArgumentException("Ftrl: power is " + power + ", must be from -1 to 0");
        }
    }

    /// Keras' defaults.
    public Ftrl() {
        this(1e-3, -0.5, 0.1, 0, 0, 0, 0, 0, false);
    }

    /// This rule with another learning rate.
    public Ftrl lr(double lr) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another power of the rate.
    public Ftrl power(double power) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another start of the sums of squares.
    public Ftrl initialAccumulator(double initialAccumulator) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another l₁, which makes params exactly 0.
    public Ftrl l1(double l1) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another l₂, which keeps params small.
    public Ftrl l2(double l2) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another shrinkage.
    public Ftrl shrinkage(double shrinkage) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another β.
    public Ftrl beta(double beta) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule with another weight decay, which acts on x before it enters z.
    public Ftrl weightDecay(double weightDecay) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Ftrl maximize(boolean maximize) {
        return new Ftrl(lr, power, initialAccumulator, l1, l2, shrinkage, beta, weightDecay, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("n", "z");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        Arrays.fill(slots[0], (float) initialAccumulator);
    }

    @Override
    public void update(ElementStep step) {
        double perRate = 1 / step.lr();
        double keep = 1 - step.lr() * weightDecay;
        double constant = 2 * l2 + beta * perRate;
        double sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] n = step.slots()[0];
        float[] z = step.slots()[1];
        // in double: the difference of two nearly equal powers
        for (int i = step.from(); i < step.to(); i++) {
            double g = sign * gradient[i];
            double own = keep * x[i];
            double sum = n[i] + g * g;
            double grown = raised(sum);
            double leader = z[i] + g + 2 * shrinkage * own - (grown - raised(n[i])) * perRate * own;
            x[i] = (float) ((Math.clamp(leader, -l1, l1) - leader) / (grown * perRate + constant));
            z[i] = (float) leader;
            n[i] = (float) sum;
        }
    }

    private double raised(double sum) {
        return power == -0.5 ? Math.sqrt(sum) : StrictMath.pow(sum, -power);
    }
}
