package glissade.tensor.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;

/// The strict part of JSON (RFC 8259) that a safetensors header uses: objects, arrays, strings and whole numbers,
/// read from front to back. Its own depth is fixed by the caller, so hostile nesting cannot exhaust the stack.
public final class JsonText {

    private static final int SHOWN = 80;

    private final byte[] text;
    private final long start;
    private int at;

    /// Reads `text`, which stands at byte `start` of the file.
    JsonText(byte[] text, long start) {
        this.text = text;
        this.start = start;
    }

    /// Reads the value of an object's member, or an element of an array.
    @FunctionalInterface
    interface Value {
        /// `name` is a member's name, empty in an array; `offset` is where it begins in the file.
        void read(String name, long offset) throws MalformedException;
    }

    /// An object: calls `value` for each member, in order.
    void object(Value value) throws MalformedException {
        expect('{');
        if (take('}')) {
            return;
        }
        var seen = new HashSet<String>();
        do {
            skipSpace();
            long offset = start + at;
            String name = string();
            if (!seen.add(name)) {
                throw error(offset, "the name " + shown(name) + " stands here a second time");
            }
            expect(':');
            value.read(name, offset);
        } while (take(','));
        expect('}');
    }

    /// An array: calls `value` for each element, in order.
    void array(Value value) throws MalformedException {
        expect('[');
        if (take(']')) {
            return;
        }
        do {
            skipSpace();
            value.read("", start + at);
        } while (take(','));
        expect(']');
    }

    /// A string, whose escapes are resolved.
    String string() throws MalformedException {
        expect('"');
        int opened = at - 1;
        var result = new StringBuilder();
        int run = at;
        while (true) {
            if (at == text.length) {
                throw error(start + opened, "a string begins here that is not closed");
            }
            byte b = text[at];
            if (b == '"' || b == '\\') {
                result.append(utf8(run, at));
                at++;
                if (b == '"') {
                    return result.toString();
                }
                escape(result);
                run = at;
            } else if (b >= 0 && b < ' ') {
                throw error(start + at, "a control character stands unescaped in a string");
            } else {
                at++;
            }
        }
    }

    private String utf8(int from, int to) throws MalformedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw error(start + from, "a string begins here that is not valid UTF-8");
        }
    }

    /// What follows a backslash.
    private void escape(StringBuilder result) throws MalformedException {
        int begun = at - 1;
        switch (at < text.length ? text[at++] : 0) {
            case '"' -> result.append('"');
            case '\\' -> result.append('\\');
            case '/' -> result.append('/');
            case 'b' -> result.append('\b');
            case 'f' -> result.append('\f');
            case 'n' -> result.append('\n');
            case 'r' -> result.append('\r');
            case 't' -> result.append('\t');
            case 'u' -> unicode(result, begun);
            default -> throw error(start + begun, "an escape that JSON does not have");
        }
    }

    private void unicode(StringBuilder result, int begun) throws MalformedException {
        char first = hex(begun);
        result.append(first);
        if (Character.isHighSurrogate(first) && at + 1 < text.length && text[at] == '\\' && text[at + 1] == 'u') {
            at += 2;
            char second = hex(begun);
            result.append(second);
            if (Character.isLowSurrogate(second)) {
                return;
            }
        }
        if (Character.isSurrogate(first)) {
            throw error(start + begun, "half a surrogate pair, which is no character");
        }
    }

    private char hex(int begun) throws MalformedException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            // signed bytes beyond ASCII are no digits either
            int digit = at < text.length ? Character.digit(text[at++], 16) : -1;
            if (digit < 0) {
                throw error(start + begun, "an escape without four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    /// A whole number from 0 to 2⁶³ − 1.
    long number() throws MalformedException {
        skipSpace();
        int begun = at;
        long value = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            int digit = text[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw error(start + begun, "a number beyond 64 bits");
            }
            value = value * 10 + digit;
            at++;
        }
        boolean leadingZero = at - begun > 1 && text[begun] == '0';
        boolean fraction = at < text.length && (text[at] == '.' || text[at] == 'e' || text[at] == 'E');
        if (at == begun || leadingZero || fraction) {
            throw error(start + begun, "a whole number from 0 is expected here");
        }
        return value;
    }

    /// Nothing but spaces may follow.
    void end() throws MalformedException {
        skipSpace();
        if (at < text.length) {
            throw error(start + at, "the header goes on after its closing brace");
        }
    }

    private void expect(char c) throws MalformedException {
        if (!take(c)) {
            throw error(start + at, "'" + c + "' is expected here" + (at < text.length ? "" : ", but the header ends"));
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
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    MalformedException error(long offset, String problem) {
        return new MalformedException(offset, problem);
    }

    /// A name for a message: quoted, and cut if it is long.
    public static String shown(String name) {
        if (name.length() <= SHOWN) {
            return quoted(name);
        }
        return quoted(name.substring(0, SHOWN)) + "… (" + name.length() + " characters)";
    }

    /// A JSON string: quotes, backslashes and control characters escaped, all else as it is.
    static String quoted(String string) {
        var result = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> result.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return result.append('"').toString();
    }
}
