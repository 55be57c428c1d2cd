package glissade.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Shape;
import glissade.tensor.file.SafeTensorsHeader.Content;
import glissade.tensor.file.SafeTensorsHeader.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsHeaderTest {

    private static final List<Content> CONTENTS = List.of(new Content("b", ElementType.F32, Shape.of(2, 3)),
            new Content("n", ElementType.I64, Shape.SCALAR), new Content("empty", ElementType.F32, Shape.of(0, 3)),
            new Content("a", ElementType.F32, Shape.SCALAR), new Content("m", ElementType.I64, Shape.of(2)));

    private static SafeTensorsHeader of(List<Content> contents, Map<String, String> metadata) {
        return SafeTensorsHeader.of(contents, new TreeMap<>(metadata));
    }

    private static SafeTensorsHeader of(String name) {
        return of(List.of(new Content(name, ElementType.I64, Shape.SCALAR)), Map.of());
    }

    private static SafeTensorsHeader parse(String json, long dataSize) throws MalformedException {
        return SafeTensorsHeader.parse(json.getBytes(StandardCharsets.UTF_8), dataSize);
    }

    @Test
    void of_dict_putsIntegersFirstInTheData() {
        var header = of(CONTENTS, Map.of());

        assertThat(header.slots()).containsExactly(new Slot("b", ElementType.F32, Shape.of(2, 3), 24, 48),
                new Slot("n", ElementType.I64, Shape.SCALAR, 0, 8),
                new Slot("empty", ElementType.F32, Shape.of(0, 3), 48, 48),
                new Slot("a", ElementType.F32, Shape.SCALAR, 48, 52),
                new Slot("m", ElementType.I64, Shape.of(2), 8, 24));
        assertThat(header.layout()).extracting(Slot::name).containsExactly("n", "m", "b", "empty", "a");
    }

    @Test
    void toBytes_anyDict_isLengthJsonAndSpaces() {
        byte[] bytes = of(CONTENTS, Map.of("y", "\"", "x", "1")).toBytes();

        assertThat(bytes.length % 8).isZero();
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(bytes.length - 8);
        assertThat(new String(bytes, 8, bytes.length - 8, StandardCharsets.UTF_8).stripTrailing()).isEqualTo("""
                {"__metadata__":{"x":"1","y":"\\""},\
                "b":{"dtype":"F32","shape":[2,3],"data_offsets":[24,48]},\
                "n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
                "empty":{"dtype":"F32","shape":[0,3],"data_offsets":[48,48]},\
                "a":{"dtype":"F32","shape":[],"data_offsets":[48,52]},\
                "m":{"dtype":"I64","shape":[2],"data_offsets":[8,24]}}""");
    }

    @Test
    void toBytes_noEntries_isAnEmptyObject() {
        assertThat(of(List.of(), Map.of()).toBytes())
                .containsExactly(8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' ');
    }

    @Test
    void parse_ownBytes_isTheSame() throws MalformedException {
        var header = of(CONTENTS, Map.of("x", "1"));
        byte[] bytes = header.toBytes();

        assertThat(SafeTensorsHeader.parse(Arrays.copyOfRange(bytes, 8, bytes.length), 52))
                .isEqualTo(header);
    }

    @Test
    void parse_otherOrderOfFields_isRead() throws MalformedException {
        String json = "{\"a\":{\"data_offsets\":[0,4],\"shape\":[1],\"dtype\":\"F32\"},\"__metadata__\":{}}";

        assertThat(parse(json, 4).slots()).isEqualTo(List.of(new Slot("a", ElementType.F32, Shape.of(1), 0, 4)));
    }

    /// `A(shape; begin,end)` stands for a tensor of F32. The data begins at byte 8 plus the length of the JSON.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "` {}`                     | 8 | the header does not begin with '{'; is this a safetensors file?",
        "`PK`                      | 8 | the header does not begin with '{'; is this a safetensors file?",
        "`{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}` | 9 | \"a\" must have a dtype, a shape and two data_offsets",
        "`{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}`"
                + "| 9 | \"a\" must have a dtype, a shape and two data_offsets",
        "`{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}` | 9 | \"a\" must have a dtype, a shape and two data_offsets",
        "`{\"a\":A(2;0)}`          | 9 | \"a\" must have a dtype, a shape and two data_offsets",
        "`{\"a\":A(2;0,8,9)}`      | 9 | \"a\" must have a dtype, a shape and two data_offsets",
        "`{\"a\":A(2;8,0)}`        | 9 | \"a\" has data_offsets that run backwards: 8, 0",
        "`{\"a\":A(2;4,12)}`"
                + "| 9 | \"a\" ends at byte 12 of the data, of which the file has 8; "
                + "it is cut short, or the offsets are wrong",
        "`{\"a\":A(1;0,8)}`        | 9 | \"a\" has 8 bytes, but F32 of shape [1] takes 4",
        "`{\"a\":A(3;0,8)}`        | 9 | \"a\" has 8 bytes, but F32 of shape [3] takes 12",
        "`{\"a\":A(;0,8)}`         | 9 | \"a\" has 8 bytes, but F32 of shape [] takes 4",
        "`{\"a\":A(2,0;0,8)}`      | 9 | \"a\" has 8 bytes, but F32 of shape [2, 0] takes 0",
        "`{\"a\":A(2;0,8),\"a\":A(2;0,8)}` | 62 | the name \"a\" stands here a second time",
        "`{\"a\":A(4294967298;0,8)}` | 9 | \"a\" has an axis of size 4294967298, above the limit of 2147483639",
        "`{\"a\":A(65536,65536;0,8)}` | 9 | \"a\" has sizes that multiply to more than 2147483639",
        "`{\"a\":A(2147483639,2147483639,2147483639;0,8)}` | 9 | \"a\" has sizes that multiply to more than 2147483639",
        "`{\"a\":A(-2;0,8)}`       | 37 | a whole number from 0 is expected here",
        "`{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,8]}}`"
                + "| 9 | \"a\" has dtype \"F8_E4M3\", which is not supported; convert it to one of "
                + "[F32, I64, F64, F16, BF16, I32, I16, I8, U32, U16, U8, BOOL]",
        "`{\"a\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}`"
                + "| 9 | \"a\" has dtype \"f32\", which is not supported; convert it to one of "
                + "[F32, I64, F64, F16, BF16, I32, I16, I8, U32, U16, U8, BOOL]",
        "`{\"a\":{\"strides\":[1]}}` | 14 | \"a\" has an unknown field \"strides\"",
        "`{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}` | 28 | the name \"dtype\" stands here a second time",
        "`{\"__metadata__\":{\"k\":1}}` | 29 | '\"' is expected here",
        "`{\"__metadata__\":{},\"__metadata__\":{}}` | 27 | the name \"__metadata__\" stands here a second time",
        "`{\"a\":[]}`              | 13 | '{' is expected here",
        "`{\"a\":A(1;0,4)}`        | 66 | 4 bytes after \"a\" belong to no tensor",
        "`{\"a\":A(1;4,8)}`        | 62 | 4 bytes between the header and \"a\" belong to no tensor",
        "`{}`                      | 10 | 8 bytes after the header belong to no tensor",
        "`{\"a\":A(1;4,8),\"b\":A(1;4,8)}` | 115 | 4 bytes between the header and \"a\" belong to no tensor",
        "`{\"a\":A(1;0,4),\"b\":A(1;0,4)}` | 115 | \"b\" begins inside \"a\"",
        "`{\"a\":A(1;4,8),\"b\":A(2;0,8)}` | 119 | \"a\" begins inside \"b\"",
        "`{\"a\":A(0;2,2),\"b\":A(2;0,8)}` | 117 | \"a\" begins inside \"b\""})
    void parse_bad_isRefused(String text, int offset, String problem) {
        String json = text.replaceAll("A\\(([0-9,-]*);([0-9,]*)\\)",
                "{\"dtype\":\"F32\",\"shape\":[$1],\"data_offsets\":[$2]}");

        assertThatThrownBy(() -> parse(json, 8)).isInstanceOf(MalformedException.class)
                .hasMessage(problem)
                .extracting(e -> ((MalformedException) e).offset()).isEqualTo((long) offset);
    }

    @Test
    void of_whatCannotBeWritten_isRefused() {
        assertThatThrownBy(() -> of("__metadata__"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name \"__metadata__\" is safetensors' own; choose another");
        assertThatThrownBy(() -> of("a\ud834"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name holds half a surrogate pair, which UTF-8 cannot write: a\\ud834");
        assertThatThrownBy(() -> of(CONTENTS, Map.of("\udd1e", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a metadata key holds half a surrogate pair, which UTF-8 cannot write: \\udd1e");
        assertThatThrownBy(() -> of(CONTENTS, Map.of("k", "\udd1e")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a metadata value holds half a surrogate pair, which UTF-8 cannot write: \\udd1e");
    }
}
