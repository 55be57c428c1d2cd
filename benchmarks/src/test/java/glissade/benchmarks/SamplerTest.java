package glissade.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SamplerTest {

    @Test
    void time_epochs_oneCallOfWarmUpAndThreeSamplesOfOne() {
        var calls = new AtomicInteger();
        Sampler.EPOCHS.time(calls::incrementAndGet);
        assertThat(calls.get()).isEqualTo(4);
    }

    @Test
    void time_noSecondsOfWarmUp_stillMakesTheCalls() {
        var calls = new AtomicInteger();
        new Sampler(3, 0, 1, 0).time(calls::incrementAndGet);
        assertThat(calls.get()).isEqualTo(4);
    }

    @Test
    void time_samplesOfSeconds_manyShortCallsInEach() {
        var calls = new AtomicInteger();
        new Sampler(1, 0, 2, 0.01).time(calls::incrementAndGet);
        assertThat(calls.get()).isGreaterThan(1000);
    }

    @Test
    void time_anyCall_medianBetweenLeastAndGreatest() {
        var time = new Sampler(1, 0, 5, 0.001).time(() -> "result");
        assertThat(time.median()).isBetween(time.least(), time.greatest());
        assertThat(time.least()).isPositive();
    }

    @Test
    void median_oddAndEvenCounts_middleOrMeanOfTheMiddle() {
        assertThat(Sampler.median(1, 2, 9)).isEqualTo(2);
        assertThat(Sampler.median(1, 2, 4, 9)).isEqualTo(3);
    }
}
