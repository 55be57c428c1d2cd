package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Runs a rule beside its published formula, written by a test in double for one element.
final class RuleCheck {

    static final int STEPS = 25;
    /// The step whose gradient is all zeros.
    private static final int ZERO_STEP = 10;
    /// No multiple of any vector's length.
    private static final Shape SHAPE = Shape.of(37, 1);

    private RuleCheck() {
    }

    /// One step of one element.
    @FunctionalInterface
    interface Formula {
        /// The new x; `slots` are changed, in the order of the rule's slots, and `t` counts from 1.
        double step(double x, double g, double[] slots, int t);
    }

    static Param param() {
        return Param.of(RandomStream.of(1).normal(SHAPE));
    }

    static List<Tensor> gradients() {
        var random = RandomStream.of(2);
        var gradients = new ArrayList<Tensor>();
        for (int t = 1; t <= STEPS; t++) {
            Tensor g = random.normal(SHAPE);
            gradients.add(t == ZERO_STEP ? Tensor.zeros(SHAPE) : g);
        }
        return gradients;
    }

    /// The param's value after the steps.
    static Tensor run(UpdateRule rule, double scale) {
        var param = param();
        var optimizer = rule.over(Params.of(param));
        gradients().forEach(g -> optimizer.step(Gradients.of(param, g.mul(scale))));
        return param.value();
    }

    static Tensor run(UpdateRule rule) {
        return run(rule, 1);
    }

    /// Requires that param and slots agree with the formula after each step.
    static void requireAgreement(ElementRule rule, Formula formula) {
        var param = param();
        var optimizer = rule.over(Params.of(param));
        float[] start = param.value().toArray();
        double[] x = new double[start.length];
        double[][] slots = new double[x.length][rule.slots().size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = start[i];
        }
        int t = 0;
        for (Tensor gradient : gradients()) {
            t++;
            optimizer.step(Gradients.of(param, gradient));
            float[] g = gradient.toArray();
            for (int i = 0; i < x.length; i++) {
                x[i] = formula.step(x[i], g[i], slots[i], t);
                requireClose("x", t, i, param.value().at(i, 0), x[i]);
            }
            var state = optimizer.state();
            for (int s = 0; s < rule.slots().size(); s++) {
                Tensor saved = state.tensor("state.0." + rule.slots().get(s));
                for (int i = 0; i < x.length; i++) {
                    requireClose(rule.slots().get(s), t, i, saved.at(i, 0), slots[i][s]);
                }
            }
        }
        assertThat(t).isEqualTo(STEPS);
    }

    private static void requireClose(String what, int t, int i, double actual, double expected) {
        assertThat(actual).as("%s of element %d after step %d", what, i, t)
                .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
}
