package glissade.nn;

import glissade.autograd.Variable;
import java.util.Arrays;
import java.util.List;

/// Pooling to a given size, whatever the input's: windows that together cover the input evenly. Shape: `[batch, channels, …] →
/// [batch, channels, sizes…]`.
///
/// @param kind mean or greatest
/// @param sizes the result's spatial sizes, one for all axes or one for each
public record AdaptivePool(Kind kind, List<Integer> sizes) implements Layer {

    /// What is made of a window.
    public enum Kind {
        /// Its mean.
        AVERAGE,
        /// Its greatest element.
        MAX
    }

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if there are none, or one is less than 1
    public AdaptivePool {
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("AdaptivePool: the sizes are " + sizes + ", must be 1 or more each");
        }
        sizes = List.copyOf(sizes);
    }

    /// Means, to these sizes.
    public static AdaptivePool average(int... sizes) {
        return new AdaptivePool(Kind.AVERAGE, Arrays.stream(sizes).boxed().toList());
    }

    /// Greatest elements, to these sizes.
    public static AdaptivePool max(int... sizes) {
        return new AdaptivePool(Kind.MAX, Arrays.stream(sizes).boxed().toList());
    }

    @Override
    public Variable forward(Variable x) {
        int[] to = sizes.stream().mapToInt(Integer::intValue).toArray();
        return kind == Kind.AVERAGE ? x.adaptiveAveragePool(to) : x.adaptiveMaxPool(to);
    }

    /// `AdaptivePool(average, 1)`
    @Override
    public String toString() {
        return "AdaptivePool(" + (kind == Kind.AVERAGE ? "average" : "max") + ", " + ConvWeights.join(sizes) + ")";
    }
}
