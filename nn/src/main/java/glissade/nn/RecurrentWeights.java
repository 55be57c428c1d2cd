package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/// The params of a recurrent cell: how the input and the hidden state go into its gates, which stand one below the other, each with
/// as many rows as the state has features. In PyTorch's order: LSTM input, forget, cell, output; GRU reset, update, new.
///
/// @param weightIh for the input, `[gates · hidden, in]`
/// @param weightHh for the hidden state, `[gates · hidden, hidden]`
/// @param biasIh added to the input's part, `[gates · hidden]`; null for none
/// @param biasHh added to the state's part, `[gates · hidden]`; null for none
public record RecurrentWeights(Param weightIh, Param weightHh, @Nullable Param biasIh, @Nullable Param biasHh)
        implements Stateful {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if they do not fit together
    public RecurrentWeights {
        int rows = weightIh.shape().rank() == 2 ? weightIh.shape().size(0) : -1;
        boolean fits = weightHh.shape().rank() == 2 && weightHh.shape().size(0) == rows && weightHh.shape().size(1) > 0
                && rows % weightHh.shape().size(1) == 0;
        if (!fits) {
            throw ShapeException.of("RecurrentWeights", "the weights do not fit together")
                    .operand("weightIh", weightIh.shape()).operand("weightHh", weightHh.shape())
                    .fix("weightIh is [gates · hidden, in], weightHh [gates · hidden, hidden]");
        }
        requireBias("biasIh", biasIh, rows);
        requireBias("biasHh", biasHh, rows);
    }

    private static void requireBias(String name, @Nullable Param bias, int rows) {
        if (bias != null && !bias.shape().equals(Shape.of(rows))) {
            throw ShapeException.of("RecurrentWeights", name + " has not a number for each row of the weights")
                    .operand(name, bias.shape()).fix("give it the shape [" + rows + "]");
        }
    }

    /// Random numbers as PyTorch starts them: all uniform in ±1/√hidden.
    static RecurrentWeights init(String layer, int gates, int in, int hidden, boolean bias, RandomStream random) {
        if (in < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    layer + ": " + in + " features in and " + hidden + " hidden; both must be 1 or more");
        }
        if (hidden > Shape.MAX_ELEMENTS / gates) {
            throw new IllegalArgumentException(layer + ": " + hidden + " hidden, whose " + gates
                    + (gates == 1 ? " gate has" : " gates have") + " more rows than an array has elements");
        }
        Init start = Init.overRoot(hidden);
        int rows = gates * hidden;
        return new RecurrentWeights(Param.of(start.draw(Shape.of(rows, in), random)),
                Param.of(start.draw(Shape.of(rows, hidden), random)),
                bias ? Param.of(start.draw(Shape.of(rows), random)) : null,
                bias ? Param.of(start.draw(Shape.of(rows), random)) : null);
    }

    int in() {
        return weightIh.shape().size(1);
    }

    int hidden() {
        return weightHh.shape().size(1);
    }

    /// The number of gates.
    int gates() {
        return weightHh.shape().size(0) / hidden();
    }

    /// @throws ShapeException if there is another number of gates
    void requireGates(String layer, int gates) {
        if (gates() != gates) {
            throw ShapeException.of(layer, "the weights have " + gates() + " gates, must be " + gates)
                    .operand("weightHh", weightHh.shape()).fix("weightHh is [" + gates + " · hidden, hidden]");
        }
    }

    Variable ofInput(Variable x) {
        return Linear.apply(x, weightIh, biasIh);
    }
}
