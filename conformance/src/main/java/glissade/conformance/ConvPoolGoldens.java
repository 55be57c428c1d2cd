package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.PoolWindow;
import glissade.tensor.Pooled;
import glissade.tensor.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Family `conv_pool`, with one, two or three spatial axes.
final class ConvPoolGoldens {

    private static final int MOST_AXES = 3;

    private ConvPoolGoldens() {
    }

    static Ops ops() {
        var ops = new Ops();
        for (int axes = 1; axes <= MOST_AXES; axes++) {
            int n = axes;
            String end = n + "d";
            ops.op("conv" + end, c -> batched(c, n, x -> x.conv(c.variable("weight"), c.variableIfGiven("bias"),
                    window(c))))
                    .op("conv_transpose" + end, c -> batched(c, n, x -> x.convTranspose(c.variable("weight"),
                            c.variableIfGiven("bias"), window(c), c.args().integers("output_padding", 0))))
                    .results("max_pool" + end, c -> maxPool(c, n))
                    .op("avg_pool" + end, c -> averagePool(c, n))
                    .op("adaptive_avg_pool" + end, c -> batched(c, n, x -> x.adaptiveAveragePool(sizes(c, n))))
                    .results("adaptive_max_pool" + end, c -> adaptiveMaxPool(c, n));
        }
        return ops.op("interpolate", ConvPoolGoldens::resized)
                .op("unfold", c -> batched(c, 2, x -> x.unfold(window(c), pair(c, "kernel_size"))))
                .op("fold", ConvPoolGoldens::folded);
    }

    /// An input without a batch is one of a batch of one, in PyTorch.
    private static Variable batched(Given c, int axes, UnaryOperator<Variable> operation) {
        return isSingle(c, axes) ? operation.apply(c.x().unsqueeze(0)).squeeze(0) : operation.apply(c.x());
    }

    private static boolean isSingle(Given c, int axes) {
        return c.x().shape().rank() == axes + 1;
    }

    private static int[] pair(Given c, String arg) {
        int[] sizes = c.integers(arg);
        return sizes.length == 1 ? new int[] {sizes[0], sizes[0]} : sizes;
    }

    private static Variable folded(Given c) {
        int[] size = pair(c, "output_size");
        int[] kernel = pair(c, "kernel_size");
        Variable x = c.x().shape().rank() == 2 ? c.x().unsqueeze(0) : c.x();
        int channels = x.shape().size(1) / (kernel[0] * kernel[1]);
        Variable y = x.fold(Shape.of(x.shape().size(0), channels, size[0], size[1]), window(c), kernel);
        return c.x().shape().rank() == 2 ? y.squeeze(0) : y;
    }

    /// The sizes of an adaptive pooling's result; null leaves an axis as it is.
    private static int[] sizes(Given c, int axes) {
        JsonNode sizes = c.args().json("output_size");
        return IntStream.range(0, axes).map(i -> {
            JsonNode size = sizes.isArray() ? sizes.path(i) : sizes;
            return size.isNull() ? c.x().shape().size(i - axes) : size.intValue();
        }).toArray();
    }

    private static Variable resized(Given c) {
        Args args = c.args();
        String mode = args.text("mode", "nearest");
        boolean alignCorners = args.flag("align_corners", false);
        int axes = c.x().shape().rank() - 2;
        boolean isByFactor = args.has("scale_factor");
        double[] factors = isByFactor ? args.numbers("scale_factor") : new double[] {1};
        int[] sizes = isByFactor
                ? IntStream.range(0, axes).map(i -> (int) (c.x().shape().size(i + 2)
                        * factors[factors.length == 1 ? 0 : i])).toArray()
                : args.integers("size");
        // PyTorch takes the factor as it is, unless it is to be computed again of the sizes
        boolean keepsFactor = isByFactor && !args.flag("recompute_scale_factor", false);
        return switch (mode) {
            case "nearest" -> keepsFactor ? c.x().scaleNearest(factors) : c.x().resizeNearest(sizes);
            case "linear", "bilinear", "trilinear" -> keepsFactor && !alignCorners ? c.x().scaleLinear(factors)
                    : c.x().resizeLinear(alignCorners, sizes);
            case "area" -> c.x().adaptiveAveragePool(sizes);
            default -> throw new Unsupported("mode " + mode);
        };
    }

    private static ConvWindow window(Given c) {
        Args args = c.args();
        var window = new ConvWindow().stride(args.integers("stride", 1)).dilation(args.integers("dilation", 1))
                .groups(args.integer("groups", 1));
        boolean isWord = args.has("padding") && args.json("padding").isString();
        return !isWord ? window.padding(args.integers("padding", 0))
                : args.text("padding").equals("same") ? window.paddingSame() : window;
    }

    private static PoolWindow pool(Given c) {
        var window = new PoolWindow(c.integers("kernel_size")).padding(c.args().integers("padding", 0))
                .ceil(c.args().flag("ceil_mode", false));
        return c.args().has("stride") ? window.stride(c.integers("stride")) : window;
    }

    private static Results maxPool(Given c, int axes) {
        PoolWindow window = pool(c).dilation(c.args().integers("dilation", 1));
        Variable x = isSingle(c, axes) ? c.x().unsqueeze(0) : c.x();
        return results(c, axes, x.maxPool(window), x.value().maxPoolWithPlaces(window));
    }

    private static Results adaptiveMaxPool(Given c, int axes) {
        int[] sizes = sizes(c, axes);
        Variable x = isSingle(c, axes) ? c.x().unsqueeze(0) : c.x();
        return results(c, axes, x.adaptiveMaxPool(sizes), x.value().adaptiveMaxPoolWithPlaces(sizes));
    }

    private static Results results(Given c, int axes, Variable output, Pooled pooled) {
        if (!isSingle(c, axes)) {
            return new Results().and("output", output).and("indices", pooled.places());
        }
        int[] shape = output.shape().toArray();
        return new Results().and("output", output.squeeze(0)).and("indices",
                pooled.places().reshape(Arrays.copyOfRange(shape, 1, shape.length)));
    }

    private static Variable averagePool(Given c, int axes) {
        boolean countsPadding = c.args().flag("count_include_pad", true);
        int divisor = c.integer("divisor_override", 0);
        c.args().only("divisor_override", divisor >= 0);
        return batched(c, axes, x -> x.averagePool(pool(c), countsPadding, divisor));
    }
}
