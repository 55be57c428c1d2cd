package glissade.conformance;

import glissade.autograd.Derivatives;
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
            Map.entry("gauss", c -> x -> x.square().neg().exp()),
            Map.entry("exp", c -> Variable::exp),
            Map.entry("log", c -> Variable::log),
            Map.entry("log1p", c -> Variable::log1p),
            Map.entry("expm1", c -> Variable::expm1),
            Map.entry("sqrt", c -> Variable::sqrt),
            Map.entry("rsqrt", c -> Variable::rsqrt),
            Map.entry("sin", c -> Variable::sin),
            Map.entry("cos", c -> Variable::cos),
            Map.entry("tan", c -> Variable::tan),
            Map.entry("atan", c -> Variable::atan),
            Map.entry("sinh", c -> Variable::sinh),
            Map.entry("erf", c -> Variable::erf),
            Map.entry("square", c -> Variable::square),
            Map.entry("cube", c -> x -> x.pow(3)),
            Map.entry("reciprocal", c -> Variable::reciprocal),
            Map.entry("gelu", c -> Variable::gelu),
            Map.entry("silu", c -> Variable::silu),
            Map.entry("mish", c -> Variable::mish),
            Map.entry("elu", c -> Variable::elu),
            Map.entry("logsigmoid", c -> Variable::logSigmoid),
            Map.entry("softsign", c -> Variable::softsign));

    private HigherOrderGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("hessian", c -> {
                    var f = function(c);
                    Tensor x = c.tensor("x");
                    return Results.of("value", f.apply(Variable.of(x)).value())
                            .and("gradient", Derivatives.gradient(f, x).value())
                            .and("hessian", Derivatives.hessian(f, x).value());
                })
                .results("hvp", c -> Results.of("hvp",
                        Derivatives.hvp(function(c), c.tensor("x"), c.tensor("dir")).value()))
                .results("jacobian", c -> {
                    var f = function(c);
                    Tensor x = c.tensor("x");
                    return Results.of("value", f.apply(Variable.of(x)).value())
                            .and("jacobian", Derivatives.jacobian(f, x).value());
                })
                .results("vjp_jvp", c -> {
                    var f = function(c);
                    Tensor x = c.tensor("x");
                    return Results.of("vjp", Derivatives.vjp(f, x, c.tensor("cotangent")).value())
                            .and("jvp", Derivatives.jvp(f, x, c.tensor("tangent")).value());
                })
                .results("nth_derivative", c -> {
                    var f = function(c);
                    Tensor x = c.tensor("x");
                    Results results = Results.of("value", f.apply(Variable.of(x)).value());
                    for (int n = 1; n <= c.integer("order"); n++) {
                        results.and("d" + n, Derivatives.derivative(f, x, n).value());
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
