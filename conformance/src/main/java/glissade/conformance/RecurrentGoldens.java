package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Dropout;
import glissade.nn.Gru;
import glissade.nn.GruCell;
import glissade.nn.Lstm;
import glissade.nn.LstmCell;
import glissade.nn.RecurrentOptions;
import glissade.nn.RecurrentWeights;
import glissade.nn.Rnn;
import glissade.nn.RnnCell;
import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Family `layers`: recurrent layers.
final class RecurrentGoldens {

    private static final Dropout NONE = new Dropout(0, RandomStream.of(1));

    private RecurrentGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("rnn_tanh", c -> rnn(c, Rnn.Activation.TANH))
                .results("rnn_relu", c -> rnn(c, Rnn.Activation.RELU))
                .results("gru", c -> {
                    var out = new Gru(weights(c), options(c), NONE).run(x(c), state(c, "h0"), null);
                    return results(c, out.output()).and("h_n", single(c, out.hidden(), 1));
                })
                .results("lstm", c -> {
                    c.args().only("proj_size", 0);
                    var out = new Lstm(weights(c), options(c), NONE).run(x(c), state(c, "h0"), state(c, "c0"), null);
                    return results(c, out.output()).and("h_n", single(c, out.hidden(), 1)).and("c_n",
                            single(c, out.cell(), 1));
                })
                .results("rnn_tanh_cell", c -> Results.of("h",
                        like(c, new RnnCell(weights(c, "")).forward(row(c, c.x()), cellState(c, "h")))))
                .results("rnn_relu_cell", c -> {
                    var options = RecurrentOptions.DEFAULT.withBias(c.has("bias_ih"));
                    var out = new Rnn(List.of(weights(c, "")), options, NONE, Rnn.Activation.RELU)
                            .run(row(c, c.x()).unsqueeze(0), cellState(c, "h").unsqueeze(0), null);
                    return Results.of("h", like(c, out.output().squeeze(0)));
                })
                .results("gru_cell", c -> Results.of("h",
                        like(c, new GruCell(weights(c, "")).forward(row(c, c.x()), cellState(c, "h")))))
                .results("lstm_cell", c -> {
                    var next = new LstmCell(weights(c, "")).forward(row(c, c.x()),
                            new LstmCell.State(cellState(c, "h"), cellState(c, "c")));
                    return new Results().and("h", like(c, next.hidden())).and("c", like(c, next.cell()));
                });
    }

    private static final int BATCH_OF_SEQUENCES = 3;

    private static boolean isSingle(Given c) {
        return c.x().shape().rank() < BATCH_OF_SEQUENCES;
    }

    private static int batchAxis(Given c) {
        return c.args().flag("batch_first", false) ? 0 : 1;
    }

    /// The sequences; one alone is a batch of one, in PyTorch.
    private static Variable x(Given c) {
        return isSingle(c) ? c.x().unsqueeze(batchAxis(c)) : c.x();
    }

    private static Results results(Given c, Variable output) {
        return Results.of("output", single(c, output, batchAxis(c)));
    }

    private static Variable single(Given c, Variable y, int axis) {
        return isSingle(c) ? y.squeeze(axis) : y;
    }

    private static @Nullable Variable state(Given c, String input) {
        Variable state = c.variableIfGiven(input);
        return state != null && isSingle(c) ? state.unsqueeze(1) : state;
    }

    /// A cell's input or state as a batch.
    private static Variable row(Given c, Variable x) {
        return c.x().shape().rank() == 1 ? x.unsqueeze(0) : x;
    }

    private static Variable like(Given c, Variable y) {
        return c.x().shape().rank() == 1 ? y.squeeze(0) : y;
    }

    /// A cell's state, zeros if none is given.
    private static Variable cellState(Given c, String input) {
        return c.has(input) ? row(c, c.variable(input)) : Variable.of(Tensor.zeros(row(c, c.x()).shape().size(0),
                c.param("weight_hh").shape().size(1)));
    }

    private static Results rnn(Given c, Rnn.Activation activation) {
        c.args().only("nonlinearity", activation == Rnn.Activation.TANH ? "tanh" : "relu");
        var out = new Rnn(weights(c), options(c), NONE, activation).run(x(c), state(c, "h0"), null);
        return results(c, out.output()).and("h_n", single(c, out.hidden(), 1));
    }

    private static RecurrentOptions options(Given c) {
        Args args = c.args();
        // sizes are those of the weights
        args.has("input_size");
        args.has("hidden_size");
        args.only("dropout", 0);
        return new RecurrentOptions(args.integer("num_layers", 1), args.flag("bidirectional", false),
                args.flag("batch_first", false), 0, args.flag("bias", true));
    }

    private static List<RecurrentWeights> weights(Given c) {
        var weights = new ArrayList<RecurrentWeights>();
        for (int layer = 0; c.has("weight_ih_l" + layer); layer++) {
            weights.add(weights(c, "_l" + layer));
            if (c.has("weight_ih_l" + layer + "_reverse")) {
                weights.add(weights(c, "_l" + layer + "_reverse"));
            }
        }
        return weights;
    }

    private static RecurrentWeights weights(Given c, String end) {
        return new RecurrentWeights(c.param("weight_ih" + end), c.param("weight_hh" + end),
                c.paramIfGiven("bias_ih" + end), c.paramIfGiven("bias_hh" + end));
    }
}
