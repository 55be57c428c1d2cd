package glissade.tensor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    /// The text stands at byte 100 of the file f.
    private static JsonText text(String json) {
        return new JsonText(json.getBytes(StandardCharsets.UTF_8), 100);
    }

    @Test
    void object_membersAndSpace_areReadInOrder() throws MalformedException {
        var seen = new ArrayList<String>();
        var text = text(" {\t\"b\" :\n[ 1 , 23 ] ,\r\"a\":[]} ");

        text.object((name, offset) -> {
            seen.add(name + offset);
            text.array((_, at) -> seen.add(text.number() + "@" + at));
        });
        text.end();

        assertThat(seen).containsExactly("b103", "1@111", "23@115", "a122");
    }

    @Test
    void object_withoutMembers_isEmpty() throws MalformedException {
        var text = text("{ }");
        text.object((name, _) -> {
            throw new AssertionError(name);
        });
        text.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\/\b\f\n\r\t", "\u0000\u001f\u007f", "ü€𝄞", "\uFFFD\uFEFF"})
    void quoted_anyText_isReadBack(String string) throws MalformedException {
        assertThat(text(JsonText.quoted(string)).string()).isEqualTo(string);
    }

    @Test
    void quoted_specialCharacters_areEscaped() {
        assertThat(JsonText.quoted("a\"b\\c\nd\r\t\u0001ü𝄞/")).isEqualTo("\"a\\\"b\\\\c\\nd\\r\\t\\u0001ü𝄞/\"");
    }

    @Test
    void string_escapes_areResolved() throws MalformedException {
        assertThat(text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD834\\udd1e!\"").string())
                .isEqualTo("\"\\/\b\f\n\r\té𝄞!");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`\"ab`           | 100 | a string begins here that is not closed",
        "`\"a\tb\"`       | 102 | a control character stands unescaped in a string",
        "`\"a\\xb\"`      | 102 | an escape that JSON does not have",
        "`\"a\\`          | 102 | an escape that JSON does not have",
        "`\"\\u12g4\"`    | 101 | an escape without four hexadecimal digits",
        "`\"\\u12`        | 101 | an escape without four hexadecimal digits",
        "`\"\\ud834\"`    | 101 | half a surrogate pair, which is no character",
        "`\"\\ud834x\"`   | 101 | half a surrogate pair, which is no character",
        "`\"\\ud834\\n\"` | 101 | half a surrogate pair, which is no character",
        "`\"\\ud834\\u0041\"` | 101 | half a surrogate pair, which is no character",
        "`\"\\udd1e\"`    | 101 | half a surrogate pair, which is no character",
        "abc              | 100 | '\"' is expected here",
        "``               | 100 | '\"' is expected here, but the header ends"})
    void string_bad_isRefused(String json, int offset, String problem) {
        assertRefused(() -> text(json).string(), offset, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0af", "eda080", "e282", "f4908080"})
    void string_notUtf8_isRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex("2261" + hex + "22");
        assertRefused(() -> new JsonText(bytes, 100).string(), 101,
                "a string begins here that is not valid UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "9223372036854775807, 9223372036854775807"})
    void number_whole_isRead(String json, long value) throws MalformedException {
        assertThat(text(json).number()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "01", "00", "1.0", "1e3", "1E3", "\"1\"", "", "null", "NaN"})
    void number_notWhole_isRefused(String json) {
        assertRefused(() -> text(json).number(), 100, "a whole number from 0 is expected here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "18446744073709551616", "99999999999999999999999999"})
    void number_beyond64Bits_isRefused(String json) {
        assertRefused(() -> text(json).number(), 100, "a number beyond 64 bits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`{\"a\":1,\"b\":2,\"a\":3}` | 113 | the name \"a\" stands here a second time",
        "`{\"a\":1,\"\\u0061\":3}`   | 107 | the name \"a\" stands here a second time",
        "`{\"a\" 1}`     | 105 | ':' is expected here",
        "`{\"a\":1 \"b\":2}` | 107 | '}' is expected here",
        "`{\"a\":1,}`    | 107 | '\"' is expected here",
        "`{,}`           | 101 | '\"' is expected here",
        "`{a:1}`         | 101 | '\"' is expected here",
        "`{\"a\":1`      | 106 | '}' is expected here, but the header ends",
        "`{`             | 101 | '\"' is expected here, but the header ends",
        "`[1]`           | 100 | '{' is expected here",
        "`{\"a\":1} x`   | 108 | the header goes on after its closing brace",
        "`{\"a\":1}}`    | 107 | the header goes on after its closing brace"})
    void object_bad_isRefused(String json, int offset, String problem) {
        var text = text(json);
        assertRefused(() -> {
            text.object((_, _) -> text.number());
            text.end();
        }, offset, problem);
    }

    @Test
    void array_notClosed_isRefused() {
        var text = text("[1,2");
        assertRefused(() -> text.array((_, _) -> text.number()), 104, "']' is expected here, but the header ends");
    }

    @Test
    void shown_longName_isCut() {
        assertThat(JsonText.shown("a\nb")).isEqualTo("\"a\\nb\"");
        assertThat(JsonText.shown("x".repeat(80))).isEqualTo("\"" + "x".repeat(80) + "\"");
        assertThat(JsonText.shown("x".repeat(81))).isEqualTo("\"" + "x".repeat(80) + "\"… (81 characters)");
    }

    private static void assertRefused(ThrowingCallable call, int offset, String problem) {
        assertThatThrownBy(call).isInstanceOf(MalformedException.class)
                .hasMessage(problem)
                .extracting(e -> ((MalformedException) e).offset()).isEqualTo((long) offset);
    }
}
