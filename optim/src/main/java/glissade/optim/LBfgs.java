package glissade.optim;

/// L-BFGS: Newton's method with a curvature estimated from the last few steps.
///
///     s = x − x₋,  y = g − g₋             kept for the last `historySize` iterations in which yᵀs > 1e-10
///     d = −H g                            H the inverse Hessian that these pairs suggest: two loops over them
///     x ← x + t d                         t = lr, or by line search
///
/// One step is up to `maxIter` iterations and asks for the loss about as often:
///
///     Optimizer lbfgs = new LBfgs().strongWolfe(true).over(net.parameters());
///     double before = lbfgs.step(() -> loss(net));
///
/// Without a line search t is the rate, and min(1, 1 / |g|₁) times that in the very first iteration. With `strongWolfe` it
/// is chosen so that the loss falls enough and the slope along d becomes flat enough (constants 1e-4 and 0.9).
///
/// A step ends early when no gradient exceeds `toleranceGradient`, when the loss or the params change by less than
/// `toleranceChange`, or after `maxEval` computations of the loss. Params without a gradient count as having zeros.
///
/// Good: smooth deterministic problems of moderate size, where it needs far fewer steps than any rule of first order. Bad:
/// mini-batches, whose noise it takes for curvature; memory for 2 `historySize` copies of the params.
///
/// Sources: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", 1989; Nocedal and Wright,
/// "Numerical optimization", 2nd edition, algorithms 7.4 (two loops), 3.5 and 3.6 (line search). Defaults are PyTorch's.
/// Products of vectors are computed in double.
///
/// @param lr the rate, > 0; 1 by default
/// @param maxIter the most iterations a step, 1 or more; 20 by default
/// @param maxEval the most computations of the loss a step; 0, the default, for 5/4 of `maxIter`
/// @param toleranceGradient ≥ 0; 1e-7 by default
/// @param toleranceChange ≥ 0; 1e-9 by default
/// @param historySize how many pairs are kept, 1 or more; 100 by default
/// @param strongWolfe whether to search along the line; false by default
/// @param maximize whether to climb instead: the loss and `g` are negated first
public record LBfgs(double lr, int maxIter, int maxEval, double toleranceGradient, double toleranceChange,
        int historySize, boolean strongWolfe, boolean maximize) implements UpdateRule {

    /// Checks the options.
    public LBfgs {
        Options.requireRate("LBfgs", "lr", lr);
        Options.requireNotNegative("LBfgs", "toleranceGradient", toleranceGradient);
        Options.requireNotNegative("LBfgs", "toleranceChange", toleranceChange);
        Options.requireAtLeast("LBfgs", "maxIter", maxIter, 1);
        Options.requireAtLeast("LBfgs", "maxEval", maxEval, 0);
        Options.requireAtLeast("LBfgs", "historySize", historySize, 1);
    }

    /// PyTorch's defaults.
    public LBfgs() {
        this(1, 20, 0, 1e-7, 1e-9, 100, false, false);
    }

    /// This rule with another rate.
    public LBfgs lr(double lr) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with another limit of iterations a step.
    public LBfgs maxIter(int maxIter) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with another limit of computations of the loss a step.
    public LBfgs maxEval(int maxEval) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with another gradient at which it is content.
    public LBfgs toleranceGradient(double toleranceGradient) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with another change at which it is content.
    public LBfgs toleranceChange(double toleranceChange) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with another number of pairs.
    public LBfgs historySize(int historySize) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule with or without a line search.
    public LBfgs strongWolfe(boolean strongWolfe) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// This rule climbing or descending.
    public LBfgs maximize(boolean maximize) {
        return new LBfgs(lr, maxIter, maxEval, toleranceGradient, toleranceChange, historySize, strongWolfe, maximize);
    }

    /// The most computations of the loss a step.
    int evaluations() {
        return maxEval == 0 ? (int) Math.min(maxIter * 5L / 4, Integer.MAX_VALUE) : maxEval;
    }
}
