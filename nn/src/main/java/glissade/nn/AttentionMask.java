package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.kernel.ScoreMask;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which keys each query may attend to, and how much is added to its scores.
///
///     AttentionMask.NONE.withCausal().withIgnoredKeys(padding)
///
/// A query that may attend to no key has weights of NaN, as in PyTorch.
///
/// @param causal whether key j counts for query i only if j ≤ i
/// @param allowed true where a query may attend to a key; broadcasts to the scores, `[…, queries, keys]`. Null for everywhere
/// @param ignoredKeys true for keys that no query attends to, such as padding: `[batch, keys]`. Null for none
/// @param bias added to the scores, and broadcast to them; null for nothing
public record AttentionMask(boolean causal, @Nullable Mask allowed, @Nullable Mask ignoredKeys,
        @Nullable Operand bias) {

    /// Each query attends to all keys.
    public static final AttentionMask NONE = new AttentionMask(false, null, null, null);

    /// Each query attends to the keys up to its own place.
    public static final AttentionMask CAUSAL = NONE.withCausal();

    /// With key j hidden from query i where j > i.
    public AttentionMask withCausal() {
        return new AttentionMask(true, allowed, ignoredKeys, bias);
    }

    /// With queries attending only where the mask is true.
    public AttentionMask withAllowed(Mask mask) {
        return new AttentionMask(causal, mask, ignoredKeys, bias);
    }

    /// Without the keys, `[batch, keys]`, for which the mask is true.
    public AttentionMask withIgnoredKeys(Mask mask) {
        return new AttentionMask(causal, allowed, mask, bias);
    }

    /// With something added to the scores, such as a learned distance.
    public AttentionMask withBias(Operand added) {
        return new AttentionMask(causal, allowed, ignoredKeys, added);
    }

    /// The scores, `[batch, …, queries, keys]`, with −∞ where there is no attention.
    Variable apply(Variable scores) {
        Shape shape = scores.shape();
        check(shape);
        Variable masked = scores;
        if (bias != null) {
            masked = masked.add(bias);
        }
        if (allowed != null) {
            masked = hide(masked, allowed.not());
        }
        if (causal) {
            masked = hide(masked, future(shape.size(-2), shape.size(-1)));
        }
        if (ignoredKeys != null) {
            int[] sizes = new int[shape.rank()];
            Arrays.fill(sizes, 1);
            sizes[0] = shape.size(0);
            sizes[sizes.length - 1] = shape.size(-1);
            masked = hide(masked, ignoredKeys.reshape(sizes));
        }
        return masked;
    }

    /// The same for the kernel, of scores `[batch, heads, queries, keys]`.
    ScoreMask on(Shape scores) {
        check(scores);
        ScoreMask.Plane shown = allowed == null ? null
                : new ScoreMask.Plane(TensorAccess.array(allowed), strides(allowed.shape(), scores));
        ScoreMask.Plane hidden = ignoredKeys == null ? null
                : new ScoreMask.Plane(TensorAccess.array(ignoredKeys), new int[] {scores.size(-1), 0, 0, 1});
        ScoreMask.Bias added = bias == null ? null
                : new ScoreMask.Bias(TensorAccess.array(bias.value()), strides(bias.value().shape(), scores));
        return new ScoreMask(causal, shown, hidden, added);
    }

    /// Whether the bias is learned, so that it needs a gradient of its own.
    boolean hasTrackedBias() {
        return bias != null && Variable.of(bias).isTracked();
    }

    private static int[] strides(Shape own, Shape scores) {
        int[] strides = new int[scores.rank()];
        int stride = 1;
        for (int fromEnd = 1; fromEnd <= own.rank(); fromEnd++) {
            strides[strides.length - fromEnd] = own.size(-fromEnd) == 1 ? 0 : stride;
            stride *= own.size(-fromEnd);
        }
        return strides;
    }

    private void check(Shape scores) {
        if (bias != null) {
            requireFit("bias", Variable.of(bias).shape(), scores);
        }
        if (allowed != null) {
            requireFit("allowed", allowed.shape(), scores);
        }
        if (ignoredKeys != null && (scores.rank() < 3
                || !ignoredKeys.shape().equals(Shape.of(scores.size(0), scores.size(-1))))) {
            throw ShapeException.of("attention", "the mask of ignored keys does not fit")
                    .operand("scores", scores).operand("ignoredKeys", ignoredKeys.shape()).fix("it is [batch, keys]");
        }
    }

    private static void requireFit(String name, Shape given, Shape scores) {
        if (!given.broadcastsTo(scores)) {
            throw ShapeException.of("attention", "the mask does not broadcast to the scores")
                    .operand("scores", scores).operand(name, given).fix("it is […, queries, keys]");
        }
    }

    private static Variable hide(Variable scores, Mask hidden) {
        return scores.maskedFill(hidden, Double.NEGATIVE_INFINITY);
    }

    private static Mask future(int queries, int keys) {
        boolean[] later = new boolean[queries * keys];
        for (int i = 0; i < queries; i++) {
            for (int j = i + 1; j < keys; j++) {
                later[i * keys + j] = true;
            }
        }
        return Mask.of(Shape.of(queries, keys), later);
    }
}
