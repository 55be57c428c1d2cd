package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import glissade.tensor.Shape;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Test
    void take_afterGive_isThatArrayOnce() {
        float[] given = new float[12_347];
        Pool.give(given);

        assertThat(Pool.take(Shape.of(12_347))).isSameAs(given);
        assertThat(Pool.take(Shape.of(12_347))).isNotSameAs(given).hasSize(12_347);
    }

    /// Where assertions are on, what is read after it was given back, or before it was written, shows.
    @Test
    void giveAndTake_checked_areFullOfNaN() {
        assumeThat(Pool.isChecked()).isTrue();
        float[] given = new float[12_355];
        Pool.give(given);

        assertThat(given).containsOnly(Float.NaN);
        assertThat(Pool.take(Shape.of(12_356))).containsOnly(Float.NaN);
    }

    /// Its thread keeps nothing else.
    @Test
    void take_afterTheFirstGiveOfAThread_isThatArray() throws InterruptedException {
        float[][] given = {new float[12_353], new float[12_354]};
        float[][] taken = new float[3][];
        Thread.ofPlatform().start(() -> {
            Pool.give(given[0]);
            Pool.give(given[1]);
            taken[0] = Pool.take(Shape.of(12_353));
            taken[1] = Pool.take(Shape.of(12_354));
            taken[2] = Pool.take(Shape.of(12_354));
        }).join();

        assertThat(taken[0]).isSameAs(given[0]);
        assertThat(taken[1]).isSameAs(given[1]);
        assertThat(taken[2]).isNotSameAs(given[1]).hasSize(12_354);
    }

    @Test
    void take_otherSize_isANewArray() {
        float[] given = new float[12_349];
        Pool.give(given);

        assertThat(Pool.take(Shape.of(2, 6_174))).hasSize(12_348);
        assertThat(Pool.take(Shape.of(12_349))).isSameAs(given);
    }

    @Test
    void give_many_keepsTheLast() {
        for (int i = 0; i < 40; i++) {
            Pool.give(new float[20_000 + i]);
        }
        float[] last = new float[30_001];
        Pool.give(last);

        assertThat(Pool.take(Shape.of(30_001))).isSameAs(last);
    }

    @Test
    void take_virtualThread_keepsNothing() throws InterruptedException {
        float[] given = new float[12_351];
        float[][] taken = new float[1][];
        Thread.ofVirtual().start(() -> {
            Pool.give(given);
            taken[0] = Pool.take(Shape.of(12_351));
        }).join();

        assertThat(taken[0]).isNotSameAs(given).hasSize(12_351);
    }
}
