package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of the random streams, the state dicts, their files and the thread limits, to the last character.
class StateMessagesTest {

    private static final Shape TWO = Shape.of(2);

    private static final StateDict DICT = StateDict.empty().with("weight", Tensor.zeros(2))
            .with("bias", Tensor.zeros(1)).with("steps", 12).with("ids", TWO, 1, 2);

    private static final String NO_WIEGHT = """
            there is no "wieght" among the 4 entries; the nearest: "weight", "bias", "steps\"""";

    static final List<MessageCase> CASES = List.of(
            // RandomStream
            argument(() -> run(() -> rng().moveTo(-1)), "position is -1, must be at least 0"),
            argument(() -> rng().uniform(TWO, Double.NaN, 1), "low is NaN, must be a finite float"),
            argument(() -> rng().uniform(TWO, 0, 1e39), "high is 1.0E39, must be a finite float"),
            argument(() -> rng().uniform(TWO, 1, 0.5), "low is 1.0, must be at most high, which is 0.5"),
            argument(() -> rng().normal(TWO, Double.NEGATIVE_INFINITY, 1), "mean is -Infinity, must be a finite float"),
            argument(() -> rng().normal(TWO, 0, Double.NaN), "std is NaN, must be a finite float"),
            argument(() -> rng().normal(TWO, 0, -0.5), "std is -0.5, must be at least 0"),
            argument(() -> rng().bernoulli(TWO, 1.5), "probability is 1.5, must be from 0 to 1"),
            argument(() -> rng().bernoulli(TWO, Double.NaN), "probability is NaN, must be from 0 to 1"),
            argument(() -> rng().permutation(-1), "n is -1, must be at least 0"),
            shape(() -> rng().permutation(Integer.MAX_VALUE), """
                    shape: [2147483647] has 2147483647 elements (8589934588 bytes of float32); a tensor \
                    has at most 2147483639
                      at StateMessagesTest.java:LINE
                      fix: work on parts of it, such as smaller batches"""),
            argument(() -> rng().below(0), "bound is 0, must be at least 1"),
            spent(() -> nearEnd().uniform(TWO), 6, 2),
            spent(() -> nearEnd().uniform(TWO, 0, 1), 6, 2),
            spent(() -> nearEnd().normal(TWO), 6, 2),
            spent(() -> nearEnd().normal(TWO, 0, 1), 6, 2),
            spent(() -> nearEnd().bernoulli(TWO, 0.5), 6, 2),
            spent(() -> nearEnd().permutation(3), 7, 1),
            spent(() -> nearEnd().bits(), 7, 1),
            spent(() -> {
                var rng = nearEnd();
                rng.below(1);
                return rng.below(1);
            }, 7, 1),
            // StateDict
            argument(() -> StateDict.empty().tensor("x"), "there is no \"x\" among the 0 entries"),
            argument(() -> StateDict.empty().with("n", 1).integer("m"),
                    "there is no \"m\" among the 1 entry; the nearest: \"n\""),
            argument(() -> DICT.isInteger("wieght"), NO_WIEGHT),
            argument(() -> DICT.shape("wieght"), NO_WIEGHT),
            argument(() -> DICT.tensor("wieght"), NO_WIEGHT),
            argument(() -> DICT.integer("wieght"), NO_WIEGHT),
            argument(() -> DICT.integers("wieght"), NO_WIEGHT),
            argument(() -> DICT.tensor("steps"), """
                    "steps" holds 64-bit integers, not a tensor; read it with integer(…)"""),
            argument(() -> DICT.integer("weight"), """
                    "weight" holds a tensor, not 64-bit integers; read it with tensor(…)"""),
            argument(() -> DICT.integers("weight"), """
                    "weight" holds a tensor, not 64-bit integers; read it with tensor(…)"""),
            argument(() -> DICT.integer("ids"), """
                    "ids" holds 2 integers, of shape [2], not one; read it with integers(…)"""),
            argument(() -> DICT.indices("wieght"), NO_WIEGHT),
            argument(() -> DICT.indices("weight"), """
                    "weight" holds a tensor, not 64-bit integers; read it with tensor(…)"""),
            argument(() -> StateDict.empty().with("n", 1L << 31).indices("n"),
                    """
                            "n" holds 2147483648, which is more than the 32 bits of an index can hold; read it with integers(…)"""),
            argument(() -> DICT.renamed(name -> name.endsWith("s") ? "s" : name), """
                    renamed: "steps" becomes "s", and so does another entry"""),
            shape(() -> DICT.with("n", Shape.of(2, 2), 1), """
                    integers: 1 value given for [2, 2], which has 4 elements
                      at StateMessagesTest.java:LINE
                      fix: give as many values, or another shape"""),
            argument(() -> DICT.withAll(StateDict.empty().with("bias", 1)), """
                    both have an entry "bias"; set them apart with prefixed(…)"""),
            // Threads
            argument(() -> Threads.limit(0, () -> 1), "Threads.limit: 0 threads asked for, must be 1 to 1024"),
            argument(() -> run(() -> Threads.limit(1025, () -> {})),
                    "Threads.limit: 1025 threads asked for, must be 1 to 1024"),
            argument(() -> Threads.parse("four", 8), """
                    the system property glissade.threads is "four", but must be a whole number from 1 to 1024, \
                    such as -Dglissade.threads=4"""),
            argument(() -> Threads.parse("0", 8), """
                    the system property glissade.threads is "0", but must be a whole number from 1 to 1024, \
                    such as -Dglissade.threads=4"""));

    private static final String X = slot("x", "F32", "1", "0,4");

    static final List<FileCase> FILE_CASES = List.of(
            // SafeTensors.read: the file
            new FileCase(NoSuchFileException.class, SafeTensors::read, "FILE: there is no such file"),
            new FileCase(FileSystemException.class, file -> SafeTensors.read(Files.createDirectory(file)),
                    "FILE: it is a folder, not a file"),
            new FileCase(SafeTensorsException.class, file -> SafeTensors.read(Files.write(file, new byte[7])),
                    "FILE, byte 0: the file has 7 bytes, too few for the header's length"),
            refused(-1, "{}", 0, "FILE, byte 0: the header's length is 18446744073709551615, above the limit of "
                    + "100000000; is this a safetensors file?"),
            refused(100_000_001, "{}", 0, "FILE, byte 0: the header's length is 100000001, above the limit of "
                    + "100000000; is this a safetensors file?"),
            refused(300, "{}", 5,
                    "FILE, byte 0: the header's length is 300, but only 7 bytes follow; the file is cut short"),
            refused("", 0, "FILE, byte 8: the header does not begin with '{'; is this a safetensors file?"),
            refused(" {}", 0, "FILE, byte 8: the header does not begin with '{'; is this a safetensors file?"),
            // its JSON
            refused("{", 0, "FILE, byte 9: '\"' is expected here, but the header ends"),
            refused("{x", 0, "FILE, byte 9: '\"' is expected here"),
            refused("{'x'}", 0, "FILE, byte 12: ':' is expected here"),
            refused("{'x':1}", 0, "FILE, byte 13: '{' is expected here"),
            refused("{'x':{'shape':1}}", 0, "FILE, byte 22: '[' is expected here"),
            refused("{'x':{'shape':[1}}", 0, "FILE, byte 24: ']' is expected here"),
            refused("{'__metadata__':{}", 0, "FILE, byte 26: '}' is expected here, but the header ends"),
            refused("{'__metadata__':{'k':1}}", 0, "FILE, byte 29: '\"' is expected here"),
            refused("{} {", 0, "FILE, byte 11: the header goes on after its closing brace"),
            refused("{'x", 0, "FILE, byte 9: a string begins here that is not closed"),
            refused("{'\u00ff':{}}", 0, "FILE, byte 10: a string begins here that is not valid UTF-8"),
            refused("{'a\n':{}}", 0, "FILE, byte 11: a control character stands unescaped in a string"),
            refused("{'a\\x':{}}", 0, "FILE, byte 11: an escape that JSON does not have"),
            refused("{'\\u12':{}}", 0, "FILE, byte 10: an escape without four hexadecimal digits"),
            refused("{'\\ud800':{}}", 0, "FILE, byte 10: half a surrogate pair, which is no character"),
            refused("{'x':{'shape':[9223372036854775808]}}", 0, "FILE, byte 23: a number beyond 64 bits"),
            refused("{'x':{'shape':[-1]}}", 0, "FILE, byte 23: a whole number from 0 is expected here"),
            refused("{'x':{'shape':[01]}}", 0, "FILE, byte 23: a whole number from 0 is expected here"),
            refused("{'x':{'shape':[1.5]}}", 0, "FILE, byte 23: a whole number from 0 is expected here"),
            refused("{" + X + "," + X + "}", 4, "FILE, byte 62: the name \"x\" stands here a second time"),
            refused("{'x':{'dtype':'F32','dtype':'F32'}}", 0,
                    "FILE, byte 28: the name \"dtype\" stands here a second time"),
            refused("{'__metadata__':{'k':'','k':''}}", 0,
                    "FILE, byte 32: the name \"k\" stands here a second time"),
            // a tensor of it
            refused("{'x':{'format':1}}", 0, "FILE, byte 14: \"x\" has an unknown field \"format\""),
            refused("{'x':{}}", 0, "FILE, byte 9: \"x\" must have a dtype, a shape and two data_offsets"),
            refused("{" + slot("x", "F32", "1", "4") + "}", 4,
                    "FILE, byte 9: \"x\" must have a dtype, a shape and two data_offsets"),
            refused("{'" + "n".repeat(81) + "':{}}", 0, "FILE, byte 9: \"" + "n".repeat(80)
                    + "\"… (81 characters) must have a dtype, a shape and two data_offsets"),
            refused("{" + slot("x", "U64", "1", "0,8") + "}", 8, """
                    FILE, byte 9: "x" has dtype "U64", which is not supported; convert it to one of \
                    [F32, I64, F64, F16, BF16, I32, I16, I8, U32, U16, U8, BOOL]"""),
            refused("{" + slot("x", "F32", "2147483640", "0,4") + "}", 4, """
                    FILE, byte 9: "x" has an axis of size 2147483640, above the limit of 2147483639"""),
            refused("{" + slot("x", "F32", "65536,65536", "0,4") + "}", 4, """
                    FILE, byte 9: "x" has sizes that multiply to more than 2147483639"""),
            refused("{" + slot("x", "F32", "1", "4,0") + "}", 4, """
                    FILE, byte 9: "x" has data_offsets that run backwards: 4, 0"""),
            refused("{" + X + "}", 3, """
                    FILE, byte 9: "x" ends at byte 4 of the data, of which the file has 3; it is cut short, \
                    or the offsets are wrong"""),
            refused("{" + slot("x", "I64", "2", "0,8") + "}", 8, """
                    FILE, byte 9: "x" has 8 bytes, but I64 of shape [2] takes 16"""),
            // its data
            refused("{" + slot("x", "F32", "1", "4,8") + "}", 8, """
                    FILE, byte 62: 4 bytes between the header and "x" belong to no tensor"""),
            refused("{" + X + "," + slot("y", "F32", "1", "6,10") + "}", 10, """
                    FILE, byte 120: 2 bytes between "x" and "y" belong to no tensor"""),
            refused("{" + X + "," + slot("y", "F32", "1", "2,6") + "}", 6, """
                    FILE, byte 117: "y" begins inside "x\""""),
            refused("{" + X + "}", 7, """
                    FILE, byte 66: 3 bytes after "x" belong to no tensor"""),
            refused("{}", 3, "FILE, byte 10: 3 bytes after the header belong to no tensor"),
            // SafeTensors.write
            unwritable(DICT.with("__metadata__", 1), """
                    the name "__metadata__" is safetensors' own; choose another"""),
            unwritable(DICT.with("a\ud800b", 1),
                    "a name holds half a surrogate pair, which UTF-8 cannot write: a\\ud800b"),
            unwritable(DICT.withMetadata("\udfff", ""),
                    "a metadata key holds half a surrogate pair, which UTF-8 cannot write: \\udfff"),
            unwritable(DICT.withMetadata("k", "\udfff"),
                    "a metadata value holds half a surrogate pair, which UTF-8 cannot write: \\udfff"),
            // each quote takes two bytes, and all around them 25, padded to a multiple of 8
            new FileCase(IllegalArgumentException.class,
                    file -> SafeTensors.write(file, StateDict.empty().withMetadata("k", "\"".repeat(50_000_000))),
                    "the names and metadata take 100000032 bytes; a safetensors header has at most 100000000"),
            new FileCase(IOException.class, file -> SafeTensors.write(file.resolve("a"), DICT),
                    "cannot write FILE/a: there is no folder FILE; create it first"),
            // AtomicFile
            new FileCase(IOException.class, file -> AtomicFile.write(Files.createDirectory(file), _ -> {}),
                    "cannot write FILE: it is a folder"),
            new FileCase(IOException.class, file -> AtomicFile.write(file.resolve("a"), _ -> {}),
                    "cannot write FILE/a: there is no folder FILE; create it first"),
            new FileCase(IOException.class, file -> AtomicFile.write(Files.createFile(file).resolve("a"), _ -> {}),
                    "cannot write FILE/a: FILE is not a folder"),
            new FileCase(IOException.class, file -> fail(Files.createFile(file), new IOException("a reason")),
                    "cannot write FILE: a reason; the old file is untouched"),
            new FileCase(IOException.class, file -> fail(file, new IOException("a reason")),
                    "cannot write FILE: a reason"),
            new FileCase(IOException.class, file -> fail(file, new IOException()),
                    "cannot write FILE: IOException"),
            new FileCase(IOException.class, file -> fail(file, new AccessDeniedException("b")),
                    "cannot write FILE: permission denied"),
            new FileCase(IOException.class, file -> fail(file, new NoSuchFileException("b")),
                    "cannot write FILE: there is no file b"),
            new FileCase(IOException.class, file -> fail(file, new FileSystemException("b", null, "disk full")),
                    "cannot write FILE: disk full"),
            new FileCase(IOException.class, file -> fail(file, new FileAlreadyExistsException("b")),
                    "cannot write FILE: b"));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }

    @ParameterizedTest
    @FieldSource("FILE_CASES")
    void message_ofEachFileError_isWhole(FileCase error, @TempDir Path folder) {
        error.check(folder.resolve("net"));
    }

    /// A call on a file, which is not there yet, and the whole message that it must give; the file's path is `FILE`.
    record FileCase(Class<? extends Throwable> type, Call call, String message) {

        interface Call {
            void on(Path file) throws IOException;
        }

        void check(Path file) {
            var error = catchThrowable(() -> call.on(file));

            assertThat(error).isExactlyInstanceOf(type);
            assertThat(error.getMessage().replace(file.toString(), "FILE")).isEqualTo(message);
        }

        @Override
        public String toString() {
            return message;
        }
    }

    /// A file of a header, in which `'` stands for a quote and each character is a byte, and as many bytes of data.
    private static FileCase refused(String header, int data, String message) {
        return refused(header.length(), header, data, message);
    }

    private static FileCase refused(long length, String header, int data, String message) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
        byte[] content = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length).put(json).array();
        return new FileCase(SafeTensorsException.class, file -> SafeTensors.read(Files.write(file, content)), message);
    }

    private static String slot(String name, String type, String shape, String offsets) {
        return "'" + name + "':{'dtype':'" + type + "','shape':[" + shape + "],'data_offsets':[" + offsets + "]}";
    }

    private static FileCase unwritable(StateDict dict, String message) {
        return new FileCase(IllegalArgumentException.class, file -> SafeTensors.write(file, dict), message);
    }

    private static void fail(Path file, IOException error) throws IOException {
        AtomicFile.write(file, _ -> {
            throw error;
        });
    }

    /// A call that needs more words than the stream has left at a position of this last digit.
    private static MessageCase spent(Supplier<?> call, int digit, int words) {
        return new MessageCase(IllegalStateException.class, call, "RandomStream[seed 42, stream 0, position "
                + "922337203685477580" + digit + "] has no " + words + " words left; split it to go on");
    }

    private static RandomStream rng() {
        return RandomStream.of(42);
    }

    /// A stream with one word left.
    private static RandomStream nearEnd() {
        var rng = rng();
        rng.moveTo(Long.MAX_VALUE - 1);
        return rng;
    }

    private static boolean run(Runnable call) {
        call.run();
        return true;
    }
}
