package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.nn.Activation;
import glissade.nn.AttentionMask;
import glissade.nn.AveragePool;
import glissade.nn.Conv;
import glissade.nn.Dropout;
import glissade.nn.Embedding;
import glissade.nn.Flatten;
import glissade.nn.Layer;
import glissade.nn.LayerNorm;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.nn.Lstm;
import glissade.nn.MaxPool;
import glissade.nn.MultiHeadAttention;
import glissade.nn.RecurrentOptions;
import glissade.nn.RecurrentWeights;
import glissade.nn.Sequential;
import glissade.nn.TransformerEncoderLayer;
import glissade.optim.Optimizer;
import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Family `training`: whole runs, from given weights.
final class TrainingGoldens {

    private static final Dropout NONE = new Dropout(0, RandomStream.of(1));

    private final Given given;
    private final Map<String, Param> params = new LinkedHashMap<>();

    private TrainingGoldens(Given given) {
        this.given = given;
    }

    static Ops ops() {
        return new Ops().results("train", c -> new TrainingGoldens(c).run());
    }

    private Results run() {
        return switch (given.args().text("model")) {
            case "linear_regression" -> train(layer("weight", "bias"), (output, rows) -> Losses.meanSquaredError(output,
                    given.tensor("y").rows(rows)));
            case "mlp_classifier" -> {
                Layer net = Sequential.of(layer("w1", "b1"), activation(given.args().text("activation")),
                        layer("w2", "b2"));
                yield train(net, (output, rows) -> Losses.crossEntropy(output, labels(rows)));
            }
            case "cnn" -> train(convolutional(), (output, rows) -> Losses.crossEntropy(output, labels(rows)));
            case "lstm_regression" -> train(recurrent(), (output, rows) -> Losses.meanSquaredError(output,
                    given.tensor("y").rows(rows)));
            case "transformer" -> transformer();
            case String other -> throw new Unsupported("model " + other);
        };
    }

    private Indices labels(Indices rows) {
        int[] labels = given.indices("y").toArray();
        return Indices.of(Arrays.stream(rows.toArray()).map(row -> labels[row]).toArray());
    }

    private Layer convolutional() {
        var window = new ConvWindow().padding(1);
        Layer pool = given.args().text("pool2").equals("max") ? new MaxPool(2) : new AveragePool(2);
        return Sequential.of(new Conv(param("c1w"), param("c1b"), window), Variable::relu, new MaxPool(2),
                new Conv(param("c2w"), param("c2b"), window), Variable::relu, pool, new Flatten(), layer("fw", "fb"));
    }

    private Layer recurrent() {
        var weights = new RecurrentWeights(param("weight_ih_l0"), param("weight_hh_l0"), param("bias_ih_l0"),
                param("bias_hh_l0"));
        var lstm = new Lstm(List.of(weights), RecurrentOptions.DEFAULT.withBatchFirst(true), NONE);
        return Sequential.of(lstm, x -> x.select(1, -1), layer("fw", "fb"));
    }

    /// A language model of one block: what comes next, for each place of each row of tokens.
    private Results transformer() {
        Indices tokens = given.indices("tokens");
        int rows = tokens.shape().size(0);
        int length = tokens.shape().size(1) - 1;
        int[] read = new int[rows * length];
        int[] next = new int[rows * length];
        for (int i = 0; i < read.length; i++) {
            read[i] = tokens.at(i / length, i % length);
            next[i] = tokens.at(i / length, i % length + 1);
        }
        var table = new Embedding(param("tok"), null);
        var attention = new MultiHeadAttention(param("qkvw"), param("qkvb"), new Linear(param("ow"), param("ob")),
                given.integer("heads"), NONE);
        var block = new TransformerEncoderLayer(attention, new Linear(param("f1w"), param("f1b")),
                new Linear(param("f2w"), param("f2b")), norm("ln1"), norm("ln2"), NONE, NONE, NONE, Activation.GELU,
                true);
        var last = norm("lnf");
        var head = new Linear(param("hw"), null);
        var positions = param("pos");
        Supplier<Variable> forward = () -> {
            Variable x = table.forward(Indices.of(Shape.of(rows, length), read)).add(positions);
            return head.forward(last.forward(block.forward(x, AttentionMask.CAUSAL)));
        };
        return train(forward, logits -> Losses.crossEntropy(logits.flatten(0, 1), Indices.of(next)));
    }

    private LayerNorm norm(String name) {
        return new LayerNorm(param(name + "w"), param(name + "b"), param(name + "w").shape(), 1e-5);
    }

    /// A run in which every step sees all data.
    private Results train(Supplier<Variable> forward, UnaryOperator<Variable> loss) {
        Optimizer optimizer = Rules.of(given.args().text("optimizer"), given.args().part("options"))
                .over(Params.of(params));
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < given.integer("steps"); step++) {
            Variable batch = loss.apply(forward.get());
            losses.add((double) batch.item());
            optimizer.step(batch.backward());
        }
        return results(losses, forward.get(), loss);
    }

    private Results results(List<Double> losses, Variable output, UnaryOperator<Variable> loss) {
        Results results = new Results().and("losses", losses).and("final_output", output.value())
                .and("final_full_batch_loss", loss.apply(output).value());
        params.forEach((name, param) -> results.and("final." + name, param.value()));
        return results;
    }

    private Layer layer(String weight, String bias) {
        return new Linear(param(weight), param(bias));
    }

    private Param param(String name) {
        return params.computeIfAbsent(name, key -> Param.of(given.tensor("p." + key)));
    }

    private static Layer activation(String name) {
        return switch (name) {
            case "relu" -> Variable::relu;
            case "tanh" -> Variable::tanh;
            case "sigmoid" -> Variable::sigmoid;
            default -> throw new Unsupported("activation " + name);
        };
    }

    private Results train(Layer net, BiFunction<Variable, Indices, Variable> loss) {
        Args args = given.args();
        Optimizer optimizer = Rules.of(args.text("optimizer"), args.part("options")).over(Params.of(params));
        if (args.has("scheduler")) {
            Args scheduler = args.part("scheduler");
            optimizer.schedule(ScheduleGoldens.schedule(scheduler.text("name"), scheduler.part("options"), 0,
                    optimizer.lr()));
        }
        Tensor x = given.tensor("x");
        int n = x.shape().size(0);
        int size = args.has("batch_size") ? args.integer("batch_size") : n;
        double maxNorm = args.number("clip_grad_norm", Double.POSITIVE_INFINITY);
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < given.integer("steps"); step++) {
            int first = (int) ((long) step * size % n);
            Indices rows = Indices.range(first, Math.min(first + size, n));
            Variable batch = loss.apply(net.forward(x.rows(rows)), rows);
            losses.add((double) batch.item());
            Gradients gradients = batch.backward();
            optimizer.step(maxNorm < Double.POSITIVE_INFINITY ? gradients.clipNorm(maxNorm) : gradients);
        }
        return results(losses, net.forward(x), output -> loss.apply(output, Indices.range(0, n)));
    }
}
