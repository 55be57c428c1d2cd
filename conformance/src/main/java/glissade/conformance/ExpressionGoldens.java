package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Losses;
import glissade.tensor.Indices;
import glissade.tensor.Slice;

/// Family `autograd`: graphs of several ops, by name.
final class ExpressionGoldens {

    private static final Ops GRAPHS = new Ops()
            .op("tanh_affine_times_y_over_mean_exp_z", c -> c.x().matmul(c.variable("w")).add(c.variable("b")).tanh()
                    .mul(c.y()).div(c.variable("z").exp().mean()).sum())
            .op("x_used_five_times",
                    c -> c.x().mul(c.x()).add(c.x().exp()).sub(c.x().sin().mul(c.x())).sum())
            .op("diamond", c -> {
                Variable u = c.x().mul(c.x()).add(c.x());
                return u.sin().mul(u.neg().exp()).add(u.mul(u)).sum();
            })
            .op("prod_over_logs",
                    c -> c.x().square().log1p().prod(-1).div(c.x().abs().sum(-1).add(1)))
            .op("mlp_gelu_xent", c -> Losses.crossEntropy(c.x().linear(c.variable("w1"), c.variable("b1")).gelu()
                    .linear(c.variable("w2"), c.variable("b2")), c.indices("t")))
            .op("diamond_shared_sum", c -> {
                Variable s = c.x().sum();
                return c.x().mul(s).sum().add(s.mul(s));
            })
            .op("softmax_weighted_sum", c -> c.x().softmax(-1).mul(c.y()).sum(-1))
            .op("log_sum_exp_minus_mean", c -> c.x().logSumExp(-1).sub(c.x().mean(-1)))
            .op("standardize", c -> c.x().sub(c.x().mean(-1).unsqueeze(-1))
                    .div(c.x().biasedVar(-1).unsqueeze(-1).add(1e-5).sqrt()))
            .op("max_of_affine", c -> c.x().matmul(c.variable("w")).add(c.variable("b")).max(-1))
            .op("slice_cat_mul", c -> Variable.cat(1, c.x().slice(Slice.all(), Slice.from(1)),
                    c.x().slice(Slice.all(), Slice.to(1))).mul(c.x()))
            .op("transpose_matmul_self", c -> c.x().matmul(c.x(), false, true))
            .op("broadcast_chain", c -> c.x().add(c.y()).mul(c.y()).sub(c.x().div(c.y().square().add(1))).mean(0))
            .op("mlp_relu_mse", c -> Losses.meanSquaredError(c.x().linear(c.variable("w1"), c.variable("b1")).relu()
                    .linear(c.variable("w2"), c.variable("b2")), c.variable("t")))
            .op("tied_weights",
                    c -> c.x().matmul(c.variable("w")).tanh().matmul(c.variable("w"), false, true).sub(c.x())
                            .square().mean())
            .op("embedding_mean_dot", c -> c.variable("w").rows(c.indices("index")).mean(1).mul(c.y()).sum(-1))
            .op("gather_logp", c -> c.x().logSoftmax(-1).gather(1, c.indices("index")).mean().neg())
            .op("attention_scores", c -> c.variable("q").matmul(c.variable("k"), false, true).div(2).softmax(-1)
                    .matmul(c.variable("v")))
            .op("recurrent_unroll", c -> {
                Variable h = c.variable("h");
                for (int t = 0; t < c.x().shape().size(0); t++) {
                    Variable x = c.x().rows(Indices.of(t)).squeeze(0);
                    h = x.matmul(c.variable("w")).add(h.matmul(c.variable("u"))).tanh();
                }
                return h;
            })
            .results("two_outputs",
                    c -> Results.of("p", c.x().mul(c.y()).sum()).and("q", c.x().tanh().add(c.y().mean())));

    private ExpressionGoldens() {
    }

    static Ops ops() {
        return new Ops().results("expr", c -> {
            String name = c.args().text("expr");
            return GRAPHS.find(name).orElseThrow(() -> new Unsupported(name)).apply(c);
        });
    }
}
