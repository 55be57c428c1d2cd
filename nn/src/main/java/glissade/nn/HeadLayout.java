package glissade.nn;

import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Shape;
import glissade.tensor.kernel.Heads;
import java.util.Arrays;
import java.util.List;

/// Where attention's heads stand in its inputs, their gradients and its output. Nothing is copied to bring them elsewhere.
///
/// @param inputs queries, keys and values; or one input that has all three
/// @param gradients the shapes of the inputs' gradients: where an input is broadcast, that of the broadcast one
/// @param query where the queries stand
/// @param key where the keys stand
/// @param value where the values stand
/// @param output the shape of the output
/// @param scores the shape of the weights: `[…, queries, keys]`, one head for each place of the axes before
/// @param side how many heads stand side by side in a row; 0 if each head is a matrix of its own
record HeadLayout(List<Variable> inputs, List<Shape> gradients, Part query, Part key, Part value,
        Shape output, Shape scores, int side) {

    private static final float[] NOWHERE = {};

    /// Queries, keys or values.
    ///
    /// @param input the number of the input that they stand in
    /// @param there where they stand in it
    /// @param back where their gradients stand in its gradient
    /// @param size the columns of a head
    record Part(int input, Heads there, Heads back, int size) {

        private static Part inRows(int input, Variable x, int heads, int column, int size) {
            Shape shape = x.shape();
            Heads there = Heads.inRows(GraphMemory.array(x), shape.size(0), heads, shape.size(1), shape.size(2), column,
                    size);
            return new Part(input, there, there, size);
        }

        private static Part matrices(int input, Variable x, Shape lead) {
            int rows = x.shape().size(-2);
            int size = x.shape().size(-1);
            return new Part(input, Heads.broadcast(GraphMemory.array(x), lead(x.shape()), lead, rows, size),
                    Heads.broadcast(NOWHERE, lead, lead, rows, size), size);
        }
    }

    /// A projection `[batch, length, 3 · features]`, with queries, keys and values side by side, each of them with its heads side by side.
    static HeadLayout ofProjection(Variable all, int heads) {
        Shape shape = all.shape();
        int features = shape.size(2) / 3;
        int size = features / heads;
        Shape output = shape.with(2, features);
        return new HeadLayout(List.of(all), List.of(shape), Part.inRows(0, all, heads, 0, size),
                Part.inRows(0, all, heads, features, size), Part.inRows(0, all, heads, 2 * features, size),
                output, Shape.of(shape.size(0), heads, shape.size(1), shape.size(1)), heads);
    }

    /// Queries `[batch, queries, features]`, keys and values `[batch, keys, features]`, the heads of each side by side.
    static HeadLayout inRows(Variable query, Variable key, Variable value, int heads) {
        Shape shape = query.shape();
        int size = shape.size(2) / heads;
        return new HeadLayout(List.of(query, key, value), List.of(shape, key.shape(), value.shape()),
                Part.inRows(0, query, heads, 0, size), Part.inRows(1, key, heads, 0, size),
                Part.inRows(2, value, heads, 0, size), shape,
                Shape.of(shape.size(0), heads, shape.size(1), key.shape().size(1)), heads);
    }

    /// Matrices: queries `[…, queries, features]`, keys `[…, keys, features]`, values `[…, keys, out]`. Their batches broadcast.
    static HeadLayout matrices(Variable query, Variable key, Variable value, Shape scores) {
        Shape lead = lead(scores);
        return new HeadLayout(List.of(query, key, value),
                List.of(last(lead, query.shape()), last(lead, key.shape()), last(lead, value.shape())),
                Part.matrices(0, query, lead), Part.matrices(1, key, lead), Part.matrices(2, value, lead),
                scores.with(-1, value.shape().size(-1)), scores, 0);
    }

    /// The axes before the last two.
    static Shape lead(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    /// The last two sizes of `matrix`, after those of `lead`.
    private static Shape last(Shape lead, Shape matrix) {
        int[] sizes = Arrays.copyOf(lead.toArray(), lead.rank() + 2);
        sizes[lead.rank()] = matrix.size(-2);
        sizes[lead.rank() + 1] = matrix.size(-1);
        return Shape.of(sizes);
    }

    /// Where the output's heads stand in an array.
    Heads outputIn(float[] y) {
        if (side == 0) {
            return Heads.broadcast(y, lead(scores), lead(scores), output.size(-2), output.size(-1));
        }
        return Heads.inRows(y, output.size(0), side, output.size(1), output.size(2), 0, output.size(2) / side);
    }

    // --- as operations see them

    /// Queries, keys and values of inputs like these, a head a matrix.
    List<Variable> matrices(List<Variable> like) {
        List<Variable> parts = like.size() == 1 ? like.getFirst().chunk(-1, 3) : like;
        return side == 0 ? parts : parts.stream().map(this::split).toList();
    }

    /// `[batch, length, features] → [batch, heads, length, features / heads]`
    private Variable split(Variable x) {
        Shape shape = x.shape();
        return x.reshape(shape.size(0), shape.size(1), side, shape.size(2) / side).transpose(1, 2);
    }

    /// The way back, of the output.
    Variable join(Variable y) {
        return side == 0 ? y : y.transpose(1, 2).flatten(2, 3);
    }
}
