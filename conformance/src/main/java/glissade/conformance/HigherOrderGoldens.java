package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Family `autograd`: second derivatives and beyond, through the recorded door.
final class HigherOrderGoldens {

    /// Functions of a case's `x`, whose other inputs are constants.
    private static final Map<String, Function<Given, UnaryOperator<Variable>>> FUNCTIONS = Map.ofEntries(
            Map.entry("sum_cubes", c -> x -> x.square().mul(x).sum()),
            Map.entry("rosenbrock", c -> OptimFunctionGoldens.rosenbrock(1, c.number("b"))),
            Map.entry("quadratic_form", c -> x -> x.matmul(c.variable("A").matmul(x)).mul(0.5)
                    .add(c.variable("rhs").matmul(x))),
            Map.entry("mlp_tanh",
                    c -> x -> c.variable("w1").matmul(x).add(c.variable("b1")).tanh().mul(c.variable("w2"))
                            .sum()),
            Map.entry("softmax_xent", c -> x -> x.logSoftmax(0).rows(Indices.of(c.integer("target"))).neg().sum()),
            Map.entry("logistic", c -> x -> c.variable("A").matmul(x).mul(c.y()).neg().softplus().mean()),
            Map.entry("norm", c -> x -> x.norm(2)),
            Map.entry("product", c -> Variable::prod),
            Map.entry("cumprod", c -> x -> x.cumprod(0)),
            Map.entry("sin_product", c -> x -> {
                int n = x.shape().size(0);
                return x.narrow(0, 0, n - 1).sin().mul(x.narrow(0, 1, n - 1)).sum();
            }),
            Map.entry("polar", c -> x -> Variable.stack(0, x.select(0, 0).mul(x.select(0, 1).cos()),
                    x.select(0, 0).mul(x.select(0, 1).sin()))),
            Map.entry("outer_flat", c -> x -> x.unsqueeze(1).mul(x.sin()).reshape(-1)),
            Map.entry("sin_exp", c -> x -> x.sin().mul(x.exp())),
            Map.entry("exp_quad", c -> x -> x.square().sum().mul(-0.5).exp()),
            Map.entry("tanh_affine", c -> x -> c.variable("w").matmul(x).add(c.variable("b")).tanh()),
            Map.entry("softmax", c -> x -> x.softmax(-1)),
            Map.entry("two_layer", c -> x -> c.variable("v").matmul(c.variable("w").matmul(x).add(c.variable("b"))
                    .sigmoid())),
            Map.entry("tanh", c -> Variable::tanh),
            Map.entry("sigmoid", c -> Variable::sigmoid),
            Map.entry("pow4", c -> x -> x.pow(4)),
            Map.entry("log1p_sq", c -> x -> x.square().log1p()),
            Map.entry("softplus", c -> Variable::softplus),
            Map.entry("gauss", c -> x -> x.square().neg().exp()));

    private HigherOrderGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("hessian", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable value = function(c).apply(x);
                    Variable gradient = value.gradient(x);
                    return Results.of("value", value.value()).and("gradient", gradient.value())
                            .and("hessian", jacobian(gradient, x));
                })
                .results("hvp", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    return Results.of("hvp", function(c).apply(x).gradient(x).pullback(c.tensor("dir"), x).value());
                })
                .results("jacobian", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable value = function(c).apply(x);
                    return Results.of("value", value.value()).and("jacobian", jacobian(value, x));
                })
                .results("vjp_jvp", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable value = function(c).apply(x);
                    // the vjp is linear in its seed, and its own vjp with respect to the seed is the jvp
                    Variable seed = Variable.tracked(Tensor.zeros(value.shape()));
                    return Results.of("vjp", value.pullback(c.tensor("cotangent"), x).value())
                            .and("jvp", value.pullback(seed, x).pullback(c.tensor("tangent"), seed).value());
                })
                .results("nth_derivative", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable derivative = function(c).apply(x);
                    Results results = Results.of("value", derivative.value());
                    for (int n = 1; n <= c.integer("order"); n++) {
                        derivative = derivative.sum().gradient(x);
                        results.and("d" + n, derivative.value());
                    }
                    return results;
                })
                .results("gradient_penalty", HigherOrderGoldens::gradientPenalty);
    }

    private static UnaryOperator<Variable> function(Given c) {
        String name = c.args().text("fn");
        var function = FUNCTIONS.get(name);
        if (function == null) {
            throw new Unsupported("function " + name);
        }
        return function.apply(c);
    }

    /// The Jacobian row by row, `[out, in]`.
    private static Numbers jacobian(Variable value, Variable x) {
        var rows = new Trajectory();
        for (int i = 0; i < value.shape().elements(); i++) {
            float[] unit = new float[value.shape().elements()];
            unit[i] = 1;
            rows.add(value.pullback(Tensor.of(value.shape(), unit), x).value());
        }
        return rows.numbers();
    }

    /// A critic `D(x) = w₂ · tanh(W₁ x + b₁)`, and the loss `mean D + λ · mean (|dD/dx| − 1)²`.
    private static Results gradientPenalty(Given c) {
        String[] names = {"w1", "b1", "w2", "x"};
        Variable[] leaves = new Variable[names.length];
        for (int i = 0; i < names.length; i++) {
            leaves[i] = Variable.tracked(c.tensor(names[i]));
        }
        Variable x = leaves[3];
        Variable critic = x.linear(leaves[0], leaves[1]).tanh().matmul(leaves[2]);
        Variable slope = critic.sum().gradient(x);
        Variable penalty = slope.square().sum(-1).sqrt().sub(1).square().mean();
        Variable loss = critic.mean().add(penalty.mul(c.number("lam")));
        Results results = Results.of("loss", loss.value()).and("input_gradient", slope.value());
        var gradients = loss.backward();
        for (int i = 0; i < names.length; i++) {
            results.and("grads." + names[i], gradients.of(leaves[i]));
        }
        return results;
    }
}
