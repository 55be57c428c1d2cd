package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {

    /// What the reference implementation (Python's safetensors 0.8.0) writes for these tensors.
    private static final byte[] REFERENCE = HexFormat.of().parseHex("d000000000000000"
            + HexFormat.of().formatHex(("{\"__metadata__\":{\"format\":\"pt\"},"
                    + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                    + "\"a.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                    + "\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[16,40]}}   ")
                    .getBytes(StandardCharsets.UTF_8))
            + "0c00000000000000" + "000000000000c07f"
            + "0000803f0000004000004040000080400000a0400000d0c0");

    private static final StateDict DICT = StateDict.empty().with("n", 12)
            .with("a.bias", Tensor.of(0, Float.NaN)).with("weight", Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, -6.5f))
            .withMetadata("format", "pt");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("net.safetensors");
    }

    @Test
    void write_dict_isTheReferencesFile() throws IOException {
        SafeTensors.write(file, DICT);

        assertThat(file).hasBinaryContent(REFERENCE);
    }

    @Test
    void read_referencesFile_isTheDict() throws IOException {
        Files.write(file, REFERENCE);

        assertThat(SafeTensors.read(file)).isEqualTo(DICT);
    }

    /// Larger than a buffer, and no multiple of one; the largest and smallest values; names that need escapes.
    @Test
    void read_whatWasWritten_isEqual() throws IOException {
        var rng = RandomStream.of(1);
        long[] longs = new long[40_001];
        Arrays.setAll(longs, _ -> rng.bits());
        longs[0] = Long.MIN_VALUE;
        longs[1] = Long.MAX_VALUE;
        var dict = StateDict.empty().with("large", rng.normal(Shape.of(100_003)))
                .with("special", Tensor.of(Float.MIN_VALUE, -0f, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.NaN))
                .with("longs", Shape.of(1, 40_001), longs).with("scalar", Tensor.scalar(-1.5))
                .with("empty", Tensor.zeros(3, 0, 2)).with("emptyLongs", Shape.of(0)).with("", 0)
                .with("\"quoted\\\"\n\t\u0000\u007fü€𝄞", Tensor.of(1))
                .withMetadata("ü\n", "\"𝄞\"").withMetadata("", "");

        SafeTensors.write(file, dict);

        assertThat(SafeTensors.read(file)).isEqualTo(dict);
    }

    @Test
    void read_nanPayload_keepsItsBits() throws IOException {
        float payload = Float.intBitsToFloat(0x7fc12345);
        SafeTensors.write(file, StateDict.empty().with("x", Tensor.of(payload)));

        assertThat(Float.floatToRawIntBits(SafeTensors.read(file).tensor("x").item())).isEqualTo(0x7fc12345);
    }

    @Test
    void write_equalDicts_giveEqualBytes() throws IOException {
        SafeTensors.write(file, StateDict.empty().withMetadata("b", "2").withMetadata("a", "1").with("x", 1));
        SafeTensors.write(folder.resolve("other"),
                StateDict.empty().with("x", 2).withMetadata("a", "1").withMetadata("b", "2").with("x", 1));

        assertThat(file).hasSameBinaryContentAs(folder.resolve("other"));
    }

    @Test
    void write_noEntries_isReadBack() throws IOException {
        SafeTensors.write(file, StateDict.empty());

        assertThat(SafeTensors.read(file)).isEqualTo(StateDict.empty());
    }

    @Test
    void write_badName_keepsTheOldFile() throws IOException {
        SafeTensors.write(file, DICT);

        assertThatThrownBy(() -> SafeTensors.write(file, DICT.with("__metadata__", 1)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(SafeTensors.read(file)).isEqualTo(DICT);
    }

    @Test
    void write_missingFolder_isRefused() {
        Path target = folder.resolve("no").resolve("x");

        assertThatThrownBy(() -> SafeTensors.write(target, DICT)).isInstanceOf(IOException.class)
                .hasMessage("cannot write " + target + ": there is no folder " + folder.resolve("no")
                        + "; create it first");
    }

    @Test
    void read_noFile_isRefused() {
        assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> SafeTensors.read(folder)).isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": it is a folder, not a file");
    }

    @Test
    void read_shortFile_isRefused() throws IOException {
        assertRefused(new byte[0], 0, "the file has 0 bytes, too few for the header's length");
        assertRefused(new byte[7], 0, "the file has 7 bytes, too few for the header's length");
        assertRefused(new byte[8], 8, "the header does not begin with '{'; is this a safetensors file?");
    }

    @Test
    void read_absurdHeaderLength_isRefusedUnallocated() throws IOException {
        assertRefused(withLength(300), 0,
                "the header's length is 300, but only 248 bytes follow; the file is cut short");
        assertRefused(withLength(100_000_000), 0,
                "the header's length is 100000000, but only 248 bytes follow; the file is cut short");
        assertRefused(withLength(100_000_001), 0,
                "the header's length is 100000001, above the limit of 100000000; is this a safetensors file?");
        assertRefused(withLength(Long.MAX_VALUE), 0,
                "the header's length is 9223372036854775807, above the limit of 100000000; "
                        + "is this a safetensors file?");
        assertRefused(withLength(-1), 0,
                "the header's length is 18446744073709551615, above the limit of 100000000; "
                        + "is this a safetensors file?");
    }

    @Test
    void read_otherFormats_areKnownByTheirFirstBytes() throws IOException {
        assertRefused("PK\3\4 and so on".getBytes(StandardCharsets.ISO_8859_1), 0,
                "it is a ZIP archive, as torch.save and numpy.savez write, not safetensors; an .npz is read with Npz,"
                        + " a .pt is rewritten by Python: safetensors.torch.save_file(torch.load(…), …)");
        assertRefused("\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 0,
                "it is an HDF5 file, as Keras writes, not safetensors; write the weights as .npz in Python, and read"
                        + " that with Npz");
        assertRefused("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1), 0,
                "it is a NumPy array, not safetensors; read it with Npy");
        String pickle =
                "it is a Python pickle, as old versions of torch.save write, not safetensors; rewrite it in Python:"
                        + " safetensors.torch.save_file(torch.load(…), …)";
        assertRefused("\u0080\2\u008a\nl\u00fc\u009cF".getBytes(StandardCharsets.ISO_8859_1), 0, pickle);
        assertRefused("\u0080\5\u008a\nl\u00fc\u009cF".getBytes(StandardCharsets.ISO_8859_1), 0, pickle);
        assertRefused("\u0080\6\u008a\nl\u00fc\u009c\0".getBytes(StandardCharsets.ISO_8859_1), 0,
                "the header's length is 44187637330347648, above the limit of 100000000; is this a safetensors file?");
    }

    private static byte[] withLength(long length) {
        byte[] bytes = REFERENCE.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return bytes;
    }

    @Test
    void read_cutAnywhere_isRefused() throws IOException {
        for (int length = 0; length < REFERENCE.length; length++) {
            Files.write(file, Arrays.copyOf(REFERENCE, length));
            assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(SafeTensorsException.class);
        }
    }

    @Test
    void read_cutData_namesTheTensor() throws IOException {
        assertRefused(Arrays.copyOf(REFERENCE, REFERENCE.length - 1), 151,
                "\"weight\" ends at byte 40 of the data, of which the file has 39; "
                        + "it is cut short, or the offsets are wrong");
    }

    @Test
    void read_trailingBytes_areRefused() throws IOException {
        assertRefused(Arrays.copyOf(REFERENCE, REFERENCE.length + 3), 256,
                "3 bytes after \"weight\" belong to no tensor");
    }

    /// Each single flipped bit of the header gives a dict that differs, or the library's own exception; never another.
    @Test
    void read_flippedBits_areRefusedOrSeen() throws IOException {
        for (int bit = 0; bit < 8 * (REFERENCE.length - 40); bit++) {
            byte[] bytes = REFERENCE.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            try {
                assertThat(SafeTensors.read(file)).isNotEqualTo(DICT);
            } catch (SafeTensorsException e) {
                assertThat(e).hasMessageStartingWith(file + ", byte ");
            }
        }
    }

    private void assertRefused(byte[] content, int offset, String problem) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(SafeTensorsException.class)
                .hasMessage(file + ", byte " + offset + ": " + problem);
    }
}
