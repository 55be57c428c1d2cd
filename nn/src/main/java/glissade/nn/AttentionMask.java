package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.BatchOffsets;
import glissade.tensor.kernel.ScoreMask;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which keys each query may attend to, and how much is added to its scores.
///
///     AttentionMask.CAUSAL.withIgnoredKeys(tokens.equalTo(0))      // where 0 is the token of padding
///
/// A query that may attend to no key, such as one of a sequence of padding alone, gets nothing: its weights and its output are 0, and no
/// gradient flows, as in PyTorch's `scaled_dot_product_attention`. A bias of −∞ hides a key, too.
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

    /// The weights: the softmax of the scores, `[batch, …, queries, keys]`, where there is attention, else 0.
    Variable weights(Variable scores) {
        check(scores.shape());
        Variable masked = apply(scores);
        if (masked == scores || scores.shape().elements() == 0) {
            return masked.softmax(-1);
        }
        Mask nothing = masked.value().max(-1).equalTo(Double.NEGATIVE_INFINITY);
        if (!nothing.any()) {
            return masked.softmax(-1);
        }
        Mask rows = nothing.reshape(scores.shape().with(-1, 1).toArray());
        return masked.maskedFill(rows, 0).softmax(-1).maskedFill(rows, 0);
    }

    /// The scores with −∞ where there is no attention.
    private Variable apply(Variable scores) {
        Shape shape = scores.shape();
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
            masked = hide(masked, ignoredKeys.reshape(keysOf(shape).toArray()));
        }
        return masked;
    }

    /// The same for the kernel.
    ScoreMask on(Shape scores) {
        check(scores);
        Shape lead = HeadLayout.lead(scores);
        ScoreMask.Plane shown = null;
        if (allowed != null) {
            Shape own = planes(allowed.shape());
            shown = new ScoreMask.Plane(TensorAccess.array(allowed), places(own, lead));
        }
        ScoreMask.Plane hidden = null;
        if (ignoredKeys != null) {
            Shape own = keysOf(scores);
            hidden = new ScoreMask.Plane(TensorAccess.array(ignoredKeys), places(own, lead));
        }
        ScoreMask.Bias added = null;
        if (bias != null) {
            Variable numbers = Variable.of(bias);
            Shape own = planes(numbers.shape());
            added = new ScoreMask.Bias(GraphMemory.array(numbers), places(own, lead));
        }
        return new ScoreMask(causal, shown, hidden, added);
    }

    /// A mask's shape with two axes at least.
    private static Shape planes(Shape mask) {
        return switch (mask.rank()) {
            case 0 -> Shape.of(1, 1);
            case 1 -> Shape.of(1, mask.size(0));
            default -> mask;
        };
    }

    private static ScoreMask.Places places(Shape own, Shape lead) {
        int keys = own.size(-1);
        return new ScoreMask.Places(BatchOffsets.of(HeadLayout.lead(own), lead, own.size(-2) * keys),
                own.size(-2) == 1 ? 0 : keys, keys == 1 ? 0 : 1);
    }

    /// The shape of what is the same for all queries: `[batch, 1, …, 1, keys]`.
    private static Shape keysOf(Shape scores) {
        int[] sizes = new int[scores.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = scores.size(0);
        sizes[sizes.length - 1] = scores.size(-1);
        return Shape.of(sizes);
    }

    /// Whether the bias is learned here, so that it needs a gradient of its own.
    boolean hasTrackedBias() {
        return bias != null && Mode.isRecording() && Variable.of(bias).isTracked();
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
        Shape shape = Shape.of(queries, keys);
        boolean[] later = Allocation.booleans(shape);
        for (int i = 0; i < queries; i++) {
            for (int j = i + 1; j < keys; j++) {
                later[i * keys + j] = true;
            }
        }
        return TensorAccess.wrapMask(shape, later);
    }
}
