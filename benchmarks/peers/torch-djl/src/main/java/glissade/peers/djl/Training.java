package glissade.peers.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.nn.transformer.TransformerEncoderBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;
import glissade.peers.Net;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// A network with DJL's trainer.
final class Training {
    private static final int CLASSES = 10;

    private final Net net;
    private final Model model;
    private final Trainer trainer;
    private final NDManager data;

    Training(Net net, int batch) {
        this.net = net;
        var block = block(net);
        // Weight 1: by default the squared error would be halved.
        var loss = net == Net.LINREG ? Loss.l2Loss("loss", 1) : Loss.softmaxCrossEntropyLoss();
        model = Model.newInstance(net.name());
        model.setBlock(block);
        var adam = Optimizer.adam().optLearningRateTracker(TorchDjl.LEARNING_RATE).build();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(adam));
        trainer.initialize(input(batch));
        data = trainer.getManager();
    }

    void close() {
        trainer.close();
        model.close();
    }

    /// One step on a fixed random batch.
    Runnable step(int batch) {
        var x = data.randomUniform(0, 1, input(batch));
        var y = net == Net.LINREG ? x.mul(3).add(1) : labels(batch);
        return () -> {
            try (var step = data.newSubManager()) {
                // Results go where their operands are: to a manager that is closed after the step.
                x.attach(step);
                y.attach(step);
                step(x, y);
                x.attach(data);
                y.attach(data);
            }
        };
    }

    /// One epoch through DJL's own data set and sampler.
    Runnable epoch(int samples, int batch) {
        var set = new ArrayDataset.Builder().setData(data.randomUniform(0, 1, input(samples)))
                .optLabels(labels(samples)).setSampling(batch, true, false).build();
        return () -> {
            try (var epoch = data.newSubManager()) {
                for (var next : set.getData(epoch)) {
                    try (next) {
                        step(next.getData().singletonOrThrow(), next.getLabels().singletonOrThrow());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (TranslateException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /// The optimizers clear the gradients after they have used them.
    private void step(NDArray x, NDArray y) {
        try (var collector = trainer.newGradientCollector()) {
            var output = trainer.forward(new NDList(x));
            collector.backward(trainer.getLoss().evaluate(new NDList(y), output));
        }
        trainer.step();
    }

    private NDArray labels(int n) {
        return data.randomInteger(0, CLASSES, new Shape(n), DataType.INT64);
    }

    private Shape input(int batch) {
        return switch (net) {
            case LINREG -> new Shape(batch, 1);
            case MLP128, MLP512X2 -> new Shape(batch, 784);
            case CNN -> new Shape(batch, 1, 28, 28);
            case LSTM -> new Shape(batch, 28, 28);
            case TRANSFORMER, TRANSFORMER_LIB -> new Shape(batch, 64, 128);
        };
    }

    private static Block block(Net net) {
        return switch (net) {
            case LINREG -> linear(1);
            case MLP128 -> mlp(128, CLASSES);
            case MLP512X2 -> mlp(512, 512, CLASSES);
            case CNN -> new SequentialBlock().add(conv3x3(32)).add(Activation.reluBlock()).add(pool())
                    .add(conv3x3(64)).add(Activation.reluBlock()).add(pool()).add(Blocks.batchFlattenBlock())
                    .add(mlp(128, CLASSES));
            case LSTM -> {
                var last = new NDIndex(":, -1");
                yield new SequentialBlock()
                        .add(LSTM.builder().setStateSize(128).setNumLayers(1).optBatchFirst(true)
                                .optReturnState(false).build())
                        .add(LambdaBlock.singleton(outputs -> outputs.get(last)))
                        .add(linear(CLASSES));
            }
            case TRANSFORMER -> encoder(new SequentialBlock().add(residual(attention())).add(layerNorm())
                    .add(residual(new PointwiseFeedForwardBlock(List.of(512), 128, Activation::relu)))
                    .add(layerNorm()));
            // Batch normalization stands in this layer where layer normalization is meant.
            case TRANSFORMER_LIB -> encoder(new TransformerEncoderBlock(128, 4, 512, 0, Activation::relu));
        };
    }

    /// With the mean over the sequence and a linear layer behind it.
    private static Block encoder(Block block) {
        int[] sequence = {1};
        return new SequentialBlock().add(block).add(LambdaBlock.singleton(outputs -> outputs.mean(sequence)))
                .add(linear(CLASSES));
    }

    private static Block attention() {
        return ScaledDotProductAttentionBlock.builder().setEmbeddingSize(128).setHeadCount(4)
                .optAttentionProbsDropoutProb(0).build();
    }

    private static Block layerNorm() {
        return LayerNorm.builder().axis(2).build();
    }

    /// x + block(x).
    private static Block residual(Block block) {
        return new ParallelBlock(both -> new NDList(both.get(0).head().add(both.get(1).head())))
                .add(Blocks.identityBlock()).add(block);
    }

    private static Block mlp(int... widths) {
        var block = new SequentialBlock().add(linear(widths[0]));
        for (var i = 1; i < widths.length; i++) {
            block.add(Activation.reluBlock()).add(linear(widths[i]));
        }
        return block;
    }

    private static Block linear(int width) {
        return Linear.builder().setUnits(width).build();
    }

    private static Block conv3x3(int filters) {
        return Conv2d.builder().setKernelShape(new Shape(3, 3)).optPadding(TorchDjl.ONE).setFilters(filters).build();
    }

    private static Block pool() {
        var window = new Shape(2, 2);
        return Pool.maxPool2dBlock(window, window);
    }
}
