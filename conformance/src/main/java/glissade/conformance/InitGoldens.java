package glissade.conformance;

import glissade.autograd.Params;
import glissade.nn.BatchNorm1d;
import glissade.nn.Conv;
import glissade.nn.Embedding;
import glissade.nn.Fan;
import glissade.nn.Fans;
import glissade.nn.Gain;
import glissade.nn.Init;
import glissade.nn.Layer;
import glissade.nn.Linear;
import glissade.nn.GroupNorm;
import glissade.nn.Gru;
import glissade.nn.InstanceNorm;
import glissade.nn.LayerNorm;
import glissade.nn.Lstm;
import glissade.nn.Rnn;
import glissade.nn.Stateful;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.BiFunction;

/// Family `init`: facts about initial weights. Of a random draw they hold about, so what a draw agrees with is returned as the
/// fact itself, and what it does not as measured.
final class InitGoldens {

    /// How many numbers are drawn, at least.
    private static final int DRAWS = 200_000;

    private InitGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("default_layer", InitGoldens::defaultLayer)
                .results("gain",
                        c -> new Results().and("output", gain(c.args().text("nonlinearity"), c.args(), "param")))
                .results("fan_in_fan_out", c -> {
                    Fans fans = Fans.of(shape(c));
                    return new Results().and("fan_in", fans.in()).and("fan_out", fans.out());
                })
                .results("xavier", c -> draws(c, isUniform(c) ? Init.xavierUniform(c.number("gain"))
                        : Init.xavierNormal(c.number("gain"))))
                .results("lecun", c -> draws(c, isUniform(c) ? Init.lecunUniform() : Init.lecunNormal()))
                .results("kaiming", c -> {
                    // PyTorch's defaults are those of a leaky ReLU of slope 0, which is a ReLU
                    double gain = gain(c.args().text("nonlinearity", "relu"), c.args(), "a");
                    Fan fan = c.args().text("mode", "fan_in").equals("fan_in") ? Fan.IN : Fan.OUT;
                    return draws(c, isUniform(c) ? Init.kaimingUniform(gain, fan) : Init.kaimingNormal(gain, fan));
                })
                .results("trunc_normal", InitGoldens::truncatedNormal)
                .results("orthogonal", InitGoldens::orthogonal)
                .op("dirac", c -> Init.dirac(c.integer("groups")).draw(shape(c), RandomStream.of(1)))
                .op("eye", c -> Init.identity().draw(shape(c), RandomStream.of(1)));
    }

    private static Shape shape(Given c) {
        return Shape.of(c.integers("shape"));
    }

    private static boolean isUniform(Given c) {
        return c.args().text("kind").equals("uniform");
    }

    private static double gain(String nonlinearity, Args args, String slope) {
        double number = args.number(slope, 0.01);
        return switch (nonlinearity) {
            case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" ->
                Gain.LINEAR;
            case "sigmoid" -> Gain.SIGMOID;
            case "tanh" -> Gain.TANH;
            case "relu" -> Gain.RELU;
            case "selu" -> Gain.SELU;
            case "leaky_relu" -> Gain.leakyRelu(number);
            default -> throw new Unsupported("nonlinearity " + nonlinearity);
        };
    }

    private static Results draws(Given c, Init init) {
        var results = new Results();
        sample(init, shape(c)).addFacts(c, "", results);
        return results;
    }

    private static Sample sample(Init init, Shape shape) {
        var random = RandomStream.of(1);
        var sample = new Sample();
        while (sample.count < DRAWS) {
            sample.add(init.draw(shape, random).toArray());
        }
        return sample;
    }

    private static Results truncatedNormal(Given c) {
        double low = c.number("lo");
        double high = c.number("hi");
        Sample sample = sample(Init.truncatedNormal(c.number("mean"), c.number("std"), low, high), Shape.of(DRAWS));
        var results = new Results();
        sample.addMoments(c, "", results);
        // so many draws come near to both bounds, and none passes them
        return results.and("min", agreeing(sample.least, low, 1e-3 * (high - low), sample.least >= (float) low))
                .and("max", agreeing(sample.greatest, high, 1e-3 * (high - low), sample.greatest <= (float) high));
    }

    private static double agreeing(double measured, double fact, double near, boolean inside) {
        return inside && Math.abs(measured - fact) <= near ? fact : measured;
    }

    private static Results orthogonal(Given c) {
        Shape shape = shape(c);
        Tensor drawn = Init.orthogonal(c.number("gain")).draw(shape, RandomStream.of(1));
        int rows = shape.size(0);
        int columns = shape.elements() / rows;
        boolean isWide = rows <= columns;
        Tensor matrix = drawn.reshape(rows, columns);
        Tensor gram = isWide ? matrix.matmul(matrix, false, true) : matrix.matmul(matrix, true, false);
        int n = gram.shape().size(0);
        // of a Gram matrix that is a multiple of the identity, the roots of its diagonal are the singular values
        double[] singular = new double[n];
        double diagonal = 0;
        double others = 0;
        for (int i = 0; i < n; i++) {
            singular[i] = Math.sqrt(gram.at(i, i));
            diagonal += gram.at(i, i) / n;
            for (int j = 0; j < n; j++) {
                others = i == j ? others : Math.max(others, Math.abs(gram.at(i, j)));
            }
        }
        return new Results().and("rows", rows).and("cols", columns)
                .and("orthonormal", new Leaf.Word(isWide ? "rows" : "columns")).and("gram_diagonal", diagonal)
                .and("gram_offdiagonal", others).and("sum_of_squares", drawn.square().sum().item())
                .and("singular_values", Numbers.of(singular));
    }

    private static Results defaultLayer(Given c) {
        String layer = c.args().text("layer");
        return switch (layer) {
            case "Linear" -> drawnLayer(c, (shape, random) -> Linear.init(shape.size(1), shape.size(0), random));
            case "Conv" -> drawnLayer(c, (shape, random) -> Conv.init(shape.size(1), shape.size(0),
                    Shape.of(Arrays.copyOfRange(shape.toArray(), 2, shape.rank())), new ConvWindow(), random));
            case "BatchNorm" -> constants(BatchNorm1d.of(8));
            case "LayerNorm" -> constants(LayerNorm.of(8));
            case "GroupNorm" -> constants(GroupNorm.of(2, 8));
            case "InstanceNorm" -> constants(InstanceNorm.of(8));
            case "Embedding" -> {
                int[] sizes = c.integers("weight_shape");
                yield drawn(c, "weight", random -> Embedding.init(sizes[0], sizes[1], random));
            }
            case "RNN" -> drawn(c, "every_parameter", random -> Rnn.init(8, c.integer("hidden_size"), random));
            case "LSTM" -> drawn(c, "every_parameter", random -> Lstm.init(8, c.integer("hidden_size"), random));
            case "GRU" -> drawn(c, "every_parameter", random -> Gru.init(8, c.integer("hidden_size"), random));
            default -> throw new Unsupported("layer " + layer);
        };
    }

    /// All params of a layer as one sample.
    private static Results drawn(Given c, String path, Function<RandomStream, Stateful> init) {
        var random = RandomStream.of(1);
        var sample = new Sample();
        while (sample.count < DRAWS) {
            init.apply(random).parameters().forEach(param -> sample.add(param.value().toArray()));
        }
        var results = new Results();
        sample.addFacts(c, path, results);
        return results;
    }

    private static Results constants(Layer norm) {
        return new Results().and("weight.constant", constant(norm.state().tensor("weight")))
                .and("bias.constant", constant(norm.state().tensor("bias")));
    }

    /// The number that all elements are; NaN if they differ.
    private static double constant(Tensor tensor) {
        float first = tensor.at(0);
        return tensor.equals(Tensor.full(tensor.shape(), first)) ? first : Double.NaN;
    }

    private static Results drawnLayer(Given c, BiFunction<Shape, RandomStream, Layer> init) {
        Shape shape = Shape.of(c.integers("weight_shape"));
        var random = RandomStream.of(1);
        var weights = new Sample();
        var biases = new Sample();
        while (biases.count < DRAWS) {
            Params params = init.apply(shape, random).parameters();
            weights.add(params.named("weight").value().toArray());
            biases.add(params.named("bias").value().toArray());
        }
        var results = new Results();
        weights.addFacts(c, "weight", results);
        biases.addFacts(c, "bias", results);
        return results;
    }

    /// What is measured of draws.
    private static final class Sample {

        private long count;
        private double sum;
        private double squares;
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;

        void add(float[] draws) {
            for (double draw : draws) {
                sum += draw;
                squares += draw * draw;
                least = Math.min(least, draw);
                greatest = Math.max(greatest, draw);
            }
            count += draws.length;
        }

        /// Distribution, bound and moments under a path; the root's is empty.
        void addFacts(Given c, String path, Results results) {
            String prefix = path.isEmpty() ? "" : path + ".";
            // normal draws reach far beyond √3 standard deviations, where uniform ones end
            boolean isUniform = Math.max(-least, greatest) < 2 * std();
            results.and(prefix + "distribution", new Leaf.Word(isUniform ? "uniform" : "normal"));
            if (isUniform) {
                double bound = fact(c, prefix + "bound");
                double most = Math.max(-least, greatest);
                // the float below the bound is the greatest; 50 / n below it there is a draw but once in e^50 samples
                boolean isBound = most <= (float) bound && most > bound * (1 - 50.0 / count);
                results.and(prefix + "bound", isBound ? bound : most);
            }
            addMoments(c, prefix, results);
        }

        void addMoments(Given c, String prefix, Results results) {
            double near = 5 / Math.sqrt(count);
            results.and(prefix + "std", agreeing(std(), fact(c, prefix + "std"), near * std(), true));
            results.and(prefix + "mean", agreeing(sum / count, fact(c, prefix + "mean"), near * std(), true));
        }

        private double std() {
            double mean = sum / count;
            return Math.sqrt(squares / count - mean * mean);
        }

        private static double fact(Given c, String path) {
            return c.golden().expected().get(path) instanceof Numbers numbers
                    ? Arrays.stream(numbers.data()).findFirst().orElse(Double.NaN) : Double.NaN;
        }
    }
}
