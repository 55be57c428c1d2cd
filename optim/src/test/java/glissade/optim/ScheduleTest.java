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
}
