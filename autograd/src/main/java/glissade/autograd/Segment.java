package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.DrawnStreams;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A node that stands for a whole part of a computation: in place of its operations it knows how to run it again.
final class Segment extends Node {

    private @Nullable Supplier<Variable> body;
    /// The streams that the first run drew from, with their positions before it.
    private final DrawnStreams streams;
    private final boolean training = Mode.isTraining();
    /// Of the result's bits, to notice that the second run computes something else.
    private final int fingerprint;

    Segment(Tensor result, Edge[] inputs, Supplier<Variable> body, DrawnStreams streams, String place) {
        super("segment", place, new Shape[] {result.shape()}, null, inputs, null);
        this.body = body;
        this.streams = streams;
        fingerprint = fingerprint(result);
    }

    private static int fingerprint(Tensor result) {
        return Arrays.hashCode(TensorAccess.array(result));
    }

    /// Runs the segment as the first time: with the same random numbers and the same mode, recorded.
    ///
    /// @throws IllegalStateException if it computes something else
    Variable runAgain(Watch watch) {
        var run = Objects.requireNonNull(body, "a sweep asks for the inputs first, and refuses what was consumed");
        Variable again = streams.replay(() -> Mode.recompute(training, watch, run));
        if (!again.shape().equals(shape(0))) {
            throw differs("a result of shape " + again.shape() + " in place of " + shape(0));
        }
        if (fingerprint(again.data()) != fingerprint) {
            throw differs("other numbers");
        }
        return again;
    }

    @Override
    void consume() {
        super.consume();
        body = null; // it holds the segment's input, and through it all that came before
    }

    IllegalStateException differs(String what) {
        return new IllegalStateException("segment: run again for the backward sweep, the segment"
                + (place == null || place.isEmpty() ? "" : " at " + place) + " computed " + what
                + ", so the gradient would be that of another computation\n  fix: a segment reads nothing that changes between"
                + " its two runs, takes its random numbers from a RandomStream, and changes nothing that it reads; a layer that"
                + " keeps statistics asks Mode.isRecomputing()");
    }
}
