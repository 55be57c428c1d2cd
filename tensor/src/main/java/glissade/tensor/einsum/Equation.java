package glissade.tensor.einsum;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// An equation as it was written: the letters of each operand and those of the result, which are there even if the text leaves them
/// out.
///
/// @param text the text, for errors
/// @param operands a term for each operand
/// @param result the term of the result
record Equation(String text, List<Term> operands, Term result) {

    /// What stands for an ellipsis among the letters of a term.
    static final char ELLIPSIS = '…';

    private static final String GRAMMAR =
            "axes are letters from a to z or A to Z, '...' stands for any axes, ',' parts the"
                    + " operands and '->' comes before the result";

    /// One operand, or the result.
    ///
    /// @param letters a letter for each axis, and [#ELLIPSIS]
    /// @param places where each of them stands in the text
    /// @param end where the term ends in the text
    record Term(String letters, List<Integer> places, int end) {

        boolean hasEllipsis() {
            return letters.indexOf(ELLIPSIS) >= 0;
        }

        /// The letters alone.
        String named() {
            return letters.replace(String.valueOf(ELLIPSIS), "");
        }
    }

    /// Reads an equation.
    ///
    /// @throws IllegalArgumentException if it is none
    static Equation parse(String text) {
        return new Parser(text).parse();
    }

    /// The text, with a mark under the first of a term's letters, or under the place where they would be.
    String marked(Term term) {
        return marked(text, term.places.isEmpty() ? term.end : term.places.getFirst());
    }

    /// The text, with a mark under the last place of a letter in a term.
    String marked(Term term, char letter) {
        return marked(text, term.places.get(term.letters.lastIndexOf(letter)));
    }

    private static String shown(char c) {
        return Character.isISOControl(c) ? "the character " + (int) c : "'" + c + "'";
    }

    private static String marked(String text, int place) {
        return "\n  " + text.replaceAll("\\p{Cntrl}", " ") + "\n  " + " ".repeat(place) + "^";
    }

    /// One walk through the text.
    private static final class Parser {
        private final String text;
        private final List<Term> terms = new ArrayList<>();
        private final StringBuilder letters = new StringBuilder();
        private List<Integer> places = new ArrayList<>();
        private boolean arrow;

        Parser(String text) {
            this.text = text;
        }

        Equation parse() {
            int i = 0;
            while (i < text.length()) {
                i += read(i);
            }
            end(i);
            Term result = arrow ? terms.removeLast() : implicit();
            requireKnown(result);
            return new Equation(text, List.copyOf(terms), result);
        }

        /// Reads what stands at a place; returns its length.
        private int read(int i) {
            char c = text.charAt(i);
            if (c == ' ') {
                return 1;
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                letter(c, i);
                return 1;
            }
            if (text.startsWith("...", i)) {
                letter(ELLIPSIS, i);
                return 3;
            }
            if (text.startsWith("->", i)) {
                if (arrow) {
                    throw error("a second '->'", i, "an equation has one result");
                }
                end(i);
                arrow = true;
                return 2;
            }
            if (c == ',') {
                if (arrow) {
                    throw error("a ',' after the '->'", i, "an equation has one result");
                }
                end(i);
                return 1;
            }
            throw error(c == '.' ? "a '.' that is not one of three" : c == '-' ? "a '-' without its '>'"
                    : shown(c) + " has no meaning here", i, GRAMMAR);
        }

        private void letter(char letter, int place) {
            boolean repeated = letters.indexOf(String.valueOf(letter)) >= 0;
            if (repeated && letter == ELLIPSIS) {
                throw error("a second '...' in one term", place, "one of them stands for as many axes as are left");
            }
            if (repeated && arrow) {
                throw error("the result has '" + letter + "' twice", place,
                        "name each axis of the result once; diagEmbed puts numbers on a diagonal");
            }
            letters.append(letter);
            places.add(place);
        }

        private void end(int place) {
            terms.add(new Term(letters.toString(), places, place));
            letters.setLength(0);
            places = new ArrayList<>();
        }

        /// The result if the text has none: the axes of the ellipses, then each letter that stands once, in the order of the
        /// alphabet, capitals first.
        private Term implicit() {
            var once = new TreeSet<Character>();
            var seen = new StringBuilder();
            boolean ellipsis = false;
            for (Term term : terms) {
                ellipsis |= term.hasEllipsis();
                for (char letter : term.named().toCharArray()) {
                    if (seen.indexOf(String.valueOf(letter)) < 0) {
                        once.add(letter);
                    } else {
                        once.remove(letter);
                    }
                    seen.append(letter);
                }
            }
            var result = new StringBuilder(ellipsis ? String.valueOf(ELLIPSIS) : "");
            once.forEach(result::append);
            return new Term(result.toString(), List.of(), text.length());
        }

        private void requireKnown(Term result) {
            for (char letter : result.named().toCharArray()) {
                if (terms.stream().noneMatch(term -> term.letters.indexOf(letter) >= 0)) {
                    throw error("no operand has the result's '" + letter + "'",
                            result.places.get(result.letters.indexOf(letter)), "broadcastTo repeats along new axes");
                }
            }
        }

        private IllegalArgumentException error(String problem, int place, String fix) {
            return new IllegalArgumentException("einsum: " + problem + marked(text, place) + "\n  fix: " + fix);
        }
    }
}
