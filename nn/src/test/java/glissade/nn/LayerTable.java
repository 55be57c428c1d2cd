package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Every layer, one row each or more: what [LayerTableTest] runs, and compares with the public types, so that none can be
/// forgotten.
final class LayerTable {

    /// One layer.
    ///
    /// @param make makes it, always with the same numbers
    /// @param forward runs it on an input; several results are put together to one
    /// @param input a point away from kinks and poles
    /// @param output the shape that comes out
    record Row<L extends Stateful>(Supplier<L> make, BiFunction<L, Variable, Variable> forward, Tensor input,
            Shape output) {

        Variable run(L layer, Variable x) {
            return forward.apply(layer, x);
        }

        @Override
        public String toString() {
            return LayerTree.title(make.get());
        }
    }

    private static final TransformerOptions SMALL = TransformerOptions.DEFAULT.withFeedForward(6).withDropout(0)
            .withActivation(Activation.GELU);
    private static final RecurrentOptions DEEP = RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true)
            .withBatchFirst(true);
    private static final Indices LENGTHS = Indices.of(3, 2);

    static final List<Row<?>> ROWS = List.of(
            row(() -> Linear.init(4, 3, random()), any(2, 4), 2, 3),
            row(() -> Linear.initWithoutBias(4, 3, random()), any(2, 4), 2, 3),
            row(() -> new Residual(Linear.init(3, 3, random())), any(2, 3), 2, 3),
            row(() -> Branches.sum(Linear.init(3, 2, random()), Linear.init(3, 2, random())), any(2, 3), 2, 2),
            row(() -> Branches.cat(1, Linear.init(3, 2, random()), new Tanh()), any(2, 3), 2, 5),
            row(() -> Sequential.of(Linear.init(3, 2, random()), new Sigmoid()), any(2, 3), 2, 2),
            row(() -> GatedLinear.swiGlu(3, 4, random()), any(2, 3), 2, 3),
            row(() -> GatedLinear.geGlu(3, 4, random()), any(2, 3), 2, 3),
            new Row<>(() -> Bilinear.init(3, 3, 2, random()), (layer, x) -> layer.forward(x, x.tanh()), any(2, 3),
                    Shape.of(2, 2)),
            // convolutions and pooling
            row(() -> Conv.init(2, 3, Shape.of(3), new ConvWindow().padding(1), random()), any(1, 2, 4), 1, 3, 4),
            row(() -> ConvTranspose.init(2, 3, Shape.of(3), new ConvWindow(), random()), any(1, 2, 3), 1, 3, 5),
            row(() -> new MaxPool(2), spread(1, 1, 4), 1, 1, 2),
            row(() -> new AveragePool(2), any(1, 1, 4), 1, 1, 2),
            row(() -> AdaptivePool.average(2), any(1, 1, 5), 1, 1, 2),
            row(() -> new GlobalPool(AdaptivePool.Kind.AVERAGE), any(1, 2, 3), 1, 2),
            row(() -> new Upsample(2, false), any(1, 1, 2, 2), 1, 1, 4, 4),
            row(() -> new PixelShuffle(2), any(1, 4, 2, 1), 1, 1, 4, 2),
            row(Flatten::new, any(2, 2, 2), 2, 4),
            row(() -> new Unflatten(1, Shape.of(2, 2)), any(2, 4), 2, 2, 2),
            // norms
            row(() -> LayerNorm.of(4), any(3, 4), 3, 4),
            row(() -> RmsNorm.of(4), any(3, 4), 3, 4),
            row(() -> GroupNorm.of(2, 4), any(2, 4, 3), 2, 4, 3),
            row(() -> InstanceNorm.of(2), any(2, 2, 4), 2, 2, 4),
            row(() -> BatchNorm1d.of(3), any(4, 3), 4, 3),
            row(() -> BatchNorm2d.of(2), any(2, 2, 2, 2), 2, 2, 2, 2),
            row(() -> BatchNorm3d.of(2), any(2, 2, 1, 2, 2), 2, 2, 1, 2, 2),
            row(() -> new AtTest(BatchNorm1d.of(3)), any(4, 3), 4, 3),
            // dropout
            row(() -> new Dropout(0.5, random()), any(3, 4), 3, 4),
            row(() -> new Dropout2d(0.5, random()), any(2, 4, 2), 2, 4, 2),
            row(() -> new AlphaDropout(0.3, random()), any(3, 4), 3, 4),
            // activations
            row(Relu::new, spread(2, 3), 2, 3),
            row(Sigmoid::new, any(2, 3), 2, 3),
            row(Tanh::new, any(2, 3), 2, 3),
            row(LeakyRelu::new, spread(2, 3), 2, 3),
            row(Elu::new, spread(2, 3), 2, 3),
            row(Celu::new, spread(2, 3), 2, 3),
            row(Softplus::new, any(2, 3), 2, 3),
            row(Hardtanh::new, any(2, 3).mul(0.5), 2, 3),
            row(() -> new Softmax(-1), any(2, 3), 2, 3),
            row(() -> new Softmin(1), any(2, 3), 2, 3),
            row(Identity::new, any(2, 3), 2, 3),
            row(Softshrink::new, spread(2, 3), 2, 3),
            row(Hardshrink::new, spread(2, 3), 2, 3),
            row(() -> new Threshold(0.5, -1), spread(2, 3), 2, 3),
            row(() -> Activation.TANHSHRINK, any(2, 3), 2, 3),
            row(() -> new LogSoftmax(0), any(2, 3), 2, 3),
            row(() -> new Glu(1), any(2, 4), 2, 2),
            row(() -> PRelu.of(3), spread(2, 3), 2, 3),
            row(() -> Activation.GELU, any(2, 3), 2, 3),
            row(() -> Activation.SILU, any(2, 3), 2, 3),
            // sequences
            new Row<>(() -> Rnn.init(3, 2, random()), (layer, x) -> {
                var out = layer.run(x, null, LENGTHS);
                return Variable.cat(0, out.output(), out.hidden());
            }, any(3, 2, 3), Shape.of(4, 2, 2)),
            row(() -> Rnn.init(3, 2, DEEP, random()), any(2, 3, 3), 2, 3, 4),
            new Row<>(() -> Lstm.init(3, 2, random()), (layer, x) -> {
                var out = layer.run(x, null, null, LENGTHS);
                return Variable.cat(0, out.output(), out.hidden(), out.cell());
            }, any(3, 2, 3), Shape.of(5, 2, 2)),
            row(() -> Lstm.init(3, 2, DEEP, random()), any(2, 3, 3), 2, 3, 4),
            new Row<>(() -> Gru.init(3, 2, DEEP, random()), (layer, x) -> layer.run(x, null, LENGTHS).output(),
                    any(2, 3, 3), Shape.of(2, 3, 4)),
            new Row<>(() -> RnnCell.init(3, 2, random()), (layer, x) -> layer.forward(x, zeros(2)), any(2, 3),
                    Shape.of(2, 2)),
            new Row<>(() -> RnnCell.init(3, 2, random()).withRelu(), (layer, x) -> layer.forward(x, zeros(2)),
                    any(2, 3),
                    Shape.of(2, 2)),
            new Row<>(() -> GruCell.init(3, 2, random()), (layer, x) -> layer.forward(x, zeros(2)), any(2, 3),
                    Shape.of(2, 2)),
            new Row<>(() -> LstmCell.init(3, 2, random()), (layer, x) -> {
                var next = layer.forward(x, new LstmCell.State(zeros(2), zeros(2)));
                return Variable.cat(0, next.hidden(), next.cell());
            }, any(2, 3), Shape.of(4, 2)),
            new Row<>(() -> RnnCell.init(3, 2, random()).weights(), RecurrentWeights::ofInput, any(2, 3),
                    Shape.of(2, 2)),
            new Row<>(() -> Embedding.init(4, 3, random()).withPadding(1),
                    (layer, x) -> layer.forward(Indices.of(0, 2, 3, 0)).mul(x), any(4, 3), Shape.of(4, 3)),
            new Row<>(() -> EmbeddingBag.init(4, 3, EmbeddingBag.Mode.MEAN, random()),
                    (layer, x) -> layer.forward(Indices.of(0, 1, 3, 0), Indices.of(0, 3, 3)).mul(x), any(3, 3),
                    Shape.of(3, 3)),
            new Row<>(() -> EmbeddingBag.init(4, 3, EmbeddingBag.Mode.MAX, random()),
                    (layer, x) -> layer.forward(Indices.of(Shape.of(2, 2), 0, 1, 3, 0)).mul(x), any(2, 3),
                    Shape.of(2, 3)),
            // attention
            row(() -> MultiHeadAttention.init(4, 2, random()), any(2, 3, 4), 2, 3, 4),
            row(() -> TransformerEncoderLayer.init(4, 2, SMALL, random()), any(1, 3, 4), 1, 3, 4),
            row(() -> TransformerEncoder.init(2, 4, 2, SMALL.withNormFirst(true), random()), any(1, 2, 4), 1, 2, 4),
            new Row<>(() -> TransformerDecoderLayer.init(4, 2, SMALL, random()),
                    (layer, x) -> layer.forward(x, x.tanh(), AttentionMask.CAUSAL, AttentionMask.NONE),
                    any(1, 3, 4), Shape.of(1, 3, 4)),
            new Row<>(() -> TransformerDecoder.init(1, 4, 2, SMALL.withNormFirst(true), random()),
                    (layer, x) -> layer.forward(x, x.tanh(), AttentionMask.CAUSAL, AttentionMask.NONE),
                    any(1, 3, 4), Shape.of(1, 3, 4)),
            row(() -> SinusoidalPositions.of(5, 4), any(2, 3, 4), 2, 3, 4),
            row(() -> LearnedPositions.init(5, 4, random()), any(2, 3, 4), 2, 3, 4),
            row(() -> RotaryPositions.of(5, 4), any(2, 3, 4), 2, 3, 4));

    private LayerTable() {
    }

    private static Row<Layer> row(Supplier<Layer> make, Tensor input, int... output) {
        return new Row<>(make, Layer::forward, input, Shape.of(output));
    }

    private static RandomStream random() {
        return RandomStream.of(5);
    }

    private static Variable zeros(int features) {
        return Param.of(Tensor.zeros(2, features));
    }

    private static Tensor any(int... sizes) {
        return RandomStream.of(sizes.length).uniform(Shape.of(sizes), -1.5, 1.5);
    }

    /// Different numbers, none near 0 or another one.
    private static Tensor spread(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] numbers = new float[shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i % 2 == 0 ? 1 : -1) * (0.4f + 0.3f * (i * 5 % numbers.length));
        }
        return Tensor.of(shape, numbers);
    }
}
