package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recurrent layers run over a sequence.
///
/// @param name the layer's name, for errors
/// @param weights of each layer and direction
record Recurrence(String name, RecurrentCell cell, List<RecurrentWeights> weights, RecurrentOptions options,
        Dropout dropout) {

    /// @param output of the last layer at each time
    /// @param states at the end, each `[layers · directions, batch, hidden]`
    record Result(Variable output, List<Variable> states) {
    }

    static List<RecurrentWeights> init(String name, int gates, int in, int hidden, RecurrentOptions options,
            RandomStream random) {
        var weights = new ArrayList<RecurrentWeights>();
        for (int i = 0; i < options.layers() * options.directions(); i++) {
            int size = i < options.directions() ? in : hidden * options.directions();
            weights.add(RecurrentWeights.init(name, gates, size, hidden, options.bias(), random));
        }
        return weights;
    }

    static void check(String name, List<RecurrentWeights> weights, RecurrentOptions options, int gates) {
        int count = options.layers() * options.directions();
        if (weights.size() != count) {
            throw new IllegalArgumentException(name + ": " + weights.size() + " weights for " + options.layers()
                    + " layers of " + options.directions() + " directions; give " + count);
        }
        int hidden = weights.getFirst().hidden();
        for (int i = 0; i < count; i++) {
            RecurrentWeights each = weights.get(i);
            each.requireGates(name, gates);
            int in = i < options.directions() ? weights.getFirst().in() : hidden * options.directions();
            if (each.in() != in || each.hidden() != hidden) {
                throw ShapeException.of(name, "weights " + i + " do not fit the layer below")
                        .operand("weightIh", each.weightIh().shape()).operand("weightHh", each.weightHh().shape())
                        .fix("here the layer takes " + in + " features and has " + hidden + " hidden ones");
            }
        }
    }

    /// PyTorch's names: `weight_ih_l0`, `weight_ih_l0_reverse`, ….
    static List<Stateful.Part> parts(List<RecurrentWeights> weights, RecurrentOptions options, Dropout dropout) {
        var parts = new ArrayList<Stateful.Part>();
        for (int i = 0; i < weights.size(); i++) {
            String end = "_l" + i / options.directions() + (i % options.directions() == 1 ? "_reverse" : "");
            for (Stateful.Part part : weights.get(i).parts()) {
                parts.add(new Stateful.Part(part.name() + end, part.value()));
            }
        }
        parts.add(new Stateful.Part("dropout", dropout));
        return parts;
    }

    /// @param initial the states at the start, or none for zeros
    Result run(Variable input, List<Variable> initial, @Nullable Indices lengths) {
        requireInput(input.shape());
        int times = input.shape().size(options.batchFirst() ? 1 : 0);
        int batch = input.shape().size(options.batchFirst() ? 0 : 1);
        requireStates(initial, batch);
        int @Nullable [] ends = ends(lengths, times, batch);
        Variable x = input;
        var last = new ArrayList<List<Variable>>();
        for (int layer = 0; layer < options.layers(); layer++) {
            Variable below = layer == 0 ? x : dropout.forward(x);
            var outputs = new ArrayList<Variable>();
            for (int direction = 0; direction < options.directions(); direction++) {
                int index = layer * options.directions() + direction;
                List<Variable> start = initial.stream().map(state -> state.select(0, index)).toList();
                List<Variable> results = FusedRecurrence.of(new RecurrentPass(cell, below, start,
                        CellWeights.of(weights.get(index)), direction == 1, options.batchFirst(), ends));
                outputs.add(results.getFirst());
                last.add(results.subList(1, results.size()));
            }
            x = outputs.size() == 1 ? outputs.getFirst() : Variable.cat(-1, outputs);
        }
        var states = new ArrayList<Variable>();
        for (int kind = 0; kind < cell.states; kind++) {
            int k = kind;
            states.add(Variable.stack(0, last.stream().map(state -> state.get(k)).toList()));
        }
        return new Result(x, states);
    }

    /// The lengths, checked; null if all sequences have the whole length.
    private int @Nullable [] ends(@Nullable Indices lengths, int times, int batch) {
        if (lengths == null) {
            return null;
        }
        if (!lengths.shape().equals(Shape.of(batch))) {
            throw ShapeException.of(name, "there is not one length for each sequence")
                    .operand("lengths", lengths.shape()).fix("give " + batch + " lengths");
        }
        int[] ends = lengths.toArray();
        boolean whole = true;
        for (int end : ends) {
            if (end < 1 || end > times) {
                throw new IndexOutOfBoundsException(
                        name + ": a sequence's length is " + end + ", must be from 1 to " + times);
            }
            whole &= end == times;
        }
        return whole ? null : ends;
    }

    private void requireInput(Shape shape) {
        int in = weights.getFirst().in();
        String wanted = options.batchFirst() ? "[batch, time, " + in + "]" : "[time, batch, " + in + "]";
        if (shape.rank() != 3 || shape.size(2) != in) {
            throw ShapeException.of(name, "the input is no batch of sequences of " + in + " features")
                    .operand("input", shape).fix("give it " + wanted);
        }
        if (shape.size(options.batchFirst() ? 1 : 0) == 0) {
            throw ShapeException.of(name, "the sequences are empty").operand("input", shape)
                    .fix("give it sequences of one time or more");
        }
    }

    private void requireStates(List<Variable> initial, int batch) {
        Shape wanted = Shape.of(weights.size(), batch, weights.getFirst().hidden());
        for (Variable state : initial) {
            if (!state.shape().equals(wanted)) {
                throw ShapeException.of(name, "a state at the start does not fit").operand("state", state.shape())
                        .fix("states are [layers · directions, batch, hidden], here " + wanted);
            }
        }
    }
}
