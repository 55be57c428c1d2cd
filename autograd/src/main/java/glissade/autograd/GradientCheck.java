package glissade.autograd;

import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Compares derivatives with differences of function values: the test that every operation of one's own deserves.
///
///     GradientCheck.of(v -> cube(v.getFirst()), Tensor.of(0.5f, -1, 2)).requireCorrect();
///
/// The function's outputs are weighted by fixed random numbers and added up in double, which gives a single number L. Its first
/// derivatives are compared with five-point differences at h = 2⁻⁵ (error O(h⁴), so float32 values suffice), its second
/// derivatives, taken along a random direction, with central differences of the first at ε = 3·10⁻³. Errors are relative
/// to 1 + |derivative|. The inputs must keep away from kinks by more than 2h.
///
/// @param first the greatest error of a first derivative
/// @param second the greatest error of a second derivative; NaN if the function can be differentiated only once
/// @param worst where the greatest errors are, in words
public record GradientCheck(double first, double second, String worst) {

    /// The greatest error of a first derivative that counts as correct.
    public static final double FIRST_TOLERANCE = 1e-3;
    /// The greatest error of a second derivative that counts as correct.
    public static final double SECOND_TOLERANCE = 1e-2;

    private static final double H = 0x1p-5;
    private static final double EPSILON = 3e-3;

    /// Checks first and second derivatives at the given inputs.
    ///
    /// @throws IllegalStateException if an operation can be differentiated only once: see [#once]
    public static GradientCheck of(Function<List<Variable>, Variable> function, Tensor... inputs) {
        var run = new Run(function, inputs);
        run.checkFirst();
        run.checkSecond();
        return new GradientCheck(run.first, run.second, run.worst());
    }

    /// Checks first derivatives alone, for operations written with [Variable#pullOnce].
    public static GradientCheck once(Function<List<Variable>, Variable> function, Tensor... inputs) {
        var run = new Run(function, inputs);
        run.checkFirst();
        return new GradientCheck(run.first, Double.NaN, run.worst());
    }

    /// Whether all errors are within the tolerances.
    public boolean isCorrect() {
        return first <= FIRST_TOLERANCE && (Double.isNaN(second) || second <= SECOND_TOLERANCE);
    }

    /// Does nothing if [#isCorrect()].
    ///
    /// @throws AssertionError if it is not
    public void requireCorrect() {
        if (!isCorrect()) {
            throw new AssertionError("the derivatives are wrong: " + worst);
        }
    }

    /// One check under way.
    private static final class Run {
        private final Function<List<Variable>, Variable> function;
        private final Tensor[] inputs;
        private final Tensor weights;
        private final List<Tensor> direction = new ArrayList<>();
        private double first;
        private double second;
        private String worstFirst = "";
        private String worstSecond = "";

        Run(Function<List<Variable>, Variable> function, Tensor... inputs) {
            this.function = function;
            this.inputs = inputs.clone();
            var random = RandomStream.of(1);
            weights = random.uniform(apply(tracked(inputs)).shape(), 0.5, 1.5);
            for (Tensor input : inputs) {
                direction.add(random.uniform(input.shape(), 0.5, 1.5));
            }
        }

        private static List<Variable> tracked(Tensor... inputs) {
            var variables = new ArrayList<Variable>();
            for (Tensor input : inputs) {
                variables.add(Variable.tracked(input));
            }
            return variables;
        }

        private Variable apply(List<Variable> variables) {
            return function.apply(variables);
        }

        /// L with one element of one input moved by `step`.
        private double loss(int input, int element, double step) {
            Tensor[] moved = inputs.clone();
            float[] values = inputs[input].toArray();
            values[element] = (float) (values[element] + step);
            moved[input] = Tensor.of(inputs[input].shape(), values);
            float[] outputs = apply(tracked(moved)).value().toArray(); // recorded, for it may differentiate inside
            float[] factors = weights.toArray();
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                sum += (double) outputs[i] * factors[i];
            }
            return sum;
        }

        void checkFirst() {
            var variables = tracked(inputs);
            var gradients = apply(variables).mul(weights).sum().backward();
            for (int i = 0; i < inputs.length; i++) {
                var found = gradients.find(variables.get(i));
                float[] analytic = found.map(Tensor::toArray).orElse(new float[inputs[i].shape().elements()]);
                for (int j = 0; j < analytic.length; j++) {
                    double near = loss(i, j, H) - loss(i, j, -H);
                    double far = loss(i, j, 2 * H) - loss(i, j, -2 * H);
                    double numeric = (8 * near - far) / (12 * H);
                    double error = error(analytic[j], numeric);
                    if (!(error <= first)) {
                        first = error;
                        worstFirst = describe("first derivative", i, j, analytic[j], numeric, error);
                    }
                }
            }
        }

        /// The first derivatives at the inputs moved by `step` along the direction.
        private List<Tensor> slopes(double step) {
            Tensor[] moved = inputs.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] = inputs[i].add(direction.get(i).mul(step));
            }
            var variables = tracked(moved);
            return apply(variables).mul(weights).sum().gradients(variables.toArray(Variable[]::new)).stream()
                    .map(Variable::value).toList();
        }

        void checkSecond() {
            var variables = tracked(inputs);
            var wrt = variables.toArray(Variable[]::new);
            Variable along = Variable.of(Tensor.scalar(0));
            var slopes = apply(variables).mul(weights).sum().gradients(wrt);
            for (int i = 0; i < inputs.length; i++) {
                along = along.add(slopes.get(i).mul(direction.get(i)).sum());
            }
            var products = along.gradients(wrt);
            var above = slopes(EPSILON);
            var below = slopes(-EPSILON);
            for (int i = 0; i < inputs.length; i++) {
                float[] analytic = products.get(i).value().toArray();
                float[] high = above.get(i).toArray();
                float[] low = below.get(i).toArray();
                for (int j = 0; j < analytic.length; j++) {
                    double numeric = ((double) high[j] - low[j]) / (2 * EPSILON);
                    double error = error(analytic[j], numeric);
                    if (!(error <= second)) {
                        second = error;
                        worstSecond = describe("second derivative", i, j, analytic[j], numeric, error);
                    }
                }
            }
        }

        private static double error(double analytic, double numeric) {
            double error = Math.abs(analytic - numeric) / (1 + Math.abs(numeric));
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }

        private static String describe(String what, int input, int element, double analytic, double numeric,
                double error) {
            return String.format(Locale.ROOT,
                    "%s at input %d, element %d: %.6g by pull-back, %.6g by differences (error %.2g)",
                    what, input, element, analytic, numeric, error);
        }

        String worst() {
            return worstFirst + (worstSecond.isEmpty() ? "" : "; " + worstSecond);
        }
    }
}
