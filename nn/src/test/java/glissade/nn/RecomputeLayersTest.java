package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Recompute;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Layers with state inside of a [Recompute#segment].
class RecomputeLayersTest {

    /// Gathers the mean of what passes, as batch norm does.
    private record Gather(RunningStatistics statistics) implements Layer {
        @Override
        public Variable forward(Variable x) {
            if (Mode.isTraining() && !Mode.isRecomputing()) {
                var before = statistics.values();
                statistics.replace(new RunningStatistics.Values(before.mean().add(x.value().mean(0)), before.variance(),
                        before.batches() + 1));
            }
            return x;
        }
    }

    private static Sequential net() {
        RandomStream random = RandomStream.of(1);
        return Sequential.of(Linear.init(4, 4, random), new Gather(RunningStatistics.of(4)), Dropout.init(0.5, random),
                Variable::tanh, Linear.init(4, 4, random), Dropout.init(0.25, random));
    }

    @Test
    void segment_dropoutAndStatistics_trainAsWithout() {
        Sequential plain = net();
        Sequential recomputed = net();
        Tensor x = RandomStream.of(2).uniform(Shape.of(8, 4));
        var gradients = new ArrayList<List<Tensor>>();
        for (int step = 0; step < 3; step++) {
            gradients.clear();
            gradients.add(gradients(plain, plain.forward(x)));
            gradients.add(gradients(recomputed, Recompute.segment(recomputed::forward, Variable.of(x))));

            assertThat(gradients.getLast()).isEqualTo(gradients.getFirst());
        }

        assertThat(recomputed.streams()).isEqualTo(plain.streams());
        assertThat(recomputed.state()).isEqualTo(plain.state());
        assertThat(recomputed.state().integer("1.num_batches_tracked")).isEqualTo(3);
    }

    private static List<Tensor> gradients(Sequential net, Variable y) {
        Gradients gradients = y.square().sum().backward();
        var all = new ArrayList<Tensor>();
        for (Param param : net.parameters()) {
            all.add(gradients.of(param));
        }
        return all;
    }
}
