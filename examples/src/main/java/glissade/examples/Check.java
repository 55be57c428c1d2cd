package glissade.examples;

import java.util.Collection;
import java.util.List;

/// Checks options against their bounds; an error names the value, the bound and the nearest that would do.
final class Check {

    private Check() {
    }

    /// Requires a whole number within bounds.
    static void whole(String option, long value, long low, long high) {
        if (value < low || value > high) {
            throw LessonException.mistyped(option + " is " + value + ", must be from " + low + " to " + high
                    + "; the nearest is " + Math.clamp(value, low, high));
        }
    }

    /// Requires a number within bounds.
    static void number(String option, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            String nearest = Double.isNaN(value) ? "" : "; the nearest is " + text(Math.clamp(value, low, high));
            throw LessonException.mistyped(
                    option + " is " + text(value) + ", must be from " + text(low) + " to " + text(high) + nearest);
        }
    }

    private static String text(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        return whole ? Long.toString((long) value) : Double.toString(value).replace('E', 'e');
    }

    /// Requires one of some words.
    static void oneOf(String option, String value, List<String> words) {
        if (!words.contains(value)) {
            throw LessonException.mistyped(option + " is '" + value + "', must be one of " + String.join(", ", words)
                    + "; the nearest is " + nearest(value, words));
        }
    }

    /// The word that takes the fewest letters to change, insert or delete; the first of several.
    static String nearest(String typed, Collection<String> words) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(typed, word);
            if (distance < least) {
                nearest = word;
                least = distance;
            }
        }
        return nearest;
    }

    /// Levenshtein's distance, row by row.
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
