package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;

/// [Dropout] of whole channels: in training each channel of each sample becomes 0 with probability p, and the others are divided by
/// 1 − p. Neighbouring places are alike, so that single ones would be guessed from them. Shape: `[batch, channels, …] → same`.
///
/// Source: Tompson and others, "Efficient object localization using convolutional networks", CVPR 2015, section 3.2.
///
/// @param probability p, from 0 to less than 1
/// @param random the stream
public record Dropout2d(double probability, RandomStream random) implements Layer {

    /// Checks the probability.
    ///
    /// @throws IllegalArgumentException if it is not from 0 to less than 1
    public Dropout2d {
        Dropout.requireProbability("Dropout2d", probability);
    }

    /// A layer with a stream of its own, which a draw from `random` chooses.
    ///
    /// @throws IllegalArgumentException if the probability is not from 0 to less than 1
    public static Dropout2d init(double probability, RandomStream random) {
        Dropout.requireProbability("Dropout2d", probability); // before the draw
        return new Dropout2d(probability, random.split(random.bits()));
    }

    @Override
    public Variable forward(Variable x) {
        if (x.shape().rank() < 3) {
            throw ShapeException.of("Dropout2d", "the input has no places").operand("input", x.shape())
                    .fix("give it [batch, channels, …], or use Dropout");
        }
        if (probability == 0 || !Mode.isTraining()) {
            return Calls.output(this, x); // no operation, so it says that it was here
        }
        int[] sizes = x.shape().toArray();
        Arrays.fill(sizes, 2, sizes.length, 1);
        var kept = random.bernoulli(Shape.of(sizes), 1 - probability).toTensor();
        return x.mul(kept.mul(1 / (1 - probability)));
    }

    /// `Dropout2d(0.5)`
    @Override
    public String toString() {
        return "Dropout2d(" + probability + ")";
    }
}
