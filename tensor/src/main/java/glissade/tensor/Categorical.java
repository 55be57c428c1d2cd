package glissade.tensor;

/// Draws places by their weights.
final class Categorical {

    private Categorical() {
    }

    /// The sum of each row's weights, added from the first to the last.
    ///
    /// @throws ShapeException if the weights have no axis
    /// @throws IllegalArgumentException if a weight is negative or not finite, or those of a row are all 0
    static double[] sums(Tensor weights) {
        Shape shape = weights.shape();
        if (shape.rank() == 0) {
            throw ShapeException.of("categorical", "a single number leaves no choice").operand("weights", shape)
                    .fix("weights are […, choices]");
        }
        int choices = shape.size(-1);
        float[] w = weights.data();
        double[] sums = new double[rows(shape).elements()];
        for (int row = 0; row < sums.length; row++) {
            for (int i = row * choices; i < (row + 1) * choices; i++) {
                if (!(w[i] >= 0 && w[i] <= Float.MAX_VALUE)) {
                    throw new IllegalArgumentException("categorical: the weight " + w[i] + ", at "
                            + Positions.text(shape, i) + " of " + shape
                            + ", is no finite number of 0 or more; of logits take softmax(-1) first");
                }
                sums[row] += w[i];
            }
            if (sums[row] == 0) {
                throw new IllegalArgumentException(
                        "categorical: row " + row + " of the weights " + shape + " leaves no choice, for all are 0");
            }
        }
        return sums;
    }

    /// The shape of the result.
    static Shape rows(Shape weights) {
        int[] sizes = new int[weights.rank() - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = weights.size(i);
        }
        return Shape.of(sizes);
    }

    /// In each row the first place up to which the weights add up to more than `(w + ½) · 2⁻³²` of the row's sum, for a word w. That is
    /// less than the sum itself, and a weight of 0 adds nothing; so there is such a place, and its weight is not 0.
    static int[] choose(Tensor weights, double[] sums, int[] words) {
        float[] w = weights.data();
        int[] chosen = new int[sums.length];
        for (int row = 0; row < chosen.length; row++) {
            double bound = (Integer.toUnsignedLong(words[row]) + 0.5) * 0x1p-32 * sums[row];
            int start = row * weights.shape().size(-1);
            int i = start;
            for (double sum = w[i]; sum <= bound; sum += w[i]) {
                i++;
            }
            chosen[row] = i - start;
        }
        return chosen;
    }
}
