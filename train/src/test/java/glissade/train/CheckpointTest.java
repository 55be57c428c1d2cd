package glissade.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import glissade.data.Batches;
import glissade.data.Labelled;
import glissade.nn.Dropout;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.optim.Adam;
import glissade.optim.Optimizer;
import glissade.optim.Schedule;
import glissade.tensor.Backend;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.SafeTensors;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    @TempDir
    Path folder;

    /// A net that draws random numbers as it trains, its optimizer, and epochs in an order of their own.
    private static final class Run {
        final Sequential net;
        final Optimizer adam;
        final Batches<Labelled> batches;

        Run(int hidden) {
            var random = RandomStream.of(3);
            net = Sequential.of(Linear.init(5, hidden, random), new Relu(), Dropout.init(0.5, random),
                    Linear.init(hidden, 3, random));
            adam = new Adam().lr(0.05).over(net.parameters()).schedule(Schedule.cosine(40));
            var inputs = random.normal(Shape.of(20, 5));
            int[] labels = new int[20];
            Arrays.setAll(labels, i -> i % 3);
            batches = Batches.of(new Labelled(inputs, Indices.of(labels)), 6).shuffled(9);
        }

        void train(int from, int to) {
            for (int epoch = from; epoch < to; epoch++) {
                for (Labelled batch : batches.epoch(epoch)) {
                    adam.step(Losses.crossEntropy(net.forward(batch.inputs()), batch.labels()).backward());
                }
            }
        }

        StateDict all() {
            return net.state().prefixed("net").withAll(net.streams().prefixed("streams"))
                    .withAll(adam.state().prefixed("adam"));
        }
    }

    @Test
    void load_ofAStoppedRun_goesOnWithTheSameBits() throws IOException {
        Path file = folder.resolve("run.safetensors");
        var whole = new Run(8);
        whole.train(0, 6);

        var first = new Run(8);
        first.train(0, 2);
        Checkpoint.save(file, first.net, first.adam, 2);
        var second = new Run(8);
        int epoch = Checkpoint.load(file, second.net, second.adam);
        assertThat(epoch).isEqualTo(2);
        assertThat(second.all()).isEqualTo(first.all());
        second.train(epoch, 6);

        assertThat(second.all()).isEqualTo(whole.all());
    }

    @Test
    void save_anyRun_saysVersionAndSeed() throws IOException {
        var run = new Run(8);
        Path file = folder.resolve("described.safetensors");

        Checkpoint.save(file, run.net, run.adam, 0);
        assertThat(SafeTensors.read(file).metadata())
                .isEqualTo(Map.of("glissade.version", Backend.version(), "seed", "3"));

        Checkpoint.saveWeights(file, run.net);
        assertThat(SafeTensors.read(file).metadata())
                .isEqualTo(Map.of("glissade.version", Backend.version(), "seed", "3"));
    }

    @Test
    void saveWeights_netWithoutStreams_isToldTheSeed() throws IOException {
        var net = Linear.init(2, 2, RandomStream.of(5));
        Path file = folder.resolve("told.safetensors");

        Checkpoint.saveWeights(file, net);
        assertThat(SafeTensors.read(file).metadata()).containsOnlyKeys("glissade.version");

        Checkpoint.saveWeights(file, net, 5);
        assertThat(SafeTensors.read(file).metadata()).containsEntry("seed", "5");
        Checkpoint.loadWeights(file, net);
    }

    @Test
    void load_withoutTheStreams_wouldGiveOtherBits() {
        var whole = new Run(8);
        whole.train(0, 4);

        var first = new Run(8);
        first.train(0, 2);
        var second = new Run(8);
        second.net.load(first.net.state());
        second.adam.load(first.adam.state());
        second.train(2, 4);

        assertThat(second.net.state()).isNotEqualTo(whole.net.state());
    }

    @Test
    void save_again_givesTheSameFile() throws IOException {
        var run = new Run(8);
        run.train(0, 1);
        Checkpoint.save(folder.resolve("a"), run.net, run.adam, 1);
        Checkpoint.save(folder.resolve("b"), run.net, run.adam, 1);
        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    }

    @Test
    void resume_withoutAFile_startsAtTheFirstEpoch() throws IOException {
        Path file = folder.resolve("run.safetensors");
        var run = new Run(8);
        var before = run.all();
        assertThat(Checkpoint.resume(file, run.net, run.adam)).isZero();
        assertThat(run.all()).isEqualTo(before);
        Checkpoint.save(file, run.net, run.adam, 7);
        assertThat(Checkpoint.resume(file, run.net, run.adam)).isEqualTo(7);
    }

    @Test
    void load_ofAnotherNet_namesTheFileAndChangesNothing() throws IOException {
        Path file = folder.resolve("run.safetensors");
        var saved = new Run(8);
        saved.train(0, 1);
        Checkpoint.save(file, saved.net, saved.adam, 1);

        var other = new Run(16);
        other.train(0, 1);
        var before = other.all();
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.load(file, other.net, other.adam))
                .withMessageStartingWith(file + ": ");
        assertThat(other.all()).isEqualTo(before);
    }

    @Test
    void load_whoseNetFitsNotButWhoseOptimizerDoes_changesNothing() throws IOException {
        Path file = folder.resolve("run.safetensors");
        var saved = new Run(8);
        saved.train(0, 1);
        Checkpoint.save(file, saved.net, saved.adam, 1);
        SafeTensors.write(file, SafeTensors.read(file).with("streams.9.random", Shape.of(3), 3, 0, 0));

        var run = new Run(8);
        var before = run.all();
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.load(file, run.net, run.adam))
                .withMessageStartingWith(file + ": loadStreams: ").withMessageContaining("unexpected: 9.random [3]");
        assertThat(run.all()).isEqualTo(before);
    }

    @Test
    void loadWeights_ofACheckpoint_saysWhatToCall() throws IOException {
        var run = new Run(4);
        Path file = folder.resolve("run.safetensors");
        Checkpoint.save(file, run.net, run.adam, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.loadWeights(file, run.net))
                .withMessage(
                        file + ": this is a checkpoint, not a file of weights\n  fix: read it with load(…); the weights"
                                + " alone are net.load(SafeTensors.read(file).under(\"net\"))");

        new Run(4).net.load(SafeTensors.read(file).under("net"));
    }

    @Test
    void load_ofWeights_saysWhatToCall() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        var run = new Run(8);
        Checkpoint.saveWeights(file, run.net);
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.load(file, run.net, run.adam))
                .withMessage(file + ": this is not a checkpoint, for it has no \"epochs\"; a file of weights is read"
                        + " with loadWeights");
    }

    @Test
    void load_ofANegativeNumberOfEpochs_isRefused() throws IOException {
        Path file = folder.resolve("run.safetensors");
        var run = new Run(8);
        Checkpoint.save(file, run.net, run.adam, 1);
        SafeTensors.write(file, SafeTensors.read(file).with("epochs", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.load(file, run.net, run.adam))
                .withMessage(file + ": \"epochs\" is -1, must be from 0 to 2147483647");
    }

    @Test
    void save_ofANegativeNumberOfEpochs_isRefused() {
        var run = new Run(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.save(folder.resolve("run"), run.net, run.adam, -1))
                .withMessage("checkpoint: epochs is -1, must be 0 or more");
    }

    @Test
    void saveWeights_read_hasPyTorchsNamesAndTheSameBits() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        var run = new Run(8);
        run.train(0, 1);
        Checkpoint.saveWeights(file, run.net);
        assertThat(SafeTensors.read(file)).isEqualTo(
                run.net.state().withMetadata("glissade.version", Backend.version()).withMetadata("seed", "3"));
        assertThat(SafeTensors.read(file).names()).containsExactly("0.weight", "0.bias", "3.weight", "3.bias");

        var other = new Run(8);
        Checkpoint.loadWeights(file, other.net);
        assertThat(other.net.state()).isEqualTo(run.net.state());
    }

    @Test
    void loadWeights_ofAnotherNet_namesTheFileAndChangesNothing() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Checkpoint.saveWeights(file, new Run(8).net);
        var other = new Run(16);
        var before = other.net.state();
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.loadWeights(file, other.net))
                .withMessageStartingWith(file + ": load: the state is not that of this net; nothing was loaded")
                .withMessageContaining("0.weight");
        assertThat(other.net.state()).isEqualTo(before);
    }

    @Test
    void save_toAFolderThatIsMissing_namesIt() {
        var run = new Run(8);
        Path file = folder.resolve("missing").resolve("run.safetensors");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Checkpoint.save(file, run.net, run.adam, 0))
                .withMessage("cannot write " + file + ": there is no folder " + file.getParent() + "; create it first");
        assertThat(Files.exists(file)).isFalse();
    }
}
