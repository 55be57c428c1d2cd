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
import glissade.nn.Gru;
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
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

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
            case "linear_regression" -> train(layer("weight", "bias"), this::squaredError);
            case "mlp_classifier" -> train(Sequential.of(layer("w1", "b1"), activation(given.args().text("activation")),
                    layer("w2", "b2")), this::crossEntropy);
            case "cnn" -> train(convolutional(), this::crossEntropy);
            case "lstm_regression" -> train(lstm(), this::squaredError);
            case "gru_regression" -> train(gru(), this::squaredError);
            case "transformer" -> transformer();
            case String other -> throw new Unsupported("model " + other);
        };
    }

    private Variable squaredError(Variable output, Indices rows) {
        return Losses.meanSquaredError(output, given.tensor("y").rows(rows));
    }

    private Variable crossEntropy(Variable output, Indices rows) {
        return Losses.crossEntropy(output, given.indices("y").rows(rows));
    }

    private Layer convolutional() {
        var window = new ConvWindow().padding(1);
        Layer pool = given.args().text("pool2").equals("max") ? new MaxPool(2) : new AveragePool(2);
        return Sequential.of(new Conv(param("c1w"), param("c1b"), window), Variable::relu, new MaxPool(2),
                new Conv(param("c2w"), param("c2b"), window), Variable::relu, pool, new Flatten(), layer("fw", "fb"));
    }

    private List<RecurrentWeights> weights() {
        return List.of(new RecurrentWeights(param("weight_ih_l0"), param("weight_hh_l0"), param("bias_ih_l0"),
                param("bias_hh_l0")));
    }

    private Layer lstm() {
        var lstm = new Lstm(weights(), RecurrentOptions.DEFAULT.withBatchFirst(true), NONE);
        return Sequential.of(lstm, x -> x.select(1, -1), layer("fw", "fb"));
    }

    private Layer gru() {
        var gru = new Gru(weights(), RecurrentOptions.DEFAULT.withBatchFirst(true), NONE);
        return Sequential.of(gru, x -> x.mean(1), layer("fw", "fb"));
    }

    /// A language model of one block: what comes next, for each place of each row of tokens.
    private Results transformer() {
        Indices tokens = given.indices("tokens");
        int length = tokens.shape().size(1) - 1;
        var table = new Embedding(param("tok"), null);
        var attention = new MultiHeadAttention(param("qkvw"), param("qkvb"), new Linear(param("ow"), param("ob")),
                given.integer("heads"), NONE);
        var block = new TransformerEncoderLayer(attention, new Linear(param("f1w"), param("f1b")),
                new Linear(param("f2w"), param("f2b")), norm("ln1"), norm("ln2"), NONE, NONE, NONE, Activation.GELU,
                true);
        var last = norm("lnf");
        var head = new Linear(param("hw"), null);
        var positions = param("pos");
        return train(tokens.shape().size(0), rows -> {
            Variable x = table.forward(tokens.rows(rows).narrow(1, 0, length)).add(positions);
            return head.forward(last.forward(block.forward(x, AttentionMask.CAUSAL)));
        }, (logits, rows) -> Losses.crossEntropy(logits.flatten(0, 1),
                tokens.rows(rows).narrow(1, 1, length).reshape(-1)));
    }

    private LayerNorm norm(String name) {
        return new LayerNorm(param(name + "w"), param(name + "b"), param(name + "w").shape(), 1e-5);
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
            case "gelu" -> Variable::gelu;
            case "silu" -> Variable::silu;
            case "elu" -> Variable::elu;
            case "leaky_relu" -> Variable::leakyRelu;
            default -> throw new Unsupported("activation " + name);
        };
    }

    private Results train(Layer net, BiFunction<Variable, Indices, Variable> loss) {
        Tensor x = given.tensor("x");
        return train(x.shape().size(0), rows -> net.forward(x.rows(rows)), loss);
    }

    /// A run over n examples, whose rows forward and loss are given.
    private Results train(int n, Function<Indices, Variable> forward, BiFunction<Variable, Indices, Variable> loss) {
        Args args = given.args();
        Optimizer optimizer = Rules.of(args.text("optimizer"), args.part("options")).over(Params.of(params));
        if (args.has("scheduler")) {
            Args scheduler = args.part("scheduler");
            optimizer.schedule(ScheduleGoldens.schedule(scheduler.text("name"), scheduler.part("options"), 0,
                    optimizer.lr(), given.integer("steps")));
        }
        int size = args.integer("batch_size", n);
        double maxNorm = args.number("clip_grad_norm", Double.POSITIVE_INFINITY);
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < given.integer("steps"); step++) {
            int first = (int) ((long) step * size % n);
            Indices rows = Indices.range(first, Math.min(first + size, n));
            Variable batch = loss.apply(forward.apply(rows), rows);
            losses.add((double) batch.item());
            Gradients gradients = batch.backward();
            optimizer.step(maxNorm < Double.POSITIVE_INFINITY ? gradients.clipNorm(maxNorm) : gradients);
        }
        Indices all = Indices.range(0, n);
        Variable output = forward.apply(all);
        Results results = new Results().and("losses", losses).and("final_output", output.value())
                .and("final_full_batch_loss", loss.apply(output, all).value());
        params.forEach((name, param) -> results.and("final." + name, param.value()));
        return results;
    }
}
