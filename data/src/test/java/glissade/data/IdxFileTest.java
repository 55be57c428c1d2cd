package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {

    /// Shape [2, 3], elements 1 2 3 FD FE FF.
    private static final String SMALL = "00000802" + "00000002" + "00000003" + "010203fdfeff";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("x-idx2-ubyte");
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_plainAndGzipped_areTheSame() throws IOException {
        Files.write(file, hex(SMALL));
        var plain = IdxFile.read(file);
        Files.write(file, gzip(hex(SMALL)));
        var gzipped = IdxFile.read(file);

        assertThat(plain.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(plain.values()).containsExactly(1, 2, 3, -3, -2, -1);
        assertThat(gzipped).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString("IdxFile [2, 3]");
        assertThat(plain).isNotEqualTo(new IdxFile(Shape.of(3, 2), plain.values()))
                .isNotEqualTo(new IdxFile(plain.shape(), new byte[6]));
    }

    @Test
    void read_largeAndHighlyCompressed_isWhole() throws IOException {
        byte[] content = Arrays.copyOf(hex("00000801" + "001e8480"), 8 + 2_000_000);
        byte[] gzipped = gzip(content);
        Files.write(file, gzipped);

        assertThat(gzipped.length).isLessThan(2_000_000 / 900);
        assertThat(IdxFile.read(file)).isEqualTo(new IdxFile(Shape.of(2_000_000), new byte[2_000_000]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000801" + "00000000", "00000802" + "00000000" + "7ffffff7",
        "00000803" + "7ffffff7" + "00000001" + "00000000"})
    void read_emptyShape_hasNoValues(String digits) throws IOException {
        Files.write(file, hex(digits));

        assertThat(IdxFile.read(file).values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                         | 0  | the file ends inside of its magic number",
        "000008                     | 3  | the file ends inside of its magic number",
        "504b0304                   | 0  | an IDX file begins with two zero bytes, this one with 50 4b",
        "00010801                   | 0  | an IDX file begins with two zero bytes, this one with 00 01",
        "00000901                   | 2  | the elements are signed bytes (09); only unsigned bytes (08) are read",
        "00000b01                   | 2  | the elements are 16-bit integers (0b); only unsigned bytes (08) are read",
        "00000c01                   | 2  | the elements are 32-bit integers (0c); only unsigned bytes (08) are read",
        "00000d01                   | 2  | the elements are 32-bit floats (0d); only unsigned bytes (08) are read",
        "00000e01                   | 2  | the elements are 64-bit floats (0e); only unsigned bytes (08) are read",
        "0000ff01                   | 2  | the elements are of an unknown type (ff); only unsigned bytes (08) are read",
        "00000800                   | 3  | the number of axes is 0, must be at least 1",
        "00000802000000020000       | 10 | the file ends inside of its header, which has 2 sizes",
        "000008ff                   | 4  | the file ends inside of its header, which has 255 sizes",
        "0000080200000001ffffffff   | 8  | the size of axis 1 is 4294967295, above the limit of 2147483639",
        "000008020001000000010000   | 4  | the sizes [65536, 65536] multiply to more than 2147483639",
        "00000803000000010000000200000003ff | 17"
                + " | the file ends here, after 1 of the 6 elements of its shape [1, 2, 3]",
        "0000080100000001abcd       | 9  | the file goes on after the 1 elements of its shape [1]"})
    void read_bad_isRefused(String digits, int offset, String problem) throws IOException {
        byte[] content = hex(digits);
        for (byte[] bytes : new byte[][] {content, gzip(content)}) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> IdxFile.read(file)).isInstanceOf(IdxException.class)
                    .hasMessage(file + ", byte " + offset + ": " + problem);
        }
    }

    @Test
    void read_absurdSize_isRefusedUnallocated() throws IOException {
        byte[] content = hex("00000801" + "7fffff00" + "00");
        assertRefused(content, "byte 4: the shape [2147483392] has 2147483392 elements, "
                + "but a file of this length holds at most 9");
        byte[] gzipped = gzip(content);
        assertRefused(gzipped, "byte 4: the shape [2147483392] has 2147483392 elements, "
                + "but a file of this length holds at most " + 1032 * gzipped.length);
    }

    @Test
    void read_gzipCutAnywhere_isRefused() throws IOException {
        byte[] gzipped = gzip(hex(SMALL));
        for (int length = 2; length < gzipped.length; length++) {
            Files.write(file, Arrays.copyOf(gzipped, length));
            assertThatThrownBy(() -> IdxFile.read(file)).isInstanceOf(IdxException.class)
                    .message().endsWith(": the gzip data is cut short here");
        }
    }

    @Test
    void read_gzipDamaged_isRefused() throws IOException {
        byte[] checksum = gzip(hex(SMALL));
        checksum[checksum.length - 8] ^= 1;
        assertRefused(checksum, "byte 18: the gzip data is damaged here (Corrupt GZIP trailer)");
        byte[] method = gzip(hex(SMALL));
        method[2] = 7;
        assertRefused(method, "byte 0: the gzip data is damaged here (Unsupported compression method)");
    }

    @Test
    void new_otherCount_isRefused() {
        assertThatThrownBy(() -> new IdxFile(Shape.of(2, 3), new byte[5])).isInstanceOf(ShapeException.class)
                .message().startsWith("idx: 5 values given for [2, 3], which has 6 elements\n");
    }

    @Test
    void read_noFile_isRefused() {
        assertThatThrownBy(() -> IdxFile.read(file)).isInstanceOf(NoSuchFileException.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> IdxFile.read(folder)).isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": it is a folder, not a file");
    }

    private void assertRefused(byte[] content, String problem) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> IdxFile.read(file)).isInstanceOf(IdxException.class).hasMessage(file + ", " + problem);
    }
}
