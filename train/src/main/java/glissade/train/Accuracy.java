package glissade.train;

import glissade.tensor.Indices;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;
import java.util.Locale;

/// The share of examples whose label has the greatest logit: hits / count, over any number of uneven batches.
///
/// Of equal logits the first counts as the greatest, and a NaN as greater than any number, as in PyTorch's `argmax`.
///
/// Not thread-safe.
public final class Accuracy {

    private long hits;
    private long count;

    /// No examples yet.
    public Accuracy() {
    }

    /// Adds a batch. Shapes: logits `[…, C]`, labels `[…]`; an empty batch adds nothing.
    ///
    /// @throws ShapeException if the labels' shape is not that of the logits without their last axis, or there are no
    /// classes, or only one
    public void add(Operand logits, Indices labels) {
        var values = logits.value();
        Shape shape = values.shape();
        if (shape.rank() == 0 || !Shape.of(rows(shape)).equals(labels.shape())) {
            throw ShapeException.of("accuracy", "there is not one label for each row of logits")
                    .operand("logits", shape).operand("labels", labels.shape())
                    .fix("logits are [batch, classes], labels [batch]");
        }
        if (shape.size(-1) == 1) {
            throw ShapeException.of("accuracy", "there is one class, which is always the greatest")
                    .operand("logits", shape, -1)
                    .operand("labels", labels.shape())
                    .fix("of two classes that share one logit x, give it the logits [0, x]: Tensor.cat(-1, x.mul(0), x)");
        }
        hits += values.argmax(-1).countEqual(labels);
        count += labels.shape().elements();
    }

    private static int[] rows(Shape logits) {
        int[] axes = logits.toArray();
        return Arrays.copyOf(axes, axes.length - 1);
    }

    /// The share of hits so far, from 0 to 1; NaN of no examples.
    public double value() {
        return (double) hits / count;
    }

    /// The number of hits so far.
    public long hits() {
        return hits;
    }

    /// The number of examples so far.
    public long count() {
        return count;
    }

    /// In per cent with two decimals: `97.81 %`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f %%", 100 * value());
    }
}
