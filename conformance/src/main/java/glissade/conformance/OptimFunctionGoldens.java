package glissade.conformance;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.optim.LBfgs;
import glissade.optim.Optimizer;
import glissade.optim.Sam;
import glissade.tensor.Indices;
import java.util.ArrayList;
import java.util.function.UnaryOperator;

/// Family `optim`: PyTorch's optimizers on functions, with gradients of our own.
final class OptimFunctionGoldens {

    private OptimFunctionGoldens() {
    }

    static Ops ops() {
        return new Ops().results("optim_function", OptimFunctionGoldens::run)
                .results("lbfgs", OptimFunctionGoldens::lbfgs);
    }

    static Ops moreOps() {
        return new Ops().results("sam_function", OptimFunctionGoldens::sam);
    }

    private static Results lbfgs(Given c) {
        Param x = Param.of(c.tensor("x0"));
        UnaryOperator<Variable> function = function(c);
        var rule = new LBfgs();
        Args o = c.args().part("options");
        var evaluations = new int[1];
        Optimizer optimizer = rule.lr(o.number("lr", rule.lr())).maxIter((int) o.number("max_iter", rule.maxIter()))
                .historySize((int) o.number("history_size", rule.historySize()))
                .maxEval((int) o.number("max_eval", rule.maxEval()))
                .toleranceGradient(o.number("tolerance_grad", rule.toleranceGradient()))
                .toleranceChange(o.number("tolerance_change", rule.toleranceChange()))
                .strongWolfe(o.has("line_search_fn") && o.text("line_search_fn").equals("strong_wolfe"))
                .over(Params.of(x));
        var path = new Trajectory();
        var returned = new ArrayList<Double>();
        var counts = new ArrayList<Double>();
        path.add(x.value());
        int steps = c.integer("steps");
        for (int step = 0; step < steps; step++) {
            returned.add(optimizer.step(() -> {
                evaluations[0]++;
                return function.apply(x);
            }));
            path.add(x.value());
            counts.add((double) evaluations[0]);
        }
        return new Results().and("path", path.numbers()).and("returned", returned).and("evaluations", counts)
                .and("final_value", function.apply(x).value());
    }

    /// The path holds the points at which optax' update is called: those that the ascent reaches, too, if it is not opaque.
    private static Results sam(Given c) {
        Param x = Param.of(c.tensor("x0"));
        Args args = c.args();
        UnaryOperator<Variable> function = quadratic(c);
        Optimizer outer = OptaxRules.of(args.text("optimizer"), args.part("options")).over(Params.of(x));
        int period = args.integer("sync_period");
        Sam sam = Sam.over(outer).ascent(OptaxRules.of(args.text("adv_optimizer"), args.part("adv_options")))
                .ascents(period - 1).normalize(args.flag("normalize", true)).reset(args.flag("reset_state", true));
        boolean isOpaque = args.flag("opaque_mode", true);
        var path = new Trajectory();
        var values = new ArrayList<Double>();
        int calls = args.integer("calls");
        int[] evaluations = new int[1];
        for (int step = 0; step < (isOpaque ? calls : calls / period); step++) {
            sam.step(() -> {
                Variable value = function.apply(x);
                if (!isOpaque || evaluations[0] % period == 0) {
                    path.add(x.value());
                    values.add((double) value.item());
                }
                evaluations[0]++;
                return value;
            });
        }
        path.add(x.value());
        values.add((double) function.apply(x).item());
        return new Results().and("path", path.numbers()).and("values", values);
    }

    /// `x'Ax/2 − rhs'x`
    private static UnaryOperator<Variable> quadratic(Given c) {
        Variable matrix = c.variable("A");
        Variable rhs = c.variable("rhs");
        return x -> x.matmul(matrix.matmul(x)).mul(0.5).sub(rhs.matmul(x));
    }

    private static Results run(Given c) {
        Param x = Param.of(c.tensor("x0"));
        UnaryOperator<Variable> function = function(c);
        Optimizer optimizer = Rules.of(c.args().text("optimizer"), c.args().part("options")).over(Params.of(x));
        var path = new Trajectory();
        var values = new ArrayList<Double>();
        int steps = c.integer("steps");
        for (int step = 0; step <= steps; step++) {
            Variable value = function.apply(x);
            path.add(x.value());
            values.add((double) value.item());
            if (step < steps) {
                optimizer.step(value.backward());
            }
        }
        return new Results().and("path", path.numbers()).and("values", values);
    }

    private static UnaryOperator<Variable> function(Given c) {
        return switch (c.args().text("function")) {
            case "rosenbrock" -> rosenbrock(c.args().number("a", 1), c.args().number("b", 100));
            case "beale" -> OptimFunctionGoldens::beale;
            case "quadratic" -> quadratic(c);
            case String other -> throw new Unsupported("function " + other);
        };
    }

    /// `Σ b (xᵢ₊₁ − xᵢ²)² + (a − xᵢ)²`
    static UnaryOperator<Variable> rosenbrock(double a, double b) {
        return x -> {
            int n = x.shape().size(0);
            Variable left = x.rows(Indices.range(0, n - 1));
            Variable right = x.rows(Indices.range(1, n));
            return right.sub(left.square()).square().mul(b).add(left.rsub(a).square()).sum();
        };
    }

    /// `(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²`
    private static Variable beale(Variable point) {
        Variable x = point.rows(Indices.of(0));
        Variable y = point.rows(Indices.of(1));
        Variable first = x.mul(y).sub(x).add(1.5).square();
        Variable second = x.mul(y.square()).sub(x).add(2.25).square();
        Variable third = x.mul(y.square().mul(y)).sub(x).add(2.625).square();
        return first.add(second).add(third).sum();
    }
}
