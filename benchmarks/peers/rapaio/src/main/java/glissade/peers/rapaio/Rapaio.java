package glissade.peers.rapaio;

import glissade.peers.ConvShape;
import glissade.peers.Elementwise;
import glissade.peers.Net;
import glissade.peers.Peer;
import glissade.peers.Rule;
import glissade.peers.Unsupported;
import glissade.peers.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import rapaio.darray.DArray;
import rapaio.darray.DType;
import rapaio.darray.Order;
import rapaio.darray.Shape;
import rapaio.datasets.TabularDataset;
import rapaio.nn.Loss;
import rapaio.nn.Network;
import rapaio.nn.Optimizer;
import rapaio.nn.Tensor;
import rapaio.nn.TensorManager;
import rapaio.nn.layer.Linear;
import rapaio.nn.layer.LogSoftmax;
import rapaio.nn.layer.ReLU;
import rapaio.nn.layer.Sequential;
import rapaio.nn.loss.MSELoss;
import rapaio.nn.loss.NegativeLikelihoodLoss;

/// rapaio, a library in pure Java with the Vector API. It sizes its pools by the processors that the JVM sees, which
/// `run` sets. It has no output arguments: where a workload gives the result's array, the result is new here, and `ADD`
/// is a += b.
public final class Rapaio implements Peer {
    private static final double LEARNING_RATE = 1e-3;

    private final Random random = new Random(1);
    private TensorManager tensors;
    /// Keeps the compiler from dropping a call whose result nobody reads.
    private volatile Object result;

    private Rapaio() {
    }

    public static void main(String[] args) {
        Workloads.main("rapaio", new Rapaio(), args);
    }

    @Override
    public void start(int threads) {
        tensors = TensorManager.ofFloat().seed(1);
    }

    @Override
    public Scope scope() {
        return () -> result = null;
    }

    @Override
    public Runnable gemm(int m, int k, int n, boolean aTransposed, boolean bTransposed) {
        var a = aTransposed ? uniform(0, 1, k, m).t() : uniform(0, 1, m, k);
        var b = bTransposed ? uniform(0, 1, n, k).t() : uniform(0, 1, k, n);
        return () -> result = a.mm(b);
    }

    @Override
    public Runnable elementwise(Elementwise operation, int n) {
        return switch (operation) {
            case ADD -> {
                var a = uniform(0, 1, n);
                var b = uniform(0, 1, n);
                yield () -> result = a.add_(b);
            }
            case ADD_NEW -> {
                var a = uniform(0, 1, n);
                var b = uniform(0, 1, n);
                yield () -> result = a.add(b);
            }
            case RELU_XW_B -> {
                var x = uniform(-0.5, 0.5, n);
                var w = uniform(0, 1, n);
                var b = uniform(-0.5, 0.5, n);
                yield () -> result = x.mul(w).add(b).max(0);
            }
            case EXP -> {
                var x = uniform(-2, 2, n);
                yield () -> result = x.exp();
            }
            case TANH -> {
                var x = uniform(-2, 2, n);
                yield () -> result = x.tanh();
            }
            case SIGMOID -> {
                var x = uniform(-2, 2, n);
                yield () -> result = x.sigmoid();
            }
        };
    }

    @Override
    public Runnable sum(int n) {
        var x = uniform(0, 1, n);
        return () -> result = x.sum();
    }

    @Override
    public Runnable softmax(int rows, int columns) {
        var x = uniform(-4, 4, rows, columns);
        return () -> result = x.softmax1d(1);
    }

    @Override
    public Runnable layerNorm(int rows, int columns) {
        // The library's own layer has one gain and one bias for all columns; this is its forward pass with one each.
        var x = tensors.var(uniform(0, 1, rows, columns));
        var gain = tensors.var(uniform(0, 1, columns));
        var bias = tensors.var(uniform(0, 1, columns));
        var axis = Shape.of(columns);
        return () -> result = x.standardizeOn(axis, 0, 1e-5).mul(gain).add(bias);
    }

    @Override
    public Runnable conv(ConvShape shape, boolean backward) {
        throw new Unsupported("no two-dimensional convolution");
    }

    @Override
    public Runnable optimizer(Rule rule, int n) {
        var parameter = tensors.var(uniform(0, 1, n)).requiresGrad(true);
        parameter.setGrad(uniform(-0.5, 0.5, n));
        var parameters = List.of(parameter);
        var optimizer = switch (rule) {
            case ADAM -> Optimizer.Adam(tensors, parameters).lr.set(LEARNING_RATE);
            case SGDM -> Optimizer.SGD(tensors, parameters).lr.set(LEARNING_RATE).momentum.set(0.9);
            case ADAMW -> throw new Unsupported("no decoupled weight decay");
            case RMSPROP -> throw new Unsupported("no RMSprop");
            case ADAM_FOREACH, ADAM_FUSED, ADAMW_FUSED, SGDM_FUSED -> throw new Unsupported("one implementation only");
        };
        return optimizer::step;
    }

    @Override
    public Runnable training(Net net, int batch) {
        return switch (net) {
            case LINREG -> {
                var x = tensors.var(uniform(0, 1, batch, 1));
                var y = tensors.var(x.value().mul(3).add(1));
                yield new Training(new Linear(tensors, 1, 1, true), new MSELoss(tensors)).step(x, y);
            }
            case MLP128 -> classifier(784, 128, 10).step(images(batch), labels(batch));
            case MLP512X2 -> classifier(784, 512, 512, 10).step(images(batch), labels(batch));
            case CNN -> throw new Unsupported("no two-dimensional convolution");
            case LSTM -> throw new Unsupported("no recurrent layer");
            case TRANSFORMER, TRANSFORMER_LIB -> throw new Unsupported("no attention and no batched matrix product");
        };
    }

    @Override
    public Runnable epoch(int samples, int batch) {
        var data = new TabularDataset(tensors, images(samples), labels(samples));
        var training = classifier(784, 128, 10);
        return () -> {
            var batches = data.batchIterator(batch, true, false);
            while (batches.hasNext()) {
                var next = batches.next();
                training.step(next.tensor(0), next.tensor(1)).run();
            }
        };
    }

    private final class Training {
        private final Network network;
        private final Loss loss;
        private final Optimizer optimizer;

        Training(Network network, Loss loss) {
            this.network = network;
            this.loss = loss;
            optimizer = Optimizer.Adam(tensors, network.parameters()).lr.set(LEARNING_RATE);
            network.train();
        }

        Runnable step(Tensor x, Tensor y) {
            return () -> {
                optimizer.zeroGrad();
                loss.forward(network.forward11(x), y).backward();
                optimizer.step();
            };
        }
    }

    private Training classifier(int... widths) {
        var layers = new ArrayList<Network>();
        for (var i = 1; i < widths.length; i++) {
            layers.add(new Linear(tensors, widths[i - 1], widths[i], true));
            layers.add(i + 1 < widths.length ? new ReLU(tensors) : new LogSoftmax(tensors, 1));
        }
        return new Training(new Sequential(tensors, layers.toArray(new Network[0])),
                new NegativeLikelihoodLoss(tensors));
    }

    private Tensor images(int samples) {
        return tensors.var(uniform(0, 1, samples, 784));
    }

    private Tensor labels(int samples) {
        var labels = new byte[samples];
        for (var i = 0; i < samples; i++) {
            labels[i] = (byte) random.nextInt(10);
        }
        return tensors.var(tensors.arrayManager().stride(DType.BYTE, Shape.of(samples), Order.C, labels));
    }

    private DArray<Float> uniform(double low, double high, int... axes) {
        var shape = Shape.of(axes);
        var values = new float[shape.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return tensors.arrayManager().stride(DType.FLOAT, shape, Order.C, values);
    }
}
