package glissade.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is done to attention's scores, `[batch, heads, queries, keys]`, before the softmax: something is added, and some are hidden.
///
/// @param causal whether key j is hidden from query i where j > i
/// @param allowed keys are hidden where it is false; null for nowhere
/// @param ignored keys are hidden where it is true; null for nowhere
/// @param bias what is added, and how its elements are found; null for nothing
public record ScoreMask(boolean causal, @Nullable Plane allowed, @Nullable Plane ignored, @Nullable Bias bias) {

    /// Truth values that broadcast to the scores.
    ///
    /// @param values the truth values
    /// @param strides from one to the next along each of the four axes; 0 where they are broadcast
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    public record Plane(boolean[] values, int[] strides) {
    }

    /// Numbers that broadcast to the scores.
    ///
    /// @param values the numbers
    /// @param strides from one to the next along each of the four axes; 0 where they are broadcast
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    public record Bias(float[] values, int[] strides) {
    }

    boolean hides() {
        return causal || allowed != null || ignored != null;
    }

    /// Adds the bias to a head's scores.
    void add(float[] scores, int so, int b, int h, int queries, int keys) {
        if (bias == null) {
            return;
        }
        int[] stride = bias.strides;
        for (int i = 0; i < queries; i++) {
            int at = b * stride[0] + h * stride[1] + i * stride[2];
            for (int j = 0; j < keys; j++) {
                scores[so + i * keys + j] += bias.values[at + j * stride[3]];
            }
        }
    }

    /// Puts `value` where a head's scores are hidden.
    void hide(float[] scores, int so, int b, int h, int queries, int keys, float value) {
        for (int i = 0; i < queries; i++) {
            int row = so + i * keys;
            if (allowed != null) {
                hide(scores, row, keys, allowed, b, h, i, false, value);
            }
            if (ignored != null) {
                hide(scores, row, keys, ignored, b, h, i, true, value);
            }
            if (causal && i + 1 < keys) {
                Arrays.fill(scores, row + i + 1, row + keys, value);
            }
        }
    }

    private static void hide(float[] scores, int row, int keys, Plane plane, int b, int h, int i, boolean hidden,
            float value) {
        int at = b * plane.strides[0] + h * plane.strides[1] + i * plane.strides[2];
        int step = plane.strides[3];
        for (int j = 0; j < keys; j++) {
            if (plane.values[at + j * step] == hidden) {
                scores[row + j] = value;
            }
        }
    }
}
