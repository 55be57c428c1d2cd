package glissade.nn;

import glissade.autograd.Variable;
import java.util.stream.IntStream;

/// One number for each channel: the mean, or the greatest element, over all of space. Shape: `[batch, channels, …] → [batch, channels]`.
///
/// @param kind mean or greatest
public record GlobalPool(AdaptivePool.Kind kind) implements Layer {

    @Override
    public Variable forward(Variable x) {
        int[] space = IntStream.range(2, x.shape().rank()).toArray();
        if (space.length == 0) {
            return Calls.output(this, x);
        }
        return kind == AdaptivePool.Kind.AVERAGE ? x.mean(space) : x.max(space);
    }

    /// `GlobalPool(average)`
    @Override
    public String toString() {
        return "GlobalPool(" + (kind == AdaptivePool.Kind.AVERAGE ? "average" : "max") + ")";
    }
}
