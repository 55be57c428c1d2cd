package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.data.Batches;
import glissade.data.Labelled;
import glissade.data.Mnist;
import glissade.tensor.SafeTensors;
import glissade.train.Accuracy;
import glissade.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistMlpTest {

    @TempDir
    Path folder;

    private static String last(Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out().lines().toList().getLast();
    }

    private static double percent(String line) {
        assertThat(line).matches("test accuracy \\d+\\.\\d\\d %");
        return Double.parseDouble(line.replaceAll("[^0-9.]", ""));
    }

    @Test
    void run_onFewDigits_learnsAndSavesTheNetThatItTested() throws IOException {
        Path file = folder.resolve("made").resolve("net.safetensors");
        var run = Run.words("mnist", "--limit 2000 --epochs 2 --save " + file);
        String last = last(run);
        assertThat(percent(last)).isGreaterThan(85);
        String percent = "\\d+\\.\\d\\d %";
        String line = "epoch \\d/2  loss \\d\\.\\d{4}  train " + percent + "  test " + percent
                + "  \\d+\\.\\d s  \\d+ digits/s";
        assertThat(run.out().lines().filter(each -> each.startsWith("epoch "))).hasSize(2)
                .allMatch(each -> each.matches(line));
        assertThat(run.out()).contains("\nweights saved to " + file + "\n");

        var net = MnistMlp.net(128, 99);
        Checkpoint.loadWeights(file, net);
        var accuracy = new Accuracy();
        for (Labelled batch : Batches.of(Mnist.read(Datasets.folder("mnist")).test(), 500).epoch(0)) {
            accuracy.add(net.predict(batch.inputs()), batch.labels());
        }
        assertThat("test accuracy " + accuracy).isEqualTo(last);
    }

    @Test
    void run_anyNumberOfThreads_savesTheSameBits() throws IOException {
        var files = List.of(folder.resolve("one"), folder.resolve("three"));
        last(Run.of("mnist", "--limit", "300", "--epochs", "1", "--threads", "1", "--save", files.get(0).toString()));
        last(Run.of("mnist", "--limit", "300", "--epochs", "1", "--threads", "3", "--save", files.get(1).toString()));
        assertThat(files.get(0)).hasSameBinaryContentAs(files.get(1));
    }

    @Test
    void run_otherOptions_makeAnotherNet() throws IOException {
        Path file = folder.resolve("net");
        String common = "--limit 100 --hidden 16 --save " + file + " ";
        last(Run.words("mnist", common));
        var first = SafeTensors.read(file);
        assertThat(first.shape("0.weight")).hasToString("[16, 784]");
        for (String option : List.of("--seed 2", "--lr 0.1", "--batch 32", "--optimizer sgd", "--optimizer rmsprop",
                "--optimizer adamw", "--epochs 1")) {
            last(Run.words("mnist", common + option));
            assertThat(SafeTensors.read(file)).as(option).isNotEqualTo(first);
        }
    }

    @Test
    void run_withoutTheData_saysWhichFileIsMissing() {
        Path save = folder.resolve("new").resolve("net");
        var run = Run.of("mnist", "--data", folder.toString(), "--save", save.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(save.getParent()).doesNotExist();
        assertThat(run.err()).isEqualTo("mnist: " + folder.resolve("train-images-idx3-ubyte.gz")
                + ": this file of MNIST is missing; the project keeps it in datasets/mnist, and --data names another folder\n");
    }

    @Test
    void run_withAFolderInPlaceOfTheFile_saysSoBeforeItTrains() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        var run = Run.of("mnist", "--save", taken.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("mnist: cannot write " + taken + ": it is a folder\n");
        assertThat(run.out()).doesNotContain("epoch 1/");
    }

    @Test
    void run_belowAFile_saysSoAndLeavesTheFile() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "precious");
        var run = Run.of("mnist", "--save", old.resolve("net").toString());
        assertThat(run.status()).isEqualTo(1);
        Path file = old.resolve("net");
        assertThat(run.err()).isEqualTo("mnist: cannot write " + file + ": " + old + " is not a folder\n");
        assertThat(old).hasContent("precious");
    }

    @Test
    void run_thatFailsLater_leavesAnOldFileUntouched() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "precious");
        var run = Run.of("mnist", "--data", folder.toString(), "--save", old.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(old).hasContent("precious");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(old);
        }
    }

    @Test
    void run_thatDiverges_saysSoAndSavesNothing() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "precious");
        var run = Run.words("mnist", "--limit 1000 --epochs 2 --optimizer sgd --lr 100 --batch 1 --save " + old);
        assertThat(run.err()).matches("mnist: the loss is (NaN|Infinity) in epoch [12], so the steps were too long, and"
                + " nothing was saved; try a smaller --lr than 100\\.0\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(old).hasContent("precious");
    }

    @Test
    @Tag("slow")
    void run_withTheDefaults_reaches97AndAHalfPerCent() {
        var run = Run.of("mnist", "--save", folder.resolve("net").toString());
        assertThat(percent(last(run))).isGreaterThanOrEqualTo(97.5);
    }
}
