package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Mode;
import glissade.autograd.Recompute;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NormLayersTest {

    private static final Tensor BATCH = RandomStream.of(1).normal(Shape.of(64, 3), 5, 2);

    @Test
    void batchNorm_training_gathersTheUnbiasedVariance() {
        var norm = BatchNorm1d.of(2);

        norm.forward(Tensor.of(Shape.of(3, 2), 1, 10, 2, 20, 3, 30));

        var values = norm.statistics().values();
        assertThat(values.batches()).isEqualTo(1);
        assertThat(values.mean().at(0)).isCloseTo(0.2f, within(1e-6f));
        assertThat(values.variance().at(0)).isCloseTo(1, within(1e-6f)); // 0.9 · 1 + 0.1 · 1
        assertThat(values.variance().at(1)).isCloseTo(0.9f + 0.1f * 100, within(1e-5f));
    }

    @Test
    void batchNorm_withoutMomentum_isTheMeanOfAllBatches() {
        var norm = BatchNorm1d.of(1).withMomentum(null);

        norm.forward(Tensor.of(Shape.of(2, 1), 0, 2));
        norm.forward(Tensor.of(Shape.of(2, 1), 4, 6));

        assertThat(norm.statistics().values().mean().at(0)).isEqualTo(3);
        assertThat(norm.statistics().values().variance().at(0)).isEqualTo(2);
    }

    @Test
    void batchNorm_atTestInATrainingNet_keepsItsStatisticsAndLetsGradientsThrough() {
        var frozen = BatchNorm1d.of(3);
        var net = Sequential.of(new AtTest(frozen), BatchNorm1d.of(3));
        var before = frozen.statistics().values();
        Variable x = Variable.tracked(BATCH);

        var gradients = Mode.train(() -> net.forward(x).square().sum().backward());

        assertThat(frozen.statistics().values()).isSameAs(before);
        assertThat(((BatchNorm1d) net.layers().get(1)).statistics().values().batches()).isEqualTo(1);
        assertThat(gradients.find(x)).isPresent();
        assertThat(net.state().names()).contains("0.running_mean", "0.weight", "1.num_batches_tracked");
    }

    @Test
    void batchNorm_segmentRunAgain_gathersOnce() {
        var norm = BatchNorm1d.of(3);
        Variable x = Variable.tracked(BATCH);

        Recompute.segment(() -> norm.forward(x)).square().sum().backward();

        assertThat(norm.statistics().values().batches()).isEqualTo(1);
    }

    @Test
    void layerNorm_largeMean_losesNoDigits() {
        Tensor x = Tensor.of(4096, 4097, 4098, 4099).add(1 << 20);
        Tensor small = Tensor.of(0, 1, 2, 3);

        assertThat(LayerNorm.plain(4).predict(x)).isEqualTo(LayerNorm.plain(4).predict(small));
    }

    @Test
    void layerNorm_nan_staysInItsRow() {
        Tensor y = LayerNorm.of(2).predict(Tensor.of(Shape.of(2, 2), Float.NaN, 1, 0, 1));

        assertThat(y.at(0, 1)).isNaN();
        assertThat(y.at(1, 1)).isCloseTo(1, within(1e-4f));
    }

    @Test
    void layerNorm_noRows_isEmpty() {
        Variable x = Variable.tracked(Tensor.zeros(0, 3));
        var norm = LayerNorm.of(3);

        Variable y = norm.forward(x);

        assertThat(y.shape()).isEqualTo(Shape.of(0, 3));
        assertThat(y.sum().backward().of(norm.parameters().named("weight"))).isEqualTo(Tensor.zeros(3));
    }

    @Test
    void norms_bothDoors_giveTheSameGradient() {
        Variable x = Variable.tracked(RandomStream.of(2).normal(Shape.of(3, 4, 37)));
        var norm = GroupNorm.of(2, 4);

        Tensor fused = norm.forward(x).sin().sum().backward().of(x);
        Tensor composed = norm.forward(x).sin().sum().gradient(x).value();

        assertThat(fused.sub(composed).abs().max().item()).isLessThan(1e-5f);
    }

    @Test
    void instanceNorm_eachChannel_hasMean0Variance1() {
        Tensor y = InstanceNorm.plain(2).predict(RandomStream.of(3).normal(Shape.of(2, 2, 100), 7, 3));

        assertThat(y.mean(2).abs().max().item()).isLessThan(1e-6f);
        assertThat(y.square().mean(2).sub(1).abs().max().item()).isLessThan(1e-4f);
    }

    @Test
    void instanceNorm_emptyBatch_staysEmpty() {
        assertThat(InstanceNorm.of(2).predict(Tensor.zeros(0, 2, 3))).isEqualTo(Tensor.zeros(0, 2, 3));
    }
}
