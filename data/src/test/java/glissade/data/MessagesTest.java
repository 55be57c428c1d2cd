package glissade.data;

import static glissade.data.IdxFileTest.gzip;
import static glissade.data.IdxFileTest.hex;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole message of every error that a public method of this module can throw, but for the file and the line that
/// it names.
class MessagesTest {

    /// Shape [2, 3], elements 1 to 6.
    private static final String SMALL = "00000802" + "00000002" + "00000003" + "010203040506";
    private static final Labelled LABELLED = new Labelled(Tensor.zeros(3, 2), Indices.of(0, 1, 2));
    private static final Pairs PAIR = new Pairs(Tensor.zeros(1, 2), Tensor.zeros(1));
    private static final ImageBytes IMAGES = ImageBytes.of(zeros(2, 3), zeros(2), 0, 1);

    @TempDir
    static Path folder;

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message.stripTrailing());
    }

    private static IdxFile zeros(int... sizes) {
        Shape shape = Shape.of(sizes);
        return new IdxFile(shape, new byte[shape.elements()]);
    }

    private static Path file() {
        return folder.resolve("file");
    }

    /// A file of this content is read.
    private static Arguments idx(byte[] content, String message) {
        return row(IdxException.class, () -> IdxFile.read(Files.write(file(), content)), message);
    }

    static Stream<Arguments> idxFiles() throws IOException {
        byte[] gzipped = gzip(hex(SMALL));
        byte[] otherMethod = gzipped.clone();
        otherMethod[2] = 7;
        byte[] otherChecksum = gzipped.clone();
        otherChecksum[gzipped.length - 8] ^= 1;
        byte[] absurd = hex("00000801" + "7fffff00" + "00");
        return Stream.of(
                row(NoSuchFileException.class, () -> IdxFile.read(folder.resolve("none")),
                        "FOLDER/none: there is no such file"),
                row(FileSystemException.class, () -> IdxFile.read(Files.createDirectories(folder.resolve("sub"))),
                        "FOLDER/sub: it is a folder, not a file"),
                idx(hex(""), "FILE, byte 0: the file ends inside of its magic number"),
                idx(hex("1f"), "FILE, byte 1: the file ends inside of its magic number"),
                idx(gzip(hex("000008")), "FILE, byte 3: the file ends inside of its magic number"),
                idx(hex("89504e47"),
                        "FILE, byte 0: an IDX file begins with two zero bytes, this one with 89 50"),
                idx(hex("00ff0801"),
                        "FILE, byte 0: an IDX file begins with two zero bytes, this one with 00 ff"),
                idx(hex("00000901"),
                        "FILE, byte 2: the elements are signed bytes (09); only unsigned bytes (08) are read"),
                idx(hex("00000b01"),
                        "FILE, byte 2: the elements are 16-bit integers (0b); only unsigned bytes (08) are read"),
                idx(hex("00000c01"),
                        "FILE, byte 2: the elements are 32-bit integers (0c); only unsigned bytes (08) are read"),
                idx(hex("00000d01"),
                        "FILE, byte 2: the elements are 32-bit floats (0d); only unsigned bytes (08) are read"),
                idx(hex("00000e01"),
                        "FILE, byte 2: the elements are 64-bit floats (0e); only unsigned bytes (08) are read"),
                idx(hex("0000fe01"),
                        "FILE, byte 2: the elements are of an unknown type (fe); only unsigned bytes (08) are read"),
                idx(hex("00000800"), "FILE, byte 3: the number of axes is 0, must be at least 1"),
                idx(hex("00000802" + "00000002" + "0000"),
                        "FILE, byte 10: the file ends inside of its header, which has 2 sizes"),
                idx(gzip(hex("000008ff")),
                        "FILE, byte 4: the file ends inside of its header, which has 255 sizes"),
                idx(hex("00000802" + "00000001" + "7ffffff8"),
                        "FILE, byte 8: the size of axis 1 is 2147483640, above the limit of 2147483639"),
                idx(hex("00000801" + "ffffffff"),
                        "FILE, byte 4: the size of axis 0 is 4294967295, above the limit of 2147483639"),
                idx(hex("00000803" + "00010000" + "00008000" + "00000001"),
                        "FILE, byte 4: the sizes [65536, 32768, 1] multiply to more than 2147483639"),
                idx(absurd, "FILE, byte 4: the shape [2147483392] has 2147483392 elements, but a file of this length"
                        + " holds at most 9"),
                idx(gzip(absurd), "FILE, byte 4: the shape [2147483392] has 2147483392 elements, but a file of this"
                        + " length holds at most " + 1032 * gzip(absurd).length),
                idx(Arrays.copyOf(hex(SMALL), 17),
                        "FILE, byte 17: the file ends here, after 5 of the 6 elements of its shape [2, 3]"),
                idx(gzip(Arrays.copyOf(hex(SMALL), 12)),
                        "FILE, byte 12: the file ends here, after 0 of the 6 elements of its shape [2, 3]"),
                idx(hex(SMALL + "00"),
                        "FILE, byte 18: the file goes on after the 6 elements of its shape [2, 3]"),
                idx(gzip(hex(SMALL + "0000")),
                        "FILE, byte 18: the file goes on after the 6 elements of its shape [2, 3]"),
                idx(Arrays.copyOf(gzipped, 5), "FILE, byte 0: the gzip data is cut short here"),
                idx(Arrays.copyOf(gzipped, gzipped.length - 1), "FILE, byte 18: the gzip data is cut short here"),
                idx(otherMethod, "FILE, byte 0: the gzip data is damaged here (Unsupported compression method)"),
                idx(otherChecksum, "FILE, byte 18: the gzip data is damaged here (Corrupt GZIP trailer)"));
    }

    static Stream<Arguments> mnist() {
        return Stream.of(
                row(NoSuchFileException.class, () -> Mnist.read(folder.resolve("none")), """
                        FOLDER/none/train-images-idx3-ubyte.gz: this file of MNIST is missing; \
                        the project keeps it in datasets/mnist
                        """),
                row(IOException.class, () -> Mnist.read(otherMnist()), """
                        FOLDER/other/train-images-idx3-ubyte.gz: the SHA-256 is \
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, but MNIST's is \
                        440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609; \
                        the file is damaged or another, so replace it by the original
                        """));
    }

    private static Path otherMnist() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.write(other.resolve("train-images-idx3-ubyte.gz"), new byte[0]);
        return other;
    }

    static Stream<Arguments> shapes() {
        var type = ShapeException.class;
        return Stream.of(
                row(type, () -> new IdxFile(Shape.of(2, 3), new byte[5]), """
                        idx: 5 values given for [2, 3], which has 6 elements
                          at LINE
                          fix: give as many values, or another shape
                        """),
                row(type, () -> new Labelled(Tensor.zeros(64, 784), Indices.of(1, 2)), """
                        labelled: there are 64 inputs, but 2 labels
                          inputs [64, 784]
                                  ^^
                          labels [2]
                                  ^
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> new Labelled(Tensor.scalar(1), Indices.of(1)), """
                        labelled: a single number is not a list of examples
                          inputs []
                          labels [1]
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> new Labelled(Tensor.zeros(1), Indices.of(Shape.SCALAR, 1)), """
                        labelled: a single number is not a list of examples
                          inputs [1]
                          labels []
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> new Pairs(Tensor.zeros(0, 2), Tensor.zeros(10, 1)), """
                        pairs: there are 0 inputs, but 10 targets
                          inputs  [0, 2]
                                   ^
                          targets [10, 1]
                                   ^^
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> new Pairs(Tensor.zeros(2), Tensor.scalar(1)), """
                        pairs: a single number is not a list of examples
                          inputs  [2]
                          targets []
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> ImageBytes.of(zeros(2, 28, 28), zeros(3), 0, 1), """
                        images: there are 2 inputs, but 3 labels
                          inputs [2, 28, 28]
                                  ^
                          labels [3]
                                  ^
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> ImageBytes.of(zeros(), zeros(1), 0, 1), """
                        images: a single number is not a list of examples
                          inputs []
                          labels [1]
                          at LINE
                          fix: the first axis counts the examples
                        """),
                row(type, () -> ImageBytes.of(zeros(2, 28, 28), zeros(2, 1), 0, 1), """
                        images: each image has one label
                          labels [2, 1]
                          at LINE
                          fix: give labels of shape [2]
                        """));
    }

    static Stream<Arguments> rows() {
        Stream<Dataset<?>> sets = Stream.of(LABELLED, new Pairs(Tensor.zeros(3), Tensor.zeros(3)),
                ImageBytes.of(zeros(3, 4), zeros(3), 0, 1), IMAGES.subset(Indices.of(1, 1, 0)), LABELLED.take(3));
        return Stream.concat(sets.flatMap(MessagesTest::rowsOfThree), Stream.of(
                row(IndexOutOfBoundsException.class, () -> PAIR.batch(Indices.of(1)),
                        "batch: there is no row 1; the data set has 1 row"),
                row(IndexOutOfBoundsException.class, () -> LABELLED.take(0).batch(Indices.of(0)),
                        "batch: there is no row 0; the data set has 0 rows"),
                row(IllegalArgumentException.class, () -> IMAGES.subset(Indices.of(1)).take(2),
                        "take: n is 2, must be from 0 to the size, which is 1"),
                row(ShapeException.class, () -> wide().batch(Indices.of(new int[65_536])), """
                        shape: [65536, 40000] has 2621440000 elements (10485760000 bytes of float32); \
                        a tensor has at most 2147483639
                          at LINE
                          fix: work on parts of it, such as smaller batches
                        """),
                row(ShapeException.class, () -> wideImages().batch(Indices.of(new int[65_536])), """
                        shape: [65536, 40000] has 2621440000 elements (10485760000 bytes of float32); \
                        a tensor has at most 2147483639
                          at LINE
                          fix: work on parts of it, such as smaller batches
                        """)));
    }

    private static Labelled wide() {
        return new Labelled(Tensor.zeros(1, 40_000), Indices.of(0));
    }

    private static ImageBytes wideImages() {
        return ImageBytes.of(zeros(1, 200, 200), zeros(1), 0, 1);
    }

    private static Stream<Arguments> rowsOfThree(Dataset<?> set) {
        var outside = IndexOutOfBoundsException.class;
        String rank = """
                batch: the rows must have one axis
                  rows [1, 2]
                  at LINE
                  fix: reshape(-1) makes a list of them
                """;
        Indices table = Indices.of(Shape.of(1, 2), 0, 1);
        return Stream.of(
                row(outside, () -> set.batch(Indices.of(0, 3)), "batch: there is no row 3; the data set has 3 rows"),
                row(outside, () -> set.batch(Indices.of(-1)), "batch: there is no row -1; the data set has 3 rows"),
                row(outside, () -> set.subset(Indices.of(2, 3)), "batch: there is no row 3; the data set has 3 rows"),
                row(outside, () -> set.subset(Indices.of(-7)), "batch: there is no row -7; the data set has 3 rows"),
                row(ShapeException.class, () -> set.batch(table), rank),
                row(ShapeException.class, () -> set.subset(table), rank),
                row(IllegalArgumentException.class, () -> set.take(-1),
                        "take: n is -1, must be from 0 to the size, which is 3"),
                row(IllegalArgumentException.class, () -> set.take(4),
                        "take: n is 4, must be from 0 to the size, which is 3"));
    }

    static Stream<Arguments> values() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> images(Double.NaN, 1), "mean is NaN, must be finite"),
                row(type, () -> images(Double.NEGATIVE_INFINITY, 1), "mean is -Infinity, must be finite"),
                row(type, () -> images(0, 0), "std is 0.0, must be positive and finite"),
                row(type, () -> images(0, -0.5), "std is -0.5, must be positive and finite"),
                row(type, () -> images(0, Double.NaN), "std is NaN, must be positive and finite"),
                row(type, () -> images(0, Double.POSITIVE_INFINITY), "std is Infinity, must be positive and finite"),
                row(type, () -> Batches.of(LABELLED, 0), "Batches: size is 0, must be 1 or more"),
                row(type, () -> new Batches<>(LABELLED, -64, OptionalLong.empty(), false),
                        "Batches: size is -64, must be 1 or more"),
                row(type, () -> Batches.of(LABELLED, 2).epoch(-1), "epoch is -1, must be at least 0"),
                row(type, () -> Batches.of(LABELLED, 2).shuffled(1).epoch(Integer.MIN_VALUE),
                        "epoch is -2147483648, must be at least 0"),
                row(NoSuchElementException.class, () -> afterTheLast(Batches.of(LABELLED, 2)),
                        "the epoch has 2 batches, and all were taken"),
                row(NoSuchElementException.class, () -> afterTheLast(Batches.of(LABELLED.take(0), 4)),
                        "the epoch has 0 batches, and all were taken"));
    }

    private static ImageBytes images(double mean, double std) {
        return ImageBytes.of(zeros(1, 2), zeros(1), mean, std);
    }

    private static void afterTheLast(Batches<Labelled> batches) {
        var epoch = batches.epoch(0).iterator();
        for (int i = 0; i < batches.count(); i++) {
            epoch.next();
        }
        epoch.next();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"idxFiles", "mnist", "shapes", "rows", "values"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type).extracting(MessagesTest::message).isEqualTo(message);
    }

    private static String message(Throwable error) {
        return error.getMessage().replace(file().toString(), "FILE").replace(folder.toString(), "FOLDER")
                .replace('\\', '/').replaceAll("MessagesTest\\.java:\\d+", "LINE");
    }
}
