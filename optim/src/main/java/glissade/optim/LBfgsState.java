package glissade.optim;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.function.Supplier;

/// The state of [LBfgs]: all params as one vector, and the pairs of steps and changes of gradient that tell the curvature.
final class LBfgsState {

    /// Pairs with less curvature than this are not kept.
    private static final double LEAST_CURVATURE = 1e-10;

    private LBfgs rule;
    private final Params params;
    private final int size;
    private final CurvaturePairs pairs;
    private long iterations;
    private long evaluations;
    private float[] direction;
    /// The way gone in the last iteration.
    private float[] way;
    private float[] gradientBefore;

    LBfgsState(LBfgs rule, Params params) {
        this.rule = rule;
        this.params = params;
        size = Math.toIntExact(params.elements());
        pairs = new CurvaturePairs(rule.historySize(), size);
        direction = new float[size];
        way = new float[size];
        gradientBefore = new float[size];
    }

    void rule(LBfgs newRule) {
        if (newRule.historySize() != rule.historySize()) {
            throw new IllegalStateException("vary: historySize is " + newRule.historySize() + " and was "
                    + rule.historySize() + "; it must stay");
        }
        rule = newRule;
    }

    /// Up to `maxIter` iterations, from a loss and its gradients where the params stand.
    void step(double value, Gradients gradients, Supplier<Variable> loss, double lr) {
        var point = evaluated(value, gradients);
        int evaluated = 1;
        int iteration = 0;
        while (!isFlat(point.gradient()) && iteration < rule.maxIter()
                && (iteration == 0 || evaluated < rule.evaluations())) {
            iteration++;
            iterations++;
            chooseDirection(point.gradient());
            gradientBefore = point.gradient();
            double slope = Vectors.dot(point.gradient(), direction);
            Arrays.fill(way, 0);
            if (slope > -rule.toleranceChange()) {
                break;
            }
            double t = iterations == 1 ? Math.min(1, 1 / Vectors.sumOfSizes(point.gradient())) * lr : lr;
            double before = point.value();
            var line = new Line(loss);
            try {
                if (rule.strongWolfe()) {
                    var found = new LineSearch(line, rule.toleranceChange() / Vectors.greatest(direction))
                            .from(new LineSearch.Point(0, point.value(), slope, point.gradient()), t);
                    t = found.t();
                    line.moveTo(t);
                    point = new Evaluated(found.value(), found.gradient());
                    evaluated += line.count;
                } else {
                    line.moveTo(t);
                    if (iteration < rule.maxIter()) {
                        point = evaluate(loss);
                        evaluated++;
                    }
                }
            } catch (RuntimeException | Error e) {
                line.moveTo(0); // the way is 0, so this iteration leaves no pair behind
                iterations--; // the first one takes a shorter step, and is still to come
                throw e;
            }
            Vectors.scale(direction, t, way);
            if (Vectors.greatest(way) <= rule.toleranceChange()
                    || iteration < rule.maxIter() && Math.abs(point.value() - before) < rule.toleranceChange()) {
                break;
            }
        }
    }

    private void chooseDirection(float[] gradient) {
        if (iterations == 1) {
            pairs.clear();
        } else {
            float[] change = new float[size];
            Vectors.subtract(gradient, gradientBefore, change);
            if (Vectors.dot(change, way) > LEAST_CURVATURE) {
                pairs.add(way, change);
            }
        }
        pairs.newton(gradient, direction);
    }

    private boolean isFlat(float[] gradient) {
        return Vectors.greatest(gradient) <= rule.toleranceGradient();
    }

    /// A loss and its gradient.
    private record Evaluated(double value, float[] gradient) {
    }

    private Evaluated evaluate(Supplier<Variable> loss) {
        Variable value = loss.get();
        return evaluated(value.item(), value.backward());
    }

    private Evaluated evaluated(double value, Gradients gradients) {
        evaluations++;
        float[] all = new float[size];
        int at = 0;
        for (Param param : params) {
            int from = at;
            gradients.find(param).ifPresent(g -> {
                float[] part = TensorAccess.array(g);
                System.arraycopy(part, 0, all, from, part.length);
            });
            at += param.shape().elements();
        }
        if (rule.maximize()) {
            Vectors.scale(all, -1, all);
        }
        return new Evaluated(rule.maximize() ? -value : value, all);
    }

    /// The loss along the direction, from where the params stand now.
    private final class Line implements LineSearch.Function {

        private final Supplier<Variable> loss;
        private final float[] start = new float[size];
        private int count;

        Line(Supplier<Variable> loss) {
            this.loss = loss;
            int at = 0;
            for (Param param : params) {
                int from = at;
                param.read(x -> System.arraycopy(x, 0, start, from, x.length));
                at += param.shape().elements();
            }
        }

        void moveTo(double t) {
            int at = 0;
            for (Param param : params) {
                int from = at;
                param.update(x -> {
                    if (t == 0) {
                        System.arraycopy(start, from, x, 0, x.length); // whatever the direction, NaN too
                        return;
                    }
                    for (int i = 0; i < x.length; i++) {
                        x[i] = (float) (start[from + i] + t * direction[from + i]);
                    }
                });
                at += param.shape().elements();
            }
        }

        @Override
        public LineSearch.Point at(double t) {
            moveTo(t);
            var point = evaluate(loss);
            count++;
            return new LineSearch.Point(t, point.value(), Vectors.dot(point.gradient(), direction), point.gradient());
        }
    }

    StateDict save(StateDict state) {
        Shape flat = Shape.of(size);
        StateDict saved = state.with("lbfgs.n_iter", iterations).with("lbfgs.func_evals", evaluations)
                .with("lbfgs.way", Tensor.of(flat, way)).with("lbfgs.prev_flat_grad", Tensor.of(flat, gradientBefore));
        return pairs.save(saved, "lbfgs.");
    }

    void load(StateDict state) {
        iterations = state.integer("lbfgs.n_iter");
        evaluations = state.integer("lbfgs.func_evals");
        way = state.tensor("lbfgs.way").toArray();
        gradientBefore = state.tensor("lbfgs.prev_flat_grad").toArray();
        pairs.load(state, "lbfgs.");
    }
}
