package glissade.peers.javacpp;

import static org.bytedeco.pytorch.global.torch.add_out;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.exp_out;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.sigmoid_out;
import static org.bytedeco.pytorch.global.torch.tanh_out;

import glissade.peers.ConvShape;
import glissade.peers.Elementwise;
import glissade.peers.Net;
import glissade.peers.Peer;
import glissade.peers.Rule;
import glissade.peers.Unsupported;
import glissade.peers.Workloads;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/// libtorch's C++ interface, called from Java through JavaCPP.
///
/// Native memory is freed by [PointerScope]: one for each call frees that call's temporaries, as C++ would at the end
/// of a block, and one for each workload frees its data.
public final class TorchJavacpp implements Peer {
    static final double LEARNING_RATE = 1e-3;

    private TorchJavacpp() {
    }

    public static void main(String[] args) {
        Workloads.main("torch-javacpp", new TorchJavacpp(), args);
    }

    @Override
    public void start(int threads) {
        set_num_threads(threads);
        manual_seed(1);
    }

    @Override
    public Scope scope() {
        return new PointerScope()::close;
    }

    @Override
    public Runnable gemm(int m, int k, int n, boolean aTransposed, boolean bTransposed) {
        var a = aTransposed ? rand(k, m).t() : rand(m, k);
        var b = bTransposed ? rand(n, k).t() : rand(k, n);
        var c = empty(m, n);
        return withoutGradients(() -> mm_out(c, a, b));
    }

    @Override
    public Runnable elementwise(Elementwise operation, int n) {
        var result = empty(n);
        return withoutGradients(switch (operation) {
            case ADD -> {
                var a = rand(n);
                var b = rand(n);
                yield () -> add_out(result, a, b);
            }
            case ADD_NEW -> {
                var a = rand(n);
                var b = rand(n);
                yield () -> a.add(b);
            }
            case RELU_XW_B -> {
                var x = uniform(-0.5, 0.5, n);
                var w = rand(n);
                var b = uniform(-0.5, 0.5, n);
                yield () -> relu(x.mul(w).add(b));
            }
            case EXP -> {
                var x = uniform(-2, 2, n);
                yield () -> exp_out(result, x);
            }
            case TANH -> {
                var x = uniform(-2, 2, n);
                yield () -> tanh_out(result, x);
            }
            case SIGMOID -> {
                var x = uniform(-2, 2, n);
                yield () -> sigmoid_out(result, x);
            }
        });
    }

    @Override
    public Runnable sum(int n) {
        var x = rand(n);
        return withoutGradients(x::sum);
    }

    @Override
    public Runnable softmax(int rows, int columns) {
        var x = uniform(-4, 4, rows, columns);
        return withoutGradients(() -> x.softmax(1));
    }

    @Override
    public Runnable layerNorm(int rows, int columns) {
        var x = rand(rows, columns);
        var gain = new TensorOptional(rand(columns));
        var bias = new TensorOptional(rand(columns));
        long[] axis = {columns};
        return withoutGradients(() -> layer_norm(x, axis, gain, bias, 1e-5, true));
    }

    @Override
    public Runnable conv(ConvShape shape, boolean backward) {
        var x = rand(shape.batch(), shape.channels(), shape.side(), shape.side());
        var weight = uniform(-0.5, 0.5, shape.filters(), shape.channels(), 3, 3);
        var bias = rand(shape.filters());
        var optionalBias = new TensorOptional(bias);
        if (!backward) {
            return withoutGradients(() -> conv3x3(x, weight, optionalBias));
        }
        var gradient = rand(shape.batch(), shape.filters(), shape.side(), shape.side());
        var leaves = new Tensor[]{x, weight, bias};
        for (var leaf : leaves) {
            leaf.requires_grad_(true);
        }
        return withGradients(() -> {
            for (var leaf : leaves) {
                leaf.mutable_grad().reset();
            }
            conv3x3(x, weight, optionalBias).backward(gradient, new BoolOptional(), false,
                    new TensorArrayRefOptional());
        });
    }

    @Override
    public Runnable optimizer(Rule rule, int n) {
        var gradient = uniform(-0.5, 0.5, n);
        return switch (rule) {
            case ADAM -> step(n, gradient, p -> new Adam(p, new AdamOptions(LEARNING_RATE)));
            case ADAMW -> step(n, gradient, p -> new AdamW(p, new AdamWOptions(LEARNING_RATE)));
            case SGDM -> step(n, gradient, p -> {
                var options = new SGDOptions(LEARNING_RATE);
                options.momentum().put(0.9);
                return new SGD(p, options);
            });
            case RMSPROP -> step(n, gradient, p -> new RMSprop(p, new RMSpropOptions(LEARNING_RATE)));
            case ADAM_FUSED -> withoutGradients(FusedStep.adam(rand(n), gradient));
            case ADAMW_FUSED -> withoutGradients(FusedStep.adamW(rand(n), gradient));
            case SGDM_FUSED -> withoutGradients(FusedStep.sgd(rand(n), gradient));
            case ADAM_FOREACH -> throw new Unsupported("the C++ optimizers have no foreach form");
        };
    }

    private interface MakeOptimizer {
        Optimizer of(TensorVector parameters);
    }

    private static Runnable step(int n, Tensor gradient, MakeOptimizer make) {
        var parameter = rand(n).requires_grad_(true);
        parameter.mutable_grad().put(gradient);
        var optimizer = make.of(new TensorVector(parameter));
        return withGradients(optimizer::step);
    }

    @Override
    public Runnable training(Net net, int batch) {
        return withGradients(Training.of(net, batch));
    }

    @Override
    public Runnable epoch(int samples, int batch) {
        return withGradients(Training.epoch(samples, batch));
    }

    /// A user who only computes says so once; whether the graph is recorded is a setting of the thread.
    private static Runnable withoutGradients(Runnable call) {
        GradMode.set_enabled(false);
        return scoped(call);
    }

    private static Runnable withGradients(Runnable call) {
        GradMode.set_enabled(true);
        return scoped(call);
    }

    static Runnable scoped(Runnable call) {
        return () -> {
            try (var _ = new PointerScope()) {
                call.run();
            }
        };
    }

    private static final long[] ONE = {1, 1};

    /// A 3×3 convolution with stride 1 and padding 1.
    static Tensor conv3x3(Tensor x, Tensor weight, TensorOptional bias) {
        return conv2d(x, weight, bias, ONE, ONE, ONE, 1);
    }

    static Tensor uniform(double low, double high, long... shape) {
        return rand(shape).mul_(new Scalar(high - low)).add_(new Scalar(low));
    }
}
