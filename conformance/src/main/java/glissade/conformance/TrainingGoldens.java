package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.nn.AveragePool;
import glissade.nn.Conv;
import glissade.nn.Flatten;
import glissade.nn.Layer;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.nn.MaxPool;
import glissade.nn.Sequential;
import glissade.optim.Optimizer;
import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Family `training`: whole runs, from given weights.
final class TrainingGoldens {

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
        Variable output = net.forward(x);
        Results results = new Results().and("losses", losses).and("final_output", output.value())
                .and("final_full_batch_loss", loss.apply(output, Indices.range(0, n)).value());
        params.forEach((name, param) -> results.and("final." + name, param.value()));
        return results;
    }
}
