package glissade.peers.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import glissade.peers.ConvShape;
import glissade.peers.Elementwise;
import glissade.peers.Net;
import glissade.peers.Peer;
import glissade.peers.Rule;
import glissade.peers.Unsupported;
import glissade.peers.Workloads;
import java.util.ArrayList;
import java.util.List;

/// DJL with its PyTorch engine, through DJL's own arrays, blocks, trainer and optimizers.
///
/// It has no output arguments: where a workload gives the result's array, the result is new here, and `ADD` is a += b.
/// Native memory belongs to an [NDManager]; a result goes to the manager of its operation's first operand.
public final class TorchDjl implements Peer {
    static final Tracker LEARNING_RATE = Tracker.fixed(1e-3f);
    static final Shape ONE = new Shape(1, 1);

    private NDManager root;
    /// Of the workload at hand.
    private NDManager data;
    private final List<Training> trainings = new ArrayList<>();

    private TorchDjl() {
    }

    public static void main(String[] args) {
        Workloads.main("torch-djl", new TorchDjl(), args);
    }

    /// The threads are set by properties that `run` gives, since the engine reads them before any call can.
    @Override
    public void start(int threads) {
        root = NDManager.newBaseManager();
        data = root;
        Engine.getInstance().setRandomSeed(1);
    }

    @Override
    public Scope scope() {
        data = root.newSubManager();
        return () -> {
            trainings.forEach(Training::close);
            trainings.clear();
            data.close();
        };
    }

    @Override
    public Runnable gemm(int m, int k, int n, boolean aTransposed, boolean bTransposed) {
        var a = aTransposed ? uniform(0, 1, k, m).transpose() : uniform(0, 1, m, k);
        var b = bTransposed ? uniform(0, 1, n, k).transpose() : uniform(0, 1, k, n);
        return () -> a.matMul(b).close();
    }

    @Override
    public Runnable elementwise(Elementwise operation, int n) {
        return switch (operation) {
            case ADD -> {
                var a = uniform(0, 1, n);
                var b = uniform(0, 1, n);
                yield () -> a.addi(b);
            }
            case ADD_NEW -> {
                var a = uniform(0, 1, n);
                var b = uniform(0, 1, n);
                yield () -> a.add(b).close();
            }
            case RELU_XW_B -> {
                var x = uniform(-0.5f, 0.5f, n);
                var w = uniform(0, 1, n);
                var b = uniform(-0.5f, 0.5f, n);
                yield () -> {
                    try (var xw = x.mul(w); var line = xw.add(b)) {
                        Activation.relu(line).close();
                    }
                };
            }
            case EXP -> {
                var x = uniform(-2, 2, n);
                yield () -> x.exp().close();
            }
            case TANH -> {
                var x = uniform(-2, 2, n);
                yield () -> x.tanh().close();
            }
            case SIGMOID -> {
                var x = uniform(-2, 2, n);
                yield () -> Activation.sigmoid(x).close();
            }
        };
    }

    @Override
    public Runnable sum(int n) {
        var x = uniform(0, 1, n);
        return () -> x.sum().close();
    }

    @Override
    public Runnable softmax(int rows, int columns) {
        var x = uniform(-4, 4, rows, columns);
        return () -> x.softmax(1).close();
    }

    @Override
    public Runnable layerNorm(int rows, int columns) {
        var x = uniform(0, 1, rows, columns);
        var gain = uniform(0, 1, columns);
        var bias = uniform(0, 1, columns);
        var axis = new Shape(columns);
        return () -> LayerNorm.layerNorm(x, axis, gain, bias, 1e-5f).close();
    }

    /// The gradient of the output is ones, the only one that can be given, and each call adds its gradients to those
    /// of the calls before.
    @Override
    public Runnable conv(ConvShape shape, boolean backward) {
        var x = uniform(0, 1, shape.batch(), shape.channels(), shape.side(), shape.side());
        var weight = uniform(-0.5f, 0.5f, shape.filters(), shape.channels(), 3, 3);
        var bias = uniform(0, 1, shape.filters());
        if (!backward) {
            return () -> Conv2d.conv2d(x, weight, bias, ONE, ONE, ONE).close();
        }
        for (var leaf : List.of(x, weight, bias)) {
            leaf.setRequiresGradient(true);
        }
        var home = data;
        return () -> {
            try (var call = home.newSubManager(); var collector = Engine.getInstance().newGradientCollector()) {
                x.attach(call);
                collector.backward(Conv2d.conv2d(x, weight, bias, ONE, ONE, ONE).singletonOrThrow());
                x.attach(home);
            }
        };
    }

    @Override
    public Runnable optimizer(Rule rule, int n) {
        var optimizer = switch (rule) {
            case ADAM -> Optimizer.adam().optLearningRateTracker(LEARNING_RATE).build();
            case ADAMW -> Optimizer.adamW().optLearningRateTracker(LEARNING_RATE).build();
            case SGDM -> Optimizer.sgd().setLearningRateTracker(LEARNING_RATE).optMomentum(0.9f).build();
            case RMSPROP -> throw new Unsupported("the PyTorch engine does not implement RMSprop");
            case ADAM_FOREACH, ADAM_FUSED, ADAMW_FUSED, SGDM_FUSED -> throw new Unsupported("one implementation only");
        };
        var parameter = uniform(0, 1, n);
        var gradient = uniform(-0.5f, 0.5f, n);
        return () -> optimizer.update("parameter", parameter, gradient);
    }

    @Override
    public Runnable training(Net net, int batch) {
        var training = new Training(net, batch);
        trainings.add(training);
        return training.step(batch);
    }

    @Override
    public Runnable epoch(int samples, int batch) {
        var training = new Training(Net.MLP128, batch);
        trainings.add(training);
        return training.epoch(samples, batch);
    }

    private NDArray uniform(float low, float high, long... shape) {
        return data.randomUniform(low, high, new Shape(shape));
    }
}
