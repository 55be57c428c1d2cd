package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of real NumPy (made by `numpy_files.py`, which stands beside them), our own, and bad ones.
class NumpyFilesTest {

    private static final Tensor X = Tensor.range(24).reshape(2, 3, 4).sub(7.5);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("x");
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NumpyFilesTest.class.getResourceAsStream(name), name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"row", "fortran", "big", "half", "v2", "v3"})
    void read_fileOfNumPy_isTheTensor(String name) throws IOException {
        assertThat(Npy.read(resource(name + ".npy"))).isEqualTo(X);
    }

    @Test
    void readIndices_fileOfNumPy_isTheIndices() throws IOException {
        assertThat(Npy.readIndices(resource("labels.npy")))
                .isEqualTo(Indices.of(new int[][] {{3, -1}, {Integer.MAX_VALUE, 0}}));
    }

    @Test
    void read_archivesOfNumPy_areTheArrays() throws IOException {
        StateDict plain = Npz.read(resource("plain.npz"));
        StateDict compressed = Npz.read(resource("compressed.npz"));

        assertThat(plain)
                .isEqualTo(StateDict.empty().with("x", X).with("n", 12).with("b", Shape.of(2), 1, 0));
        assertThat(compressed)
                .isEqualTo(StateDict.empty().with("x", X).with("n", 12).with("z", Tensor.zeros(100_000)));
    }

    @Test
    void write_tensor_isNumPysFile() throws IOException {
        Npy.write(file, X);

        assertThat(file).hasSameBinaryContentAs(resource("row.npy"));
    }

    @Test
    void read_whatWasWritten_isEqual() throws IOException {
        var large = RandomStream.of(1).normal(Shape.of(3, 33_333));
        for (Tensor each : new Tensor[] {large, Tensor.scalar(Float.NaN), Tensor.zeros(0, 3), Tensor.of(-0f)}) {
            Npy.write(file, each);
            assertThat(Npy.read(file)).isEqualTo(each);
        }
        Npy.write(file, Indices.of(new int[][] {{1, -2}}));
        assertThat(Npy.readIndices(file)).isEqualTo(Indices.of(new int[][] {{1, -2}}));
        Npy.write(file, Mask.of(Shape.of(1, 2), true, false));
        assertThat(Npy.readIndices(file)).isEqualTo(Indices.of(new int[][] {{1, 0}}));
    }

    @Test
    void write_archive_isReadBackAndAlwaysTheSame() throws IOException {
        var dict = StateDict.empty().with("a.b", X).with("ü", 3).with("e", Shape.of(0));
        Npz.write(file, dict);
        Npz.write(folder.resolve("again"), dict);

        assertThat(Npz.read(file)).isEqualTo(dict);
        assertThat(file).hasSameBinaryContentAs(folder.resolve("again"));
    }

    /// The header stands at byte 10; the elements that follow are 8 bytes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'descr':'<f4','fortran_order':False,'shape':(3,)}"
                + "| 10 | the shape [3] takes 12 bytes, but at most 8 can follow; the file is cut short",
        "{'descr':'<f4','fortran_order':False,'shape':(1,)}| 64 | it goes on after the last element",
        "{'descr':'<f4','fortran_order':False,'shape':(2)} | 57 | ',' is expected here, as (3,) is a tuple and (3) is not",
        "{'descr':'<f4','fortran_order':False,'shape':(-2,)} | 56 | a whole number from 0 is expected here",
        "{'descr':'<f4','fortran_order':False,'shape':(9999999999,)}"
                + "| 56 | an axis is larger than the limit of 2147483639",
        "{'descr':'<f4','fortran_order':False,'shape':(65536,65536)}"
                + "| 56 | the sizes multiply to more than 2147483639",
        "{'descr':'<f4','fortran_order':0,'shape':(2,)} | 41 | True or False is expected here",
        "{'descr':'<f4','fortran_order':False} | 10 | the header must have 'descr', 'fortran_order' and 'shape'",
        "{'descr':'<f4','descr':'<f4'} | 25 | the key 'descr' stands here a second time",
        "{'dtype':'<f4'} | 11 | the header has an unknown key \"dtype\"",
        "{'descr':'<c8','fortran_order':False,'shape':(1,)} | 10 | the elements are \"<c8\", which is not supported; "
                + "convert them with astype, to float32 or int64",
        "{'descr':[('a','<f4')],'fortran_order':False,'shape':(1,)}"
                + "| 19 | the array is of records with fields; save each field as an array of its own",
        "{'descr':'<f4} | 24 | a character that no key or element type has",
        "{descr:1} | 11 | a quoted string is expected here",
        "{'descr' '<f4'} | 19 | ':' is expected here",
        "{'descr':'<f4','fortran_order':False,'shape':(2,)}} | 60 | the header goes on after its closing brace"})
    void read_badHeader_isRefused(String header, int offset, String problem) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        Files.write(file, bytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, text,
                new byte[8]));

        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ", byte " + (offset == 64 ? 10 + text.length + 4 : offset) + ": " + problem);
    }

    private static byte[] bytes(byte[]... parts) throws IOException {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    @Test
    void read_otherFiles_areRefused() throws IOException {
        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": there is no such file");
        Files.writeString(file, "PK");
        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ", byte 0: it does not begin with \\x93NUMPY; is this a .npy file?");
        Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0});
        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ", byte 6: the format's version is 4.0; 1.0, 2.0 and 3.0 are read");
        Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 0, 0, 0, -1});
        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ", byte 8: the header's length is 4278190080, above the limit of 65536");
        Path objects = resource("objects.npy");
        assertThatThrownBy(() -> Npy.read(objects)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(objects + ", byte 10: the array holds pickled Python objects, which are never read");
    }

    @Test
    void read_otherKind_isRefused() throws IOException {
        Npy.write(file, X);
        assertThatThrownBy(() -> Npy.readIndices(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ": it holds floats, not whole numbers; read it with read");
        Npy.write(file, Indices.of(1));
        assertThatThrownBy(() -> Npy.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ": it holds whole numbers or truth values, not floats; read it with readIndices");
    }

    @Test
    void read_badArchive_isRefused() throws IOException {
        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> Npz.read(file)).isExactlyInstanceOf(NpyException.class)
                .message().startsWith(file + ": it is no valid ZIP archive (");
        archive("a.txt", new byte[1]);
        assertThatThrownBy(() -> Npz.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(file + ": it holds \"a.txt\", which is no .npy file");
        archive("a.npy", new byte[1]);
        assertThatThrownBy(() -> Npz.read(file)).isExactlyInstanceOf(NpyException.class)
                .hasMessage(
                        file + ", array \"a.npy\", byte 0: it does not begin with \\x93NUMPY; is this a .npy file?");
    }

    private void archive(String name, byte[] content) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
    }

    @Test
    void write_archiveWithMetadata_isRefused() {
        assertThatThrownBy(() -> Npz.write(file, StateDict.empty().withMetadata("a", "b")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("an .npz file has no place for metadata, and {a=b} would be lost; "
                        + "write it with SafeTensors");
    }

    @Test
    void write_nameThatNoArchiveHolds_isRefused() {
        assertRefused("\ud800", "the name \"\ud800\" holds half a surrogate pair, which UTF-8 cannot write");
        assertRefused("a\0b", "the name \"a\\u0000b\" holds a NUL character, at which Python cuts it off");
        assertRefused("é".repeat(32_501), "the name \"" + "é".repeat(80)
                + "\"… (32501 characters) takes more than the 65000 bytes that a ZIP archive has for it");
    }

    private void assertRefused(String name, String problem) {
        assertThatThrownBy(() -> Npz.write(file, StateDict.empty().with(name, X)))
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage(problem + "; choose another");
        assertThat(file).doesNotExist();
    }

    @Test
    void write_longestName_isReadBack() throws IOException {
        var dict = StateDict.empty().with("é".repeat(32_500), X);
        Npz.write(file, dict);
        assertThat(Npz.read(file)).isEqualTo(dict);
    }

    @Test
    void write_axesBeyondTheHeader_areRefused() {
        int[] sizes = new int[22_000];
        Arrays.fill(sizes, 1);
        assertThatThrownBy(() -> Npy.write(file, Tensor.zeros(sizes)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the shape has 22000 axes, and a .npy header that lists them takes 66102 bytes, of which it has at"
                                + " most 65535; reshape the array, or write it with SafeTensors");
    }
}
