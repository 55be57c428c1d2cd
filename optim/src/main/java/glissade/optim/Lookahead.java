package glissade.optim;

/// Lookahead: another rule's fast weights, and slow ones that follow them every few steps.
///
///     each step:            fast ← a step of the rule
///     every `period` steps: slow ← slow + share (fast − slow),  fast ← slow
///
/// Whether it climbs is the rule's to say, as all its options. The slow weights start where the param stands at its first step;
/// [Optimizer#within] evaluates at them.
///
///     new Lookahead(new Adam().lr(1e-3)).over(net.parameters())
///
/// Good: smooths a rule whose steps vary much, at the cost of one float more for each element. Bad: between two
/// synchronisations the fast weights are off the slow ones; what the rule remembers no longer fits after one.
///
/// Source: Zhang, Lucas, Hinton and Ba, "Lookahead optimizer: k steps forward, 1 step back", NeurIPS 2019, algorithm 1.
/// The defaults are the paper's for images.
///
/// @param rule the rule of the fast weights
/// @param period steps from one synchronisation to the next, 1 or more; 5 by default
/// @param share how far the slow weights follow, > 0 and at most 1; 0.5 by default
/// @param reset whether what the rule keeps starts afresh after each synchronisation
public record Lookahead(UpdateRule rule, int period, double share, boolean reset) implements UpdateRule {

    /// Checks the options.
    public Lookahead {
        if (rule instanceof LBfgs) {
            throw new IllegalArgumentException(
                    "Lookahead: the rule is LBfgs, which moves all params at once; it takes any"
                            + " other rule");
        }
        if (rule instanceof Lookahead) {
            throw new IllegalArgumentException(
                    "Lookahead: the rule is a Lookahead itself; it takes any rule that keeps no slow weights");
        }
        if (period < 1) {
            throw new IllegalArgumentException("Lookahead: period is " + period + ", must be 1 or more");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Lookahead: share is " + share + ", must be greater than 0 and at most 1");
        }
    }

    /// The paper's defaults.
    public Lookahead(UpdateRule rule) {
        this(rule, 5, 0.5, false);
    }

    /// This rule with another period.
    public Lookahead period(int period) {
        return new Lookahead(rule, period, share, reset);
    }

    /// This rule whose slow weights follow by another share.
    public Lookahead share(double share) {
        return new Lookahead(rule, period, share, reset);
    }

    /// This rule with or without fresh state after each synchronisation.
    public Lookahead reset(boolean reset) {
        return new Lookahead(rule, period, share, reset);
    }

    @Override
    public double lr() {
        return rule.lr();
    }

    @Override
    public boolean countsMissing() {
        return rule.countsMissing();
    }
}
