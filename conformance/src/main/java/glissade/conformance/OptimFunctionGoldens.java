package glissade.conformance;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.optim.Optimizer;
import glissade.tensor.Indices;
import java.util.ArrayList;
import java.util.function.UnaryOperator;

/// Family `optim`: PyTorch's optimizers on functions, with gradients of our own.
final class OptimFunctionGoldens {

    private OptimFunctionGoldens() {
    }

    static Ops ops() {
        return new Ops().results("optim_function", OptimFunctionGoldens::run);
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
            case "quadratic" -> {
                Variable matrix = c.variable("A");
                Variable rhs = c.variable("rhs");
                yield x -> x.matmul(matrix.matmul(x)).mul(0.5).sub(rhs.matmul(x));
            }
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
