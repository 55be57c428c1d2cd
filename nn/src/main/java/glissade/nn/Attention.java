package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;

/// Values weighted by how well their keys fit a query.
public final class Attention {

    /// What comes out.
    ///
    /// @param output the weighted values, `[…, queries, features]`
    /// @param weights what each value counts, `[…, queries, keys]`: before dropout, each row adds up to 1, or is 0 where the mask hides
    ///        all keys
    public record Output(Variable output, Variable weights) {
    }

    private Attention() {
    }

    /// [#scaledDotProduct(Variable, Variable, Variable, AttentionMask, double)] with the scale `1 / √features` and no mask.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Output scaledDotProduct(Variable query, Variable key, Variable value) {
        return scaledDotProduct(query, key, value, AttentionMask.NONE);
    }

    /// [#scaledDotProduct(Variable, Variable, Variable, AttentionMask, double)] with the scale `1 / √features`.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Output scaledDotProduct(Variable query, Variable key, Variable value, AttentionMask mask) {
        requireFit(query.shape(), key.shape(), value.shape());
        return scaledDotProduct(query, key, value, mask, 1 / Math.sqrt(query.shape().size(-1)));
    }

    /// `softmax(Q·Kᵀ · scale)·V`: query `[…, queries, features]`, key `[…, keys, features]`, value `[…, keys, out]`, output
    /// `[…, queries, out]`. Axes before the last two broadcast.
    ///
    /// It is one operation, and a second one for who differentiates the weights.
    ///
    /// Source: Vaswani and others, "Attention is all you need", NIPS 2017, section 3.2.1.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static Output scaledDotProduct(Variable query, Variable key, Variable value, AttentionMask mask,
            double scale) {
        requireFit(query.shape(), key.shape(), value.shape());
        Shape scores = query.shape().matmul(key.shape(), false, true);
        if (!value.shape().with(-2, 1).with(-1, 1).broadcastsTo(scores)) { // the values are more than the weights
            Variable weights = weights(query, key, mask, scale);
            return new Output(weights.matmul(value), weights);
        }
        return FusedAttention.withWeights(HeadLayout.matrices(query, key, value, scores), mask, scale, null, 1);
    }

    static Variable weights(Variable query, Variable key, AttentionMask mask, double scale) {
        // scaling the query is cheaper than scaling the scores, of which there are more
        return mask.weights(query.mul(scale).matmul(key, false, true));
    }

    private static void requireFit(Shape query, Shape key, Shape value) {
        boolean fits = query.rank() >= 2 && key.rank() >= 2 && value.rank() >= 2 && query.size(-1) == key.size(-1)
                && key.size(-2) == value.size(-2);
        if (!fits) {
            throw ShapeException.of("attention", "query, key and value do not fit together").operand("query", query)
                    .operand("key", key).operand("value", value)
                    .fix("query is […, queries, features], key […, keys, features], value […, keys, out]");
        }
    }
}
