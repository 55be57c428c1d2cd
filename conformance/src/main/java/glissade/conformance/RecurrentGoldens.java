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
                    var out = new Gru(weights(c), options(c), NONE).run(c.x(), optional(c, "h0"), null);
                    return new Results().and("output", out.output()).and("h_n", out.hidden());
                })
                .results("lstm", c -> {
                    var out = new Lstm(weights(c), options(c), NONE).run(c.x(), optional(c, "h0"), optional(c, "c0"),
                            null);
                    return new Results().and("output", out.output()).and("h_n", out.hidden()).and("c_n", out.cell());
                })
                .results("rnn_tanh_cell",
                        c -> Results.of("h", new RnnCell(weights(c, "")).forward(c.x(), c.variable("h"))))
                .results("gru_cell",
                        c -> Results.of("h", new GruCell(weights(c, "")).forward(c.x(), c.variable("h"))))
                .results("lstm_cell", c -> {
                    var next = new LstmCell(weights(c, "")).forward(c.x(),
                            new LstmCell.State(c.variable("h"), c.variable("c")));
                    return new Results().and("h", next.hidden()).and("c", next.cell());
                });
    }

    private static Results rnn(Given c, Rnn.Activation activation) {
        var out = new Rnn(weights(c), options(c), NONE, activation).run(c.x(), optional(c, "h0"), null);
        return new Results().and("output", out.output()).and("h_n", out.hidden());
    }

    private static RecurrentOptions options(Given c) {
        Args args = c.args();
        // sizes are those of the weights
        args.has("input_size");
        args.has("hidden_size");
        return new RecurrentOptions(args.integer("num_layers"), args.flag("bidirectional", false),
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

    private static @Nullable Variable optional(Given c, String input) {
        return c.has(input) ? c.variable(input) : null;
    }
}
