package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.data.Pairs;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearRegressionTest {

    private static double[] numbers(String line) {
        return List.of(line.substring(13).strip().split("\\s+")).stream().mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7})
    void run_anySeed_allRulesFindTheLeastSquaresLine(long seed) {
        var run = Run.of("linear-regression", "--seed", Long.toString(seed));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var lines = run.out().lines().toList();
        assertThat(lines.subList(3, 8)).extracting(line -> line.substring(0, 13).strip())
                .containsExactly("SGD", "momentum", "RMSprop", "Adam", "least squares");
        double[] best = numbers(lines.get(7));
        for (String line : lines.subList(3, 7)) {
            double[] found = numbers(line);
            assertThat(found[0]).as("w of " + line).isCloseTo(best[0], within(0.01));
            assertThat(found[1]).as("b of " + line).isCloseTo(best[1], within(0.01));
            assertThat(found[2]).as("loss of " + line).isCloseTo(best[2], within(1e-4)).isGreaterThanOrEqualTo(best[2]);
        }
        assertThat(lines.subList(2, lines.size()))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void run_twice_printsTheSame() {
        assertThat(Run.of("linear-regression").out()).isEqualTo(Run.of("linear-regression").out());
    }

    @Test
    void run_anotherSeed_hasOtherPoints() {
        assertThat(Run.of("linear-regression", "--seed", "2").out()).isNotEqualTo(Run.of("linear-regression").out());
    }

    @Test
    void run_withARateFarTooHigh_saysWhatDiverged() {
        var run = Run.of("linear-regression", "--lr", "1000");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("SGD               diverged     diverged     diverged\n", "least squares");
    }

    @Test
    void leastSquares_ofPointsOnALine_isTheLine() {
        Tensor x = Tensor.of(Shape.of(4, 1), -1, 0, 1, 3);
        var fit = LinearRegression.leastSquares(new Pairs(x, x.mul(-3).add(2)));
        assertThat(fit.w()).isEqualTo(-3);
        assertThat(fit.b()).isEqualTo(2);
    }

    @Test
    void leastSquares_nearby_hasTheLeastLoss() {
        Pairs points = LinearRegression.points(1);
        var best = LinearRegression.leastSquares(points);
        for (double step : new double[] {-1e-3, 1e-3}) {
            assertThat(new LinearRegression.Fit("", best.w() + step, best.b(), new double[0]).loss(points))
                    .isGreaterThan(best.loss(points));
            assertThat(new LinearRegression.Fit("", best.w(), best.b() + step, new double[0]).loss(points))
                    .isGreaterThan(best.loss(points));
        }
    }
}
