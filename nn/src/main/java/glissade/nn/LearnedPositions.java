package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.ShapeException;

/// Adds to each place of a sequence a learned vector. Shape: `[…, length, features] → same`.
///
/// Source: Gehring and others, "Convolutional sequence to sequence learning", ICML 2017, section 3.1.
///
/// @param weight the vectors, `[longest, features]`
public record LearnedPositions(Param weight) implements Layer {

    /// Checks the shape.
    ///
    /// @throws ShapeException if the vectors are no matrix
    public LearnedPositions {
        SinusoidalPositions.requireMatrix("LearnedPositions", "weight", weight.shape());
    }

    /// Normal numbers of mean 0 and standard deviation 1, as [Embedding] starts.
    ///
    /// @throws IllegalArgumentException if a number is less than 1
    public static LearnedPositions init(int longest, int features, RandomStream random) {
        return new LearnedPositions(Embedding.table("LearnedPositions", "places", longest, features, random));
    }

    @Override
    public Variable forward(Variable x) {
        SinusoidalPositions.requireFit("LearnedPositions", x.shape(), weight.shape());
        return x.add(weight.narrow(0, 0, x.shape().size(-2)));
    }

    /// `LearnedPositions(512 × 64)`
    @Override
    public String toString() {
        return "LearnedPositions(" + weight.shape().size(0) + " × " + weight.shape().size(1) + ")";
    }
}
