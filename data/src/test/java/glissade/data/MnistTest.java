package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

    private static Path source;
    private static Mnist mnist;

    @BeforeAll
    static void read() throws IOException {
        source = root().resolve("datasets/mnist");
        mnist = Mnist.read(source);
    }

    /// The project's root: the property `glissade.root`, or the nearest folder upwards that holds `datasets`.
    private static Path root() {
        String property = System.getProperty("glissade.root");
        if (property != null) {
            return Path.of(property);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("datasets"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @Test
    void read_bundledFiles_haveTheirSizesAndClasses() {
        assertThat(mnist.train().size()).isEqualTo(60_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist.train().imageShape()).isEqualTo(Shape.of(28, 28));
        assertThat(classes(mnist.train()))
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(classes(mnist.test())).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    private static int[] classes(ImageBytes images) {
        int[] counts = new int[10];
        for (int label : images.labels().toArray()) {
            counts[label]++;
        }
        return counts;
    }

    @Test
    void train_pixels_haveMean0AndStd1() {
        double sum = 0;
        double squares = 0;
        for (Labelled batch : Batches.of(mnist.train(), 1000).epoch(0)) {
            for (float pixel : batch.inputs().toArray()) {
                sum += pixel;
                squares += (double) pixel * pixel;
            }
        }

        double n = 60_000 * 784.0;
        assertThat(sum / n).isCloseTo(0, within(1e-7));
        assertThat(squares / n).isCloseTo(1, within(1e-7));
    }

    @Test
    void batch_firstDigit_isAFive() {
        var batch = mnist.train().batch(Indices.of(0));

        assertThat(batch.inputs().shape()).isEqualTo(Shape.of(1, 784));
        assertThat(batch.labels()).isEqualTo(Indices.of(5));
        // the pixel at row 5, column 12 has the value 3, the corner 0
        assertThat(batch.inputs().at(0, 5 * 28 + 12)).isEqualTo((float) ((3 / 255.0 - 0.1306604763) / 0.3081078039));
        assertThat(batch.inputs().at(0, 0)).isEqualTo((float) (-0.1306604763 / 0.3081078039));
    }

    @Test
    void read_missingFile_isRefused(@TempDir Path folder) {
        Path missing = folder.resolve("train-images-idx3-ubyte.gz");

        assertThatThrownBy(() -> Mnist.read(folder)).isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": this file of MNIST is missing; the project keeps it in datasets/mnist");
    }

    @Test
    void read_otherFile_isRefused(@TempDir Path folder) throws IOException {
        Files.copy(source.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-images-idx3-ubyte.gz"));
        Path other = Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), new byte[0]);

        assertThatThrownBy(() -> Mnist.read(folder)).isInstanceOf(IOException.class).hasMessage(other
                + ": the SHA-256 is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, but MNIST's is "
                + "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c; the file is damaged or another, "
                + "so replace it by the original");
    }
}
