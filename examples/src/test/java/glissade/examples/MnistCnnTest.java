package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.SafeTensors;
import glissade.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistCnnTest {

    @TempDir
    Path folder;

    private static double percent(Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        String last = run.out().lines().toList().getLast();
        assertThat(last).matches("test accuracy \\d+\\.\\d\\d %");
        return Double.parseDouble(last.replaceAll("[^0-9.]", ""));
    }

    @Test
    void run_onFewDigits_learnsAndSavesPyTorchsLayouts() throws IOException {
        Path file = folder.resolve("net.safetensors");

        assertThat(percent(Run.words("mnist-cnn", "--limit 2000 --epochs 1 --hidden 32 --save " + file)))
                .isGreaterThan(70);
        var saved = SafeTensors.read(file);
        assertThat(saved.shape("1.weight")).isEqualTo(Shape.of(32, 1, 3, 3));
        assertThat(saved.shape("8.weight")).isEqualTo(Shape.of(32, 3136));
    }

    @Test
    void run_anyNumberOfThreads_savesTheSameBits() {
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        String common = "--limit 130 --hidden 16 --epochs 1 ";
        percent(Run.words("mnist-cnn", common + "--threads 1 --save " + one));
        percent(Run.words("mnist-cnn", common + "--threads 3 --save " + three));

        assertThat(one).hasSameBinaryContentAs(three);
    }

    @Test
    @Tag("slow")
    void run_whole_readsNinetyNineInAHundred() {
        assertThat(percent(Run.words("mnist-cnn", "--save " + folder.resolve("net")))).isGreaterThanOrEqualTo(99);
    }
}
