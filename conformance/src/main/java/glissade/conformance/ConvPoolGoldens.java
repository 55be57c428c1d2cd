package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.PoolWindow;
import glissade.tensor.Pooled;
import glissade.tensor.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Family `conv_pool`.
final class ConvPoolGoldens {

    private ConvPoolGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("conv1d", ConvPoolGoldens::conv)
                .op("conv2d", ConvPoolGoldens::conv)
                .op("conv3d", ConvPoolGoldens::conv)
                .op("conv_transpose1d", ConvPoolGoldens::transposed)
                .op("conv_transpose2d", ConvPoolGoldens::transposed)
                .results("max_pool1d", ConvPoolGoldens::maxPool)
                .results("max_pool2d", ConvPoolGoldens::maxPool)
                .op("avg_pool1d", ConvPoolGoldens::averagePool)
                .op("avg_pool2d", ConvPoolGoldens::averagePool)
                .op("adaptive_avg_pool1d", c -> c.x().adaptiveAveragePool(c.integers("output_size")))
                .op("adaptive_avg_pool2d", c -> c.x().adaptiveAveragePool(c.integers("output_size")))
                .results("adaptive_max_pool2d", c -> {
                    int[] sizes = c.integers("output_size");
                    return results(c.x().adaptiveMaxPool(sizes), c.x().value().adaptiveMaxPoolWithPlaces(sizes));
                })
                .op("interpolate", ConvPoolGoldens::resized)
                .op("unfold", c -> c.x().unfold(window(c), c.integers("kernel_size")))
                .op("fold", c -> {
                    int[] size = c.integers("output_size");
                    int[] kernel = c.integers("kernel_size");
                    int elements = kernel.length == 1 ? kernel[0] * kernel[0] : kernel[0] * kernel[1];
                    Shape x = c.x().shape();
                    return c.x().fold(Shape.of(x.size(0), x.size(1) / elements, size[0], size[size.length - 1]),
                            window(c), kernel);
                });
    }

    private static Variable resized(Given c) {
        int[] sizes = c.args().has("size") ? c.integers("size") : Arrays.copyOfRange(c.x().shape().toArray(), 2,
                c.x().shape().rank());
        double scale = c.args().number("scale_factor", 1);
        Arrays.setAll(sizes, i -> (int) (sizes[i] * scale));
        boolean alignCorners = c.args().flag("align_corners", false);
        return c.args().text("mode").equals("nearest") ? c.x().resizeNearest(sizes)
                : c.x().resizeLinear(alignCorners, sizes);
    }

    private static @Nullable Variable bias(Given c) {
        return c.has("bias") ? c.variable("bias") : null;
    }

    private static ConvWindow window(Given c) {
        var window = new ConvWindow();
        if (c.args().has("stride")) {
            window = window.stride(c.integers("stride"));
        }
        if (c.args().has("dilation")) {
            window = window.dilation(c.integers("dilation"));
        }
        if (c.args().has("groups")) {
            window = window.groups(c.integer("groups"));
        }
        if (c.args().has("padding")) {
            boolean isWord = c.args().json("padding").isString();
            window = !isWord ? window.padding(c.integers("padding"))
                    : c.args().text("padding").equals("same") ? window.paddingSame() : window;
        }
        return window;
    }

    private static Variable conv(Given c) {
        return c.x().conv(c.variable("weight"), bias(c), window(c));
    }

    private static Variable transposed(Given c) {
        return c.x().convTranspose(c.variable("weight"), bias(c), window(c), c.integers("output_padding"));
    }

    private static PoolWindow pool(Given c) {
        var window = new PoolWindow(c.integers("kernel_size")).padding(c.integers("padding"))
                .ceil(c.args().flag("ceil_mode", false));
        return c.args().has("stride") ? window.stride(c.integers("stride")) : window;
    }

    private static Results maxPool(Given c) {
        PoolWindow window = pool(c).dilation(c.integers("dilation"));
        return results(c.x().maxPool(window), c.x().value().maxPoolWithPlaces(window));
    }

    private static Results results(Variable output, Pooled pooled) {
        return new Results().and("output", output).and("indices", pooled.places());
    }

    private static Variable averagePool(Given c) {
        return c.x().averagePool(pool(c), c.args().flag("count_include_pad", true),
                (int) c.args().number("divisor_override", 0));
    }
}
