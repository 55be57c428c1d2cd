package glissade.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// MNIST: 60,000 handwritten digits to train on and 10,000 to test on, each 28 × 28 grey pixels, with labels 0 to 9.
/// The inputs of a batch have shape `[n, 784]` and, over the training set, mean 0 and standard deviation 1; those of `train().scaled(0, 1)`
/// go from 0 to 1.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
///
/// Immutable, and safe to share between threads.
///
/// @param train the training set
/// @param test the test set
public record Mnist(ImageBytes train, ImageBytes test) {

    /// The mean of the training set's pixels, as parts of 255.
    public static final double MEAN = 0.1306604763;

    /// The standard deviation of the training set's pixels, as parts of 255.
    public static final double STD = 0.3081078039;

    /// Reads the four files of the original distribution, gzipped and under their original names, as they lie in the
    /// project's `datasets/mnist`.
    ///
    /// @throws IOException if a file is missing, or is not, byte for byte, the original
    public static Mnist read(Path folder) throws IOException {
        return new Mnist(
                ImageBytes.of(
                        read(folder, "train-images-idx3-ubyte.gz",
                                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                        read(folder, "train-labels-idx1-ubyte.gz",
                                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                        MEAN, STD),
                ImageBytes.of(
                        read(folder, "t10k-images-idx3-ubyte.gz",
                                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                        read(folder, "t10k-labels-idx1-ubyte.gz",
                                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
                        MEAN, STD));
    }

    private static IdxFile read(Path folder, String name, String expected) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null,
                    "this file of MNIST is missing; the project keeps it in datasets/mnist");
        }
        String actual = sha256(file);
        if (!actual.equals(expected)) {
            throw new IOException(file + ": the SHA-256 is " + actual + ", but MNIST's is " + expected
                    + "; the file is damaged or another, so replace it by the original");
        }
        return IdxFile.read(file);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
