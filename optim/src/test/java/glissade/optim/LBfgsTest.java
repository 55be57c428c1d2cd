package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LBfgsTest {

    private final Param x = Param.of(Tensor.of(-1.2f, 1));
    private final Param y = Param.of(Tensor.of(0.5f));
    private final Params both = Params.of(Map.of("x", x, "y", y));
    private int evaluations;

    /// A valley bent in x, and a parabola in y.
    private Variable loss() {
        evaluations++;
        Variable first = x.narrow(0, 0, 1);
        Variable second = x.narrow(0, 1, 1);
        return second.sub(first.square()).square().mul(100).add(first.rsub(1).square()).add(y.sub(3).square()).sum();
    }

    @Test
    void step_strongWolfe_findsTheMinimumOfABentValley() {
        var optimizer = new LBfgs().strongWolfe(true).over(both);

        double first = optimizer.step(this::loss);
        for (int t = 0; t < 4; t++) {
            optimizer.step(this::loss);
        }

        assertThat(first).isCloseTo(24.2 + 6.25, within(1e-4));
        assertThat((double) x.value().at(0)).isCloseTo(1, within(1e-3));
        assertThat((double) x.value().at(1)).isCloseTo(1, within(1e-3));
        assertThat((double) y.item()).isCloseTo(3, within(1e-4));
        assertThat(optimizer.steps()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void step_maximize_isTheStepOnTheNegatedLoss(boolean strongWolfe) {
        var rule = new LBfgs().lr(strongWolfe ? 1 : 1e-2).maxIter(4).strongWolfe(strongWolfe);
        rule.over(both).step(this::loss);
        Tensor down = x.value();
        x.set(Tensor.of(-1.2f, 1));
        y.set(Tensor.of(0.5f));

        double first = rule.maximize(true).over(both).step(() -> loss().neg());

        assertThat(first).isCloseTo(-24.2 - 6.25, within(1e-4));
        assertThat(x.value()).isEqualTo(down);
    }

    @Test
    void step_gradientThatIsNotFinite_isSkippedOrRefused() {
        y.set(Tensor.of(Float.POSITIVE_INFINITY));
        Tensor before = x.value();
        var optimizer = new LBfgs().over(both).nonFinite(NonFinite.SKIP);
        StateDict state = optimizer.state();

        optimizer.step(this::loss);

        assertThat(optimizer.skipped()).isEqualTo(1);
        assertThat(optimizer.state()).isEqualTo(state);
        assertThat(x.value()).isEqualTo(before);
        assertThatThrownBy(() -> optimizer.nonFinite(NonFinite.REFUSE).step(this::loss))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("step 1: the gradient of y [1] has Infinity at element 0; no param has moved");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void load_savedState_goesOnBitEqual(boolean strongWolfe) {
        var rule = new LBfgs().lr(strongWolfe ? 1 : 1e-2).maxIter(3).historySize(4).strongWolfe(strongWolfe);
        var optimizer = rule.over(both);
        for (int t = 0; t < 3; t++) {
            optimizer.step(this::loss);
        }
        StateDict saved = optimizer.state();
        Tensor atX = x.value();
        Tensor atY = y.value();
        for (int t = 0; t < 3; t++) {
            optimizer.step(this::loss);
        }
        Tensor endX = x.value();
        StateDict end = optimizer.state();

        x.set(atX);
        y.set(atY);
        var fresh = rule.over(both);
        fresh.load(saved);
        assertThat(fresh.state()).isEqualTo(saved);
        for (int t = 0; t < 3; t++) {
            fresh.step(this::loss);
        }

        assertThat(x.value()).isEqualTo(endX).isNotEqualTo(atX);
        assertThat(fresh.state()).isEqualTo(end);
    }

    @Test
    void step_limits_areKept() {
        new LBfgs().lr(1e-3).maxIter(7).maxEval(100).over(both).step(this::loss);
        assertThat(evaluations).isEqualTo(7);

        evaluations = 0;
        new LBfgs().lr(1e-3).maxIter(100).maxEval(9).over(both).step(this::loss);
        assertThat(evaluations).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void step_functionThatThrows_leavesTheParamsWhereAnIterationEnded(boolean strongWolfe) {
        var optimizer = new LBfgs().lr(strongWolfe ? 1 : 1e-3).strongWolfe(strongWolfe).over(both);
        float before = loss().item();
        for (int throwing = 2; throwing < 9; throwing++) {
            evaluations = 0;
            int last = throwing;
            Tensor start = x.value();

            assertThatThrownBy(() -> optimizer.step(() -> {
                if (evaluations == last - 1) {
                    throw new IllegalStateException("asked too often");
                }
                return loss();
            })).hasMessage("asked too often");

            float after = loss().item();
            assertThat(after).isLessThanOrEqualTo(before);
            assertThat(throwing > 2 || x.value().equals(start)).isTrue();
            before = after;
        }
        assertThat(optimizer.steps()).isZero();
        assertThat(optimizer.step(this::loss)).isEqualTo(before);
    }

    @Test
    void step_functionThatThrowsAtFirst_nextStepIsTheFirst() {
        y.set(Tensor.of(103));
        var optimizer = new LBfgs().over(Params.of(Map.of("y", y)));
        assertThatThrownBy(() -> optimizer.step(() -> {
            if (evaluations++ > 0) {
                throw new IllegalStateException("asked too often");
            }
            return y.sub(3).square().sum();
        })).hasMessage("asked too often");
        assertThat(y.item()).isEqualTo(103);

        optimizer.vary(LBfgs.class, (rule, step) -> rule.maxIter(1));
        optimizer.step(() -> y.sub(3).square().sum());

        assertThat(y.item()).isEqualTo(102); // a step of length 1, not one of the gradient's
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 0})
    void step_flatGradient_asksOnceAndStays(double tolerance) {
        x.set(Tensor.of(1, 1));
        y.set(Tensor.of(3));

        assertThat(new LBfgs().toleranceGradient(tolerance).over(both).step(this::loss)).isZero();

        assertThat(evaluations).isEqualTo(1);
        assertThat(x.value()).isEqualTo(Tensor.of(1, 1));
    }

    @Test
    void step_slopeWithinTheTolerance_stays() {
        var optimizer = new LBfgs().toleranceChange(1).over(Params.of(y));

        optimizer.step(() -> y.mul(0.5).sum()); // the slope along −g is −0.25

        assertThat(y.item()).isEqualTo(0.5f);
    }

    /// A line falls at one rate for ever: what ends the step is that the loss changes by 0.075, or y by 0.001.
    @ParameterizedTest
    @CsvSource({"0.5, 0.3, 0.1, 2", "0.5, 0.3, 0.07, 20", "10, 1e-3, 2e-3, 2", "10, 1e-3, 5e-4, 20"})
    void step_changeWithinTheTolerance_endsIt(double slope, double lr, double tolerance, int asked) {
        var optimizer = new LBfgs().lr(lr).toleranceChange(tolerance).over(Params.of(y));

        optimizer.step(() -> {
            evaluations++;
            return y.mul(slope).add(5).sum();
        });

        assertThat(evaluations).isEqualTo(asked);
    }

    @Test
    void step_strongWolfe_keepsTheLimitOfEvaluations() {
        new LBfgs().strongWolfe(true).maxIter(100).maxEval(9).over(both).step(this::loss);

        assertThat(evaluations).isBetween(9, 12);
    }

    /// The search for the kink of 100 |y| ends by the tolerance, which is one of y; the point before the last may be the lowest.
    @Test
    void step_strongWolfeAtAKink_endsAtTheLowestPointWithinTheTolerance() {
        y.set(Tensor.of(0.9f));
        var asked = new ArrayList<Float>();

        new LBfgs().strongWolfe(true).maxIter(1).toleranceChange(1e-2).over(Params.of(y)).step(() -> {
            asked.add(Math.abs(y.item()));
            return y.abs().mul(100).sum();
        });

        assertThat(asked).hasSizeBetween(4, 15);
        assertThat(Math.abs(y.item())).isEqualTo(Collections.min(asked)).isLessThan(1e-2f);
        assertThat(asked.getLast()).isGreaterThan(Collections.min(asked));
    }

    @Test
    void step_paramTheLossDoesNotRead_stays() {
        var optimizer = new LBfgs().strongWolfe(true).over(both);

        optimizer.step(() -> y.sub(3).square().sum());

        assertThat(x.value()).isEqualTo(Tensor.of(-1.2f, 1));
        assertThat((double) y.item()).isCloseTo(3, within(1e-4));
    }

    @Test
    void step_firstIteration_goesAtMostOneAlongTheGradient() {
        y.set(Tensor.of(103));

        new LBfgs().maxIter(1).over(Params.of(y)).step(() -> y.sub(3).square().sum());

        assertThat((double) y.item()).isCloseTo(102, within(1e-4));
    }

    @Test
    void step_otherRule_takesTheFunctionToo() {
        var optimizer = new Sgd().lr(0.25).over(Params.of(y));

        double before = optimizer.step(() -> y.sub(3).square().sum());

        assertThat(before).isCloseTo(6.25, within(1e-6));
        assertThat(y.item()).isEqualTo(1.75f);
    }

    private static LineSearch.Point search(DoubleUnaryOperator value, DoubleUnaryOperator slope, double first) {
        LineSearch.Function function =
                t -> new LineSearch.Point(t, value.applyAsDouble(t), slope.applyAsDouble(t), new float[0]);
        return new LineSearch(function, 1e-12).from(function.at(0), first);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.01, 0.3, 1, 5, 100})
    void lineSearch_anyFirstGuess_meetsTheStrongWolfeConditions(double first) {
        // a parabola with its foot at 2; a quartic with a flat start; a wave on a slope
        for (DoubleUnaryOperator[] f : new DoubleUnaryOperator[][] {{t -> (t - 2) * (t - 2), t -> 2 * (t - 2)},
            {t -> t * t * t * t / 4 - t, t -> t * t * t - 1},
            {t -> Math.sin(3 * t) / 3 - t / 2 + t * t / 8 - t, t -> Math.cos(3 * t) - 1.5 + t / 4}}) {
            double startSlope = f[1].applyAsDouble(0);
            var found = search(f[0], f[1], first);

            assertThat(found.value()).isLessThanOrEqualTo(f[0].applyAsDouble(0) + 1e-4 * found.t() * startSlope);
            assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(0.9 * Math.abs(startSlope));
        }
    }

    @Test
    void lineSearch_valuesThatOverflow_staysWhereTheyDoNot() {
        var found = search(t -> t > 1 ? Double.NaN : -t, t -> t > 1 ? Double.NaN : -1, 50);

        assertThat(found.t()).isLessThanOrEqualTo(1).isPositive();
    }
}
