package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.List;

/// Family `autograd`: what the sweep itself must get right.
final class EngineGoldens {

    private EngineGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("deep_chain", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable end = x;
                    for (int k = 0; k < c.integer("depth"); k++) {
                        end = end.mul(c.number("c")).add(x.mul(c.number("d"))).tanh();
                    }
                    return Results.of("final", end.value()).and("grad", end.sum().backward().of(x));
                })
                .results("long_sum", c -> {
                    Variable x = Variable.tracked(c.tensor("x"));
                    Variable sum = Variable.of(Tensor.zeros(x.shape()));
                    for (int k = 1; k <= c.integer("n"); k++) {
                        sum = sum.add(x.div(k));
                    }
                    return Results.of("final", sum.value()).and("grad", sum.square().sum().backward().of(x));
                })
                .results("detach", EngineGoldens::detach)
                .results("straight_through", EngineGoldens::straightThrough)
                .results("accumulate", EngineGoldens::accumulate)
                .results("micro_batches", EngineGoldens::microBatches);
    }

    private static Results detach(Given c) {
        Variable x = Variable.tracked(c.tensor("x"));
        Variable y = Variable.tracked(c.tensor("y"));
        Variable f1 = x.mul(x.detach()).sum();
        Variable f2 = x.square().add(x.square().detach().mul(x)).sum();
        Variable h = Mode.unrecorded(() -> x.mul(y));
        Variable f3 = x.mul(h).sum().add(y.sum());
        var results = Results.of("f1", f1.value()).and("f2", f2.value()).and("f3", f3.value())
                .and("h_requires_grad", h.isTracked()).and("g1", f1.backward().of(x)).and("g2", f2.backward().of(x));
        Gradients g3 = f3.backward();
        return results.and("g3_x", g3.of(x)).and("g3_y", g3.of(y));
    }

    private static Results straightThrough(Given c) {
        Variable x = Variable.tracked(c.tensor("x"));
        float[] rounded = x.value().toArray();
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) Math.rint(rounded[i]);
        }
        Variable y = x.add(Variable.of(Tensor.of(x.shape(), rounded)).sub(x).detach());
        Variable loss = y.square().mul(c.tensor("w")).sum();
        return Results.of("y", y.value()).and("loss", loss.value()).and("grad", loss.backward().of(x));
    }

    /// Several sweeps over one graph, whose gradients add up; the recorded door leaves the graph as it is.
    private static Results accumulate(Given c) {
        Variable x = Variable.tracked(c.tensor("x"));
        Variable w = Variable.tracked(c.tensor("w"));
        Variable u = x.mul(w).tanh();
        Gradients first = gradients(u.sum(), x, w);
        Gradients second = first.plus(gradients(u.square().sum(), x, w));
        Gradients third = gradients(u.mul(c.number("scale")).sum(), x, w);
        var results = new Results();
        var steps = List.of(first, second, third);
        for (int i = 0; i < steps.size(); i++) {
            results.and("x_after_" + (i + 1), steps.get(i).of(x)).and("w_after_" + (i + 1), steps.get(i).of(w));
        }
        return results;
    }

    private static Gradients gradients(Variable loss, Variable x, Variable w) {
        List<Variable> found = loss.gradients(x, w);
        return Gradients.of(x, found.get(0).value()).plus(Gradients.of(w, found.get(1).value()));
    }

    /// The gradient of a batch, and the sum of those of its parts, each by its share.
    private static Results microBatches(Given c) {
        Variable w = Variable.tracked(c.tensor("w"));
        Tensor x = c.tensor("x");
        Tensor t = c.tensor("t");
        int n = x.shape().size(0);
        int size = c.integer("chunk");
        var sum = Gradients.none();
        for (int from = 0; from < n; from += size) {
            Indices rows = Indices.range(from, Math.min(from + size, n));
            Gradients part = error(w, x.rows(rows), t.rows(rows)).backward();
            sum = sum.plus(part.times((double) rows.shape().size(0) / n));
        }
        return Results.of("accumulated", sum.of(w)).and("full", error(w, x, t).backward().of(w));
    }

    private static Variable error(Variable w, Tensor x, Tensor t) {
        return Variable.of(x).matmul(w).sub(t).square().mean();
    }
}
