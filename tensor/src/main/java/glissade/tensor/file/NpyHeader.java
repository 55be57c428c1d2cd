package glissade.tensor.file;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the header of an `.npy` file says: a Python dictionary with exactly three keys.
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
///
/// Format: NumPy's `numpy.lib.format`, versions 1.0, 2.0 and 3.0.
public record NpyHeader(ElementType type, ByteOrder order, boolean fortran, Shape shape) {

    /// The longest header text; that of any array takes a few hundred bytes.
    public static final int MAX_LENGTH = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /// What the two bytes of version 1.0 can count.
    private static final int MAX_WRITTEN = 0xFFFF;

    /// The magic number and the version: what tells how long the length is.
    public static final int START = MAGIC.length + 2;

    /// How many bytes of the header's length follow a start: 2 or 4.
    public static int lengthBytes(byte[] start) throws MalformedException {
        if (start.length < START || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedException(0, "it does not begin with \\x93NUMPY; is this a .npy file?");
        }
        boolean known = start[6] >= 1 && start[6] <= 3 && start[7] == 0;
        if (!known) {
            throw new MalformedException(MAGIC.length, "the format's version is " + (start[6] & 0xFF) + "."
                    + (start[7] & 0xFF) + "; 1.0, 2.0 and 3.0 are read");
        }
        return start[6] == 1 ? 2 : 4;
    }

    /// Reads the text, which begins at byte `start`.
    public static NpyHeader parse(byte[] text, int start) throws MalformedException {
        return new Reader(text, start).header();
    }

    /// The header of an array in row-major order, version 1.0, with all that stands in front of the elements.
    ///
    /// @throws IllegalArgumentException if there are too many axes for it
    public static byte[] bytes(String descr, Shape shape) {
        int[] sizes = shape.toArray();
        String tuple = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + (sizes.length == 1 ? "," : "");
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int whole = Math.ceilDiv(START + 2 + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        if (whole - START - 2 > MAX_WRITTEN) {
            throw new IllegalArgumentException(
                    "the shape has " + shape.rank() + " axes, and a .npy header that lists them takes "
                            + (whole - START - 2) + " bytes, of which it has at most " + MAX_WRITTEN
                            + "; reshape the array, or write it with SafeTensors");
        }
        var bytes = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0)
                .putShort((short) (whole - START - 2)).put(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.remaining() > 1) {
            bytes.put((byte) ' ');
        }
        return bytes.put((byte) '\n').array();
    }

    /// Reads the dictionary from front to back. It has no nesting beyond the shape's tuple, so nor has this.
    private static final class Reader {

        private final byte[] text;
        private final int start;
        private int at;
        private @Nullable String descr;
        private @Nullable Boolean fortran;
        private @Nullable Shape shape;

        Reader(byte[] text, int start) {
            this.text = text;
            this.start = start;
        }

        NpyHeader header() throws MalformedException {
            expect('{');
            while (!take('}')) {
                skipSpace();
                int begun = at;
                String key = string();
                expect(':');
                member(key, begun);
                if (!take(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length) {
                throw error(at, "the header goes on after its closing brace");
            }
            if (descr == null || fortran == null || shape == null) {
                throw error(0, "the header must have 'descr', 'fortran_order' and 'shape'");
            }
            boolean big = descr.startsWith(">");
            return new NpyHeader(type(descr), big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, fortran, shape);
        }

        private void member(String key, int begun) throws MalformedException {
            boolean again = switch (key) {
                case "descr" -> descr != null;
                case "fortran_order" -> fortran != null;
                case "shape" -> shape != null;
                default -> throw error(begun, "the header has an unknown key " + JsonText.shown(key));
            };
            if (again) {
                throw error(begun, "the key '" + key + "' stands here a second time");
            }
            switch (key) {
                case "descr" -> descr = descr();
                case "fortran_order" -> fortran = truth();
                default -> shape = tuple();
            }
        }

        private String descr() throws MalformedException {
            skipSpace();
            if (at < text.length && text[at] == '[') {
                throw error(at, "the array is of records with fields; save each field as an array of its own");
            }
            return string();
        }

        private ElementType type(String code) throws MalformedException {
            return switch (code) {
                case "<f4", ">f4" -> ElementType.F32;
                case "<f8", ">f8" -> ElementType.F64;
                case "<f2", ">f2" -> ElementType.F16;
                case "<i8", ">i8" -> ElementType.I64;
                case "<i4", ">i4" -> ElementType.I32;
                case "<i2", ">i2" -> ElementType.I16;
                case "|i1" -> ElementType.I8;
                case "<u4", ">u4" -> ElementType.U32;
                case "<u2", ">u2" -> ElementType.U16;
                case "|u1" -> ElementType.U8;
                case "|b1" -> ElementType.BOOL;
                case "|O" -> throw error(0, "the array holds pickled Python objects, which are never read");
                default -> throw error(0, "the elements are " + JsonText.shown(code)
                        + ", which is not supported; convert them with astype, to float32 or int64");
            };
        }

        private boolean truth() throws MalformedException {
            if (takeWord("True")) {
                return true;
            }
            if (takeWord("False")) {
                return false;
            }
            throw error(at, "True or False is expected here");
        }

        private boolean takeWord(String word) {
            skipSpace();
            for (int i = 0; i < word.length(); i++) {
                if (at + i >= text.length || text[at + i] != word.charAt(i)) {
                    return false;
                }
            }
            at += word.length();
            return true;
        }

        private Shape tuple() throws MalformedException {
            expect('(');
            int begun = at;
            var sizes = new int[8];
            int rank = 0;
            while (!take(')')) {
                if (rank == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * rank);
                }
                sizes[rank++] = size();
                if (!take(',')) {
                    if (rank == 1) {
                        throw error(at, "',' is expected here, as (3,) is a tuple and (3) is not");
                    }
                    expect(')');
                    break;
                }
            }
            try {
                return Shape.of(Arrays.copyOf(sizes, rank));
            } catch (ShapeException e) {
                throw error(begun, "the sizes multiply to more than " + Shape.MAX_ELEMENTS);
            }
        }

        private int size() throws MalformedException {
            skipSpace();
            int begun = at;
            long value = 0;
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                value = value * 10 + (text[at++] - '0');
                if (value > Shape.MAX_ELEMENTS) {
                    throw error(begun, "an axis is larger than the limit of " + Shape.MAX_ELEMENTS);
                }
            }
            if (at == begun) {
                throw error(begun, "a whole number from 0 is expected here");
            }
            return (int) value;
        }

        /// A string in single or double quotes, without escapes: no key or code needs one.
        private String string() throws MalformedException {
            skipSpace();
            int begun = at;
            byte quote = at < text.length ? text[at++] : 0;
            if (quote != '\'' && quote != '"') {
                throw error(begun, "a quoted string is expected here");
            }
            while (at < text.length && text[at] != quote) {
                if (text[at] < ' ' || text[at] == '\\' || text[at] == 0x7F) {
                    throw error(at, "a character that no key or element type has");
                }
                at++;
            }
            if (at == text.length) {
                throw error(begun, "a string begins here that is not closed");
            }
            return new String(text, begun + 1, at++ - begun - 1, StandardCharsets.US_ASCII);
        }

        private void expect(char c) throws MalformedException {
            if (!take(c)) {
                throw error(at, "'" + c + "' is expected here" + (at < text.length ? "" : ", but the header ends"));
            }
        }

        private boolean take(char c) {
            skipSpace();
            boolean found = at < text.length && text[at] == c;
            if (found) {
                at++;
            }
            return found;
        }

        private void skipSpace() {
            while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) {
                at++;
            }
        }

        private MalformedException error(int offset, String problem) {
            return new MalformedException((long) start + offset, problem);
        }
    }
}
