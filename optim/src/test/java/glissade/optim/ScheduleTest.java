package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static double[] factors(Schedule schedule, int steps) {
        return LongStream.range(0, steps).mapToDouble(schedule::factor).toArray();
    }

    @Test
    void constant_anyStep_isTheFactor() {
        assertThat(Schedule.constant(0.5).factor(0)).isEqualTo(0.5);
        assertThat(Schedule.constant(0.5).factor(Long.MAX_VALUE)).isEqualTo(0.5);
        assertThat(Schedule.constant(0.5).length()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void warmup_steps_riseFromOneNthToOne() {
        assertThat(factors(Schedule.warmup(4), 7)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1, 1);
        assertThat(factors(Schedule.warmup(1), 2)).containsExactly(1, 1);
        assertThat(Schedule.warmup(4).length()).isEqualTo(4);
    }

    @Test
    void linear_steps_fallToTheEnd() {
        assertThat(factors(Schedule.linear(0.5, 4), 7)).containsExactly(1, 0.875, 0.75, 0.625, 0.5, 0.5, 0.5);
        assertThat(Schedule.linear(0, 3).factor(3)).isZero();
        assertThat(Schedule.linear(2, 2).factor(1)).isEqualTo(1.5);
        assertThat(Schedule.linear(0.5, 4).length()).isEqualTo(4);
    }

    @Test
    void cosine_steps_fallAlongHalfACosine() {
        var cosine = Schedule.cosine(3);

        assertThat(factors(cosine, 6)).containsExactly(new double[] {1, 0.75, 0.25, 0, 0, 0}, within(1e-15));
        assertThat(Schedule.cosine(100).factor(100)).isZero();
        assertThat(Schedule.cosine(2).factor(Long.MAX_VALUE)).isZero();
        assertThat(cosine.length()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 100, 1001})
    void factors_everySchedule_areFiniteAndNotNegative(long steps) {
        for (Schedule schedule : new Schedule[] {Schedule.warmup(steps), Schedule.linear(0, steps),
            Schedule.linear(1e-17, steps), Schedule.cosine(steps), Schedule.warmup(3).then(Schedule.cosine(steps))}) {
            for (double factor : factors(schedule, (int) steps + 5)) {
                assertThat(factor).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void then_twoSchedules_followEachOther() {
        var both = Schedule.warmup(2).then(Schedule.linear(0, 4));

        assertThat(factors(both, 9)).containsExactly(0.5, 1, 1, 0.75, 0.5, 0.25, 0, 0, 0);
        assertThat(both.length()).isEqualTo(6);
    }

    @Test
    void then_three_followEachOtherHoweverTheyAreGrouped() {
        var a = Schedule.warmup(2);
        var b = Schedule.linear(0.5, 2);
        var c = Schedule.cosine(3);

        assertThat(factors(a.then(b).then(c), 12)).containsExactly(factors(a.then(b.then(c)), 12));
        assertThat(a.then(b).then(c).length()).isEqualTo(7);
    }

    @Test
    void then_endless_hasNoEnd() {
        var forever = Schedule.warmup(2).then(Schedule.constant(0.1));

        assertThat(forever.length()).isEqualTo(Long.MAX_VALUE);
        assertThat(factors(forever, 4)).containsExactly(0.5, 1, 0.1, 0.1);
    }

    @Test
    void then_lengthsBeyondLong_haveNoEnd() {
        var long1 = Schedule.linear(0.5, Long.MAX_VALUE - 1);

        assertThat(long1.then(long1).length()).isEqualTo(Long.MAX_VALUE);
        assertThat(long1.then(long1).factor(0)).isEqualTo(1);
    }

    @Test
    void factor_lambda_isASchedule() {
        Schedule inverse = step -> 1 / (1.0 + step);

        assertThat(factors(inverse, 3)).containsExactly(1, 0.5, 1 / 3.0);
        assertThat(factors(Schedule.warmup(2).then(inverse), 4)).containsExactly(0.5, 1, 1, 0.5);
    }

    @Test
    void linear_twoFactors_goesFromOneToTheOther() {
        assertThat(factors(Schedule.linear(0.25, 1, 3), 5)).containsExactly(0.25, 0.5, 0.75, 1, 1);
    }

    @Test
    void polynomial_square_slowsDownTowardsTheEnd() {
        assertThat(factors(Schedule.polynomial(0.2, 2, 4), 6)).containsExactly(
                new double[] {1, 0.65, 0.4, 0.25, 0.2, 0.2},
                within(1e-15));
    }

    @Test
    void exponential_smoothAndInStairs_agreeAtTheStairs() {
        var smooth = Schedule.exponential(0.25, 2);
        var stairs = Schedule.exponential(0.25).every(2);

        assertThat(factors(smooth, 5)).containsExactly(1, 0.5, 0.25, 0.125, 0.0625);
        assertThat(factors(stairs, 5)).containsExactly(1, 1, 0.25, 0.25, 0.0625);
    }

    @Test
    void inverseTime_steps_isOneOverOnePlusTheirMultiple() {
        assertThat(factors(Schedule.inverseTime(1, 2), 4)).containsExactly(1, 1 / 1.5, 0.5, 1 / 2.5);
    }

    @Test
    void milestones_oneOfThemTwice_countsTwice() {
        assertThat(factors(Schedule.milestones(0.5, 1, 3, 3), 5)).containsExactly(1, 0.5, 0.5, 0.125, 0.125);
    }

    @Test
    void piecewise_boundaries_beginTheNextFactor() {
        assertThat(factors(Schedule.piecewise(new long[] {1, 3}, 1, 0.5, 0.25), 5)).containsExactly(1, 0.5, 0.5, 0.25,
                0.25);
    }

    @Test
    void piecewise_arraysChangedLater_stays() {
        long[] boundaries = {2};
        double[] values = {1, 0.5};
        var schedule = Schedule.piecewise(boundaries, values);
        boundaries[0] = 0;
        values[1] = 7;

        assertThat(factors(schedule, 3)).containsExactly(1, 1, 0.5);
    }

    @Test
    void through_points_areMetAndJoined() {
        var line = Schedule.through(Anneal.LINEAR, new long[] {1, 3, 4}, 1, 2, 0.5);
        var wave = Schedule.through(Anneal.COSINE, new long[] {0, 2}, 1, 0);

        assertThat(factors(line, 7)).containsExactly(1, 1, 1.5, 2, 0.5, 0.5, 0.5);
        assertThat(line.length()).isEqualTo(4);
        assertThat(factors(wave, 4)).containsExactly(new double[] {1, 0.5, 0, 0}, within(1e-15));
    }

    @Test
    void cosine_endAndPower_boundTheFall() {
        assertThat(factors(Schedule.cosine(0.5, 2), 4)).containsExactly(new double[] {1, 0.75, 0.5, 0.5},
                within(1e-15));
        assertThat(factors(Schedule.cosine(0, 2, 2), 3)).containsExactly(new double[] {1, 0.25, 0}, within(1e-15));
    }

    @Test
    void cosineWave_afterItsFall_risesAgain() {
        assertThat(factors(Schedule.cosineWave(0, 2), 5)).containsExactly(new double[] {1, 0.5, 0, 0.5, 1},
                within(1e-15));
    }

    @Test
    void warmRestarts_periods_stretchAndShrink() {
        assertThat(factors(Schedule.warmRestarts(2, 1, 0.5, 0), 5)).containsExactly(
                new double[] {1, 0.5, 0.5, 0.25, 0.25},
                within(1e-15));
        assertThat(factors(Schedule.warmRestarts(1, 2, 1, 0), 7)).containsExactly(
                factors(Schedule.cosine(1).during(1).then(Schedule.cosine(2)).then(Schedule.cosine(4)), 7),
                within(1e-15));
    }

    @Test
    void product_changes_multiplyUpInAnyOrderOfAsking() {
        var schedule = Schedule.product(step -> 1.0 / step);

        assertThat(schedule.factor(4)).isEqualTo(1.0 / 24, within(1e-17));
        assertThat(schedule.factor(2)).isEqualTo(0.5);
        assertThat(factors(schedule, 4)).containsExactly(1, 1, 0.5, 0.5 * (1.0 / 3));
    }

    @Test
    void times_two_multiplyAndKeepTheFirstOnesLength() {
        var product = Schedule.linear(0, 2).times(Schedule.exponential(0.5));

        assertThat(factors(product, 4)).containsExactly(1, 0.25, 0, 0);
        assertThat(product.length()).isEqualTo(2);
        assertThat(factors(product.then(Schedule.constant(3)), 4)).containsExactly(1, 0.25, 3, 3);
    }

    @Test
    void during_endless_isCutOff() {
        assertThat(factors(Schedule.exponential(0.5).during(1).then(Schedule.constant(0.1)), 3)).containsExactly(1, 0.1,
                0.1);
    }

    @Test
    void within_bounds_hold() {
        assertThat(factors(Schedule.linear(0, 4).within(0.2, 0.6), 5)).containsExactly(0.6, 0.6, 0.5, 0.25, 0.2);
    }

    @Test
    void every_bounded_isLongerByAsMuch() {
        assertThat(Schedule.warmup(3).every(4).length()).isEqualTo(12);
        assertThat(Schedule.constant(1).every(4).length()).isEqualTo(Long.MAX_VALUE);
    }
}
