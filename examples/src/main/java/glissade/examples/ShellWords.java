package glissade.examples;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words as a shell does: at blanks, except inside of `'…'` and `"…"`. A backslash takes the next
/// character as it is; inside of `"…"` only before `"` and a backslash, inside of `'…'` never.
final class ShellWords {

    private ShellWords() {
    }

    /// @throws LessonException if a quote is not closed
    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false; // '' is a word, though it has no characters
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean hasNext = i + 1 < line.length();
            if (c == '\\' && hasNext && escapes(quote, line.charAt(i + 1))) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quote != 0) {
            throw LessonException.mistyped("a quote (" + quote + ") is not closed in the options: " + line);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean escapes(char quote, char next) {
        return switch (quote) {
            case '\'' -> false;
            case '"' -> next == '"' || next == '\\';
            default -> true;
        };
    }
}
