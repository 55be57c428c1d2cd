package glissade.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is done to attention's scores, a matrix `[queries, keys]` a head, before the softmax: something is added, and some are hidden.
///
/// @param causal whether key j is hidden from query i where j > i
/// @param allowed keys are hidden where it is false; null for nowhere
/// @param ignored keys are hidden where it is true; null for nowhere
/// @param bias what is added, and how its elements are found; null for nothing
public record ScoreMask(boolean causal, @Nullable Plane allowed, @Nullable Plane ignored, @Nullable Bias bias) {

    /// Where the elements of something stand that broadcasts to the scores.
    ///
    /// @param at where each head's begin
    /// @param row from one query's to the next one's; 0 where they are broadcast
    /// @param step from one key's to the next one's; 0 where they are broadcast
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    public record Places(int[] at, int row, int step) {

        private int of(int head, int query) {
            return at[head] + query * row;
        }
    }

    /// Truth values that broadcast to the scores.
    ///
    /// @param values the truth values
    /// @param places where they stand
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    public record Plane(boolean[] values, Places places) {
    }

    /// Numbers that broadcast to the scores.
    ///
    /// @param values the numbers
    /// @param places where they stand
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    public record Bias(float[] values, Places places) {
    }

    boolean hides() {
        return causal || allowed != null || ignored != null;
    }

    /// Whether something is done at all.
    boolean changes() {
        return hides() || bias != null;
    }

    /// Whether all of a row's scores are −∞.
    static boolean isHidden(float[] scores, int row, int keys) {
        for (int j = row; j < row + keys; j++) {
            if (scores[j] != Float.NEGATIVE_INFINITY) {
                return false;
            }
        }
        return true;
    }

    /// Adds the bias to a head's scores, of `queries` queries from number `first` on.
    void add(float[] scores, int so, int head, int first, int queries, int keys) {
        if (bias == null) {
            return;
        }
        for (int i = 0; i < queries; i++) {
            int at = bias.places.of(head, first + i);
            for (int j = 0; j < keys; j++) {
                scores[so + i * keys + j] += bias.values[at + j * bias.places.step];
            }
        }
    }

    /// Puts `value` where a head's scores are hidden, of `queries` queries from number `first` on.
    void hide(float[] scores, int so, int head, int first, int queries, int keys, float value) {
        for (int i = 0; i < queries; i++) {
            int row = so + i * keys;
            if (allowed != null) {
                hide(scores, row, keys, allowed, head, first + i, false, value);
            }
            if (ignored != null) {
                hide(scores, row, keys, ignored, head, first + i, true, value);
            }
            int later = first + i + 1;
            if (causal && later < keys) {
                Arrays.fill(scores, row + later, row + keys, value);
            }
        }
    }

    private static void hide(float[] scores, int row, int keys, Plane plane, int head, int query, boolean hidden,
            float value) {
        int at = plane.places.of(head, query);
        for (int j = 0; j < keys; j++) {
            if (plane.values[at + j * plane.places.step] == hidden) {
                scores[row + j] = value;
            }
        }
    }
}
