package glissade.peers.javacpp;

import static org.bytedeco.pytorch.global.torch.cross_entropy;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randperm;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import glissade.peers.Net;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.TransformerEncoderLayerImpl;
import org.bytedeco.pytorch.TransformerEncoderLayerOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A network with its loss and its optimizer.
final class Training {
    private static final int CLASSES = 10;

    private final UnaryOperator<Tensor> network;
    private final BinaryOperator<Tensor> loss;
    private final Adam optimizer;

    private Training(UnaryOperator<Tensor> network, TensorVector parameters, BinaryOperator<Tensor> loss) {
        this.network = network;
        this.loss = loss;
        optimizer = new Adam(parameters, new AdamOptions(TorchJavacpp.LEARNING_RATE));
    }

    private static Training classifier(UnaryOperator<Tensor> network, TensorVector parameters) {
        return new Training(network, parameters, (output, target) -> cross_entropy(output, target));
    }

    /// One step on a fixed random batch.
    static Runnable of(Net net, int batch) {
        if (net == Net.LINREG) {
            var layer = new LinearImpl(1, 1);
            var x = rand(batch, 1);
            var y = x.mul(new Scalar(3.0)).add(new Scalar(1.0));
            var training = new Training(layer::forward, layer.parameters(), (output, target) -> mse_loss(output,
                    target));
            return () -> training.step(x, y);
        }
        var training = switch (net) {
            case MLP128 -> mlp(784, 128, CLASSES);
            case MLP512X2 -> mlp(784, 512, 512, CLASSES);
            case CNN -> cnn();
            case LSTM -> lstm();
            case TRANSFORMER -> transformer(batch);
            case TRANSFORMER_LIB -> transformerLayer();
            case LINREG -> throw new AssertionError("trained above");
        };
        var x = switch (net) {
            case CNN -> rand(batch, 1, 28, 28);
            case LSTM -> rand(batch, 28, 28);
            case TRANSFORMER, TRANSFORMER_LIB -> rand(batch, 64, 128);
            default -> rand(batch, 784);
        };
        var y = labels(batch);
        return () -> training.step(x, y);
    }

    /// An epoch of the MLP with 128 hidden units.
    static Runnable epoch(int samples, int batch) {
        var x = rand(samples, 784);
        var y = labels(samples);
        var training = mlp(784, 128, CLASSES);
        return () -> {
            var order = randperm(samples).to(ScalarType.Long);
            for (var start = 0; start < samples; start += batch) {
                var from = start;
                TorchJavacpp.scoped(() -> {
                    var rows = order.narrow(0, from, Math.min(batch, samples - from));
                    training.step(x.index_select(0, rows), y.index_select(0, rows));
                }).run();
            }
        };
    }

    private static Tensor labels(int n) {
        return randint(CLASSES, new long[]{n}).to(ScalarType.Long);
    }

    private void step(Tensor x, Tensor y) {
        optimizer.zero_grad();
        loss.apply(network.apply(x), y).backward();
        optimizer.step();
    }

    private static Training mlp(int... widths) {
        var module = new Module();
        var layers = new LinearImpl[widths.length - 1];
        for (var i = 0; i < layers.length; i++) {
            layers[i] = module.register_module("linear" + i, new LinearImpl(widths[i], widths[i + 1]));
        }
        return classifier(x -> {
            var h = layers[0].forward(x);
            for (var i = 1; i < layers.length; i++) {
                h = layers[i].forward(relu(h));
            }
            return h;
        }, module.parameters());
    }

    private static Training cnn() {
        // The same operator as the convolution modules call, on plain parameters.
        var weight1 = parameter(1.0 / 3, 32, 1, 3, 3);
        var bias1 = parameter(1.0 / 3, 32);
        var weight2 = parameter(1.0 / 17, 64, 32, 3, 3);
        var bias2 = parameter(1.0 / 17, 64);
        var module = new Module();
        var hidden = module.register_module("hidden", new LinearImpl(64 * 7 * 7, 128));
        var head = module.register_module("head", new LinearImpl(128, CLASSES));
        var parameters = new TensorVector(weight1, bias1, weight2, bias2);
        var linear = module.parameters();
        for (var i = 0L; i < linear.size(); i++) {
            parameters.push_back(linear.get(i));
        }
        var optionalBias1 = new TensorOptional(bias1);
        var optionalBias2 = new TensorOptional(bias2);
        return classifier(x -> {
            var h = pool(relu(TorchJavacpp.conv3x3(x, weight1, optionalBias1)));
            h = pool(relu(TorchJavacpp.conv3x3(h, weight2, optionalBias2)));
            return head.forward(relu(hidden.forward(h.flatten(1, 3))));
        }, parameters);
    }

    private static Tensor parameter(double bound, long... shape) {
        return TorchJavacpp.uniform(-bound, bound, shape).requires_grad_(true);
    }

    private static Tensor pool(Tensor x) {
        return max_pool2d(x, 2, 2); // of a 2×2 window; the stride is the window's
    }

    private static Training lstm() {
        var module = new Module();
        var options = new LSTMOptions(28, 128);
        options.batch_first().put(true);
        var lstm = module.register_module("lstm", new LSTMImpl(options));
        var head = module.register_module("head", new LinearImpl(128, CLASSES));
        return classifier(x -> head.forward(lstm.forward(x).get0().select(1, 27)), module.parameters());
    }

    /// The encoder block by parts, with the fused attention operator that Python's layers call.
    private static Training transformer(int batch) {
        var module = new Module();
        var qkv = module.register_module("qkv", new LinearImpl(128, 3 * 128));
        var projection = module.register_module("projection", new LinearImpl(128, 128));
        var wide = module.register_module("wide", new LinearImpl(128, 512));
        var narrow = module.register_module("narrow", new LinearImpl(512, 128));
        var norm1 = module.register_module("norm1", layerNorm(128));
        var norm2 = module.register_module("norm2", layerNorm(128));
        var head = module.register_module("head", new LinearImpl(128, CLASSES));
        return classifier(x -> {
            // [3, batch, head, position, feature]
            var parts = qkv.forward(x).view(batch, 64, 3, 4, 32).permute(2, 0, 3, 1, 4);
            var attended = scaled_dot_product_attention(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
            var joined = projection.forward(attended.transpose(1, 2).reshape(batch, 64, 128));
            var h = norm1.forward(x.add(joined));
            h = norm2.forward(h.add(narrow.forward(relu(wide.forward(h)))));
            return head.forward(h.mean(1));
        }, module.parameters());
    }

    private static LayerNormImpl layerNorm(long width) {
        return new LayerNormImpl(new LongVector(new long[]{width})); // a plain long would be the number of axes
    }

    /// The C++ interface's own encoder layer, which is older and has no fused attention. It wants the sequence first.
    private static Training transformerLayer() {
        var module = new Module();
        var options = new TransformerEncoderLayerOptions(128, 4);
        options.dim_feedforward().put(512);
        options.dropout().put(0);
        var layer = module.register_module("layer", new TransformerEncoderLayerImpl(options));
        var head = module.register_module("head", new LinearImpl(128, CLASSES));
        return classifier(x -> head.forward(layer.forward(x.transpose(0, 1)).mean(0)), module.parameters());
    }
}
