package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten thousand damaged copies of valid files for each reader: each is read, or refused by the reader's own exception.
class FileMutantsTest {

    private static final int MUTANTS = 10_000;

    /// What a hostile header would say: limits, nesting, names that stand already, other types.
    private static final List<String> WORDS = List.of("9223372036854775807", "-1", "4294967296", "1e9", "0", "[[[[[[[[",
            "{\"a\":", "\"dtype\"", "\"F64\"", "\"U64\"", "\"BF16\"", "\"\\ud800\"", "\\u0000", "null", "(((((",
            "'<f8'",
            "'|O'", "'>i4'", "True", "False", "'shape'", "0,", "65536, 65536, 65536", "__metadata__");

    private static final StateDict DICT = StateDict.empty().with("weight", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6))
            .with("n", 12).with("empty", Tensor.zeros(0, 4)).with("bias", Tensor.of(1, 2));

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Reader {
        Object read(Path file) throws IOException;
    }

    @Test
    void safetensors_mutants_areReadOrRefused() throws IOException {
        Path file = folder.resolve("x");
        SafeTensors.write(file, DICT.withMetadata("format", "pt"));

        assertNoEscapes("safetensors", List.of(Files.readAllBytes(file)), SafeTensors::read,
                SafeTensorsException.class);
    }

    @Test
    void npy_mutants_areReadOrRefused() throws IOException {
        var valid = new ArrayList<byte[]>();
        Path file = folder.resolve("x");
        Npy.write(file, DICT.tensor("weight"));
        valid.add(Files.readAllBytes(file));
        byte[] second = Arrays.copyOf(valid.getFirst(), valid.getFirst().length);
        second[6] = 2; // the same bytes with a length of four
        valid.add(second);

        assertNoEscapes("npy", valid, Npy::read, NpyException.class);
    }

    @Test
    void npz_mutants_areReadOrRefused() throws IOException {
        Path file = folder.resolve("x");
        Npz.write(file, DICT);

        assertNoEscapes("npz", List.of(Files.readAllBytes(file)), Npz::read, NpyException.class);
    }

    private void assertNoEscapes(String format, List<byte[]> valid, Reader reader, Class<? extends IOException> own)
            throws IOException {
        var random = new Random(6);
        var escapes = new ArrayList<String>();
        int read = 0;
        int refused = 0;
        Path file = folder.resolve("mutant");
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = valid.get(i % valid.size());
            for (int more = random.nextInt(3); more >= 0; more--) {
                mutant = mutate(mutant, random);
            }
            Files.write(file, mutant);
            try {
                assertThat(reader.read(file)).isNotNull();
                read++;
            } catch (Throwable thrown) {
                if (own.isInstance(thrown) && String.valueOf(thrown.getMessage()).startsWith(file.toString())) {
                    refused++;
                } else {
                    escapes.add("mutant " + i + ": " + thrown);
                }
            }
        }
        System.out.println(format + ": " + MUTANTS + " mutants tried, " + read + " read, " + refused + " refused, "
                + escapes.size() + " escapes");
        assertThat(escapes).isEmpty();
        assertThat(read + refused).isEqualTo(MUTANTS);
        assertThat(refused).isGreaterThan(MUTANTS / 4);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), new byte[0]);
            case 3 -> spliced(bytes, at, at, new byte[1 + random.nextInt(16)]); // NUL bytes
            case 4 -> {
                byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.US_ASCII);
                yield spliced(bytes, at, random.nextBoolean() ? at : Math.min(bytes.length, at + word.length), word);
            }
            case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 64)));
            case 6 -> number(bytes, at, random);
            case 7 -> digit(bytes, at, random);
            default ->
                spliced(bytes, at, at, "[".repeat(1 + random.nextInt(20_000)).getBytes(StandardCharsets.US_ASCII));
        };
    }

    private static byte[] flipped(byte[] bytes, int at, int bits) {
        byte[] result = bytes.clone();
        if (result.length > 0) {
            result[at] ^= (byte) bits;
        }
        return result;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
        return ByteBuffer.allocate(bytes.length - (to - from) + put.length).put(bytes, 0, from).put(put)
                .put(bytes, to, bytes.length - to).array();
    }

    /// Another little-endian number of 1 to 8 bytes: at the very start, where lengths are, or anywhere.
    private static byte[] number(byte[] bytes, int at, Random random) {
        byte[] result = bytes.clone();
        long[] values = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 100_000_000, bytes.length};
        byte[] number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(values[random.nextInt(values.length)]).array();
        int start = random.nextBoolean() ? 0 : at;
        int size = Math.min(1 << random.nextInt(4), result.length - start);
        System.arraycopy(number, 0, result, start, size);
        return result;
    }

    /// The next digit after `at` becomes another: sizes and offsets that are a little wrong.
    private static byte[] digit(byte[] bytes, int at, Random random) {
        byte[] result = bytes.clone();
        for (int i = at; i < result.length; i++) {
            if (result[i] >= '0' && result[i] <= '9') {
                result[i] = (byte) ('0' + random.nextInt(10));
                break;
            }
        }
        return result;
    }
}
