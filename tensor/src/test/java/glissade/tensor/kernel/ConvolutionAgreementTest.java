package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.ConvWindow;
import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twin of the convolution against the definition, bit for bit: output, gradient of the input and of the weight.
class ConvolutionAgreementTest {
    private static final float[] SPECIAL = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f,
        Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, 1e-30f, -1e-30f};
    private static final int[] BATCHES = {0, 1, 1, 2, 3};
    private static final int[] CHANNELS = {1, 2, 3, 7, 8, 15, 16, 17, 32, 33, 40};

    /// What the columns of a shape mean: batch, channels of a group, output channels of a group, groups, then for each axis its size.
    @ParameterizedTest
    @CsvSource({"2, 1, 32, 1, 28", "2, 32, 64, 1, 14", "1, 64, 64, 1, 16", "9, 16, 17, 1, 7", "1, 3, 64, 1, 33",
        "2, 1, 1, 24, 12", "2, 2, 3, 5, 11", "1, 33, 40, 2, 9", "17, 20, 20, 1, 3", "1, 16, 48, 1, 130"})
    void vector_layers_sameBits(int batch, int channels, int out, int groups, int size) {
        var random = new SplittableRandom(1);
        var window = new ConvWindow().padding(1).groups(groups);
        agree(random, Shape.of(batch, channels * groups, size, size), Shape.of(out * groups, channels, 3, 3), window,
                false);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void vector_sampledShapes_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            int axes = random.nextInt(1, 4);
            int groups = random.nextInt(4) == 0 ? random.nextInt(1, 4) : 1;
            int[] x = new int[axes + 2];
            int[] w = new int[axes + 2];
            int[] stride = new int[axes];
            int[] padding = new int[axes];
            int[] dilation = new int[axes];
            x[0] = BATCHES[random.nextInt(BATCHES.length)];
            w[1] = CHANNELS[random.nextInt(CHANNELS.length)];
            x[1] = w[1] * groups;
            w[0] = CHANNELS[random.nextInt(CHANNELS.length)] * groups;
            for (int i = 0; i < axes; i++) {
                w[i + 2] = random.nextInt(1, axes == 3 ? 3 : 5);
                stride[i] = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
                dilation[i] = random.nextInt(3) == 0 ? 2 : 1;
                padding[i] = random.nextInt(0, w[i + 2] + 1);
                int least = Math.max(1, dilation[i] * (w[i + 2] - 1) + 1 - 2 * padding[i]);
                x[i + 2] = least + random.nextInt(0, axes == 1 ? 300 : axes == 2 ? 20 : 7);
            }
            var window = new ConvWindow().stride(stride).dilation(dilation).groups(groups);
            agree(random, Shape.of(x), Shape.of(w),
                    random.nextInt(5) == 0 ? window.paddingSame() : window.padding(padding), round % 3 == 0);
        }
    }

    /// One input channel a group and few output channels, or one output channel a group.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void vector_depthwise_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            int axes = random.nextInt(1, 4);
            int groups = CHANNELS[random.nextInt(CHANNELS.length)];
            int[] x = new int[axes + 2];
            int[] w = new int[axes + 2];
            int[] stride = new int[axes];
            int[] padding = new int[axes];
            int[] dilation = new int[axes];
            x[0] = BATCHES[random.nextInt(BATCHES.length)] * (random.nextInt(4) == 0 ? 6 : 1);
            w[1] = random.nextInt(4) == 0 ? random.nextInt(2, 5) : 1;
            x[1] = w[1] * groups;
            w[0] = (w[1] > 1 ? 1 : random.nextInt(1, 5)) * groups;
            for (int i = 0; i < axes; i++) {
                w[i + 2] = random.nextInt(1, axes == 3 ? 4 : 6);
                stride[i] = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
                dilation[i] = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
                padding[i] = random.nextInt(0, w[i + 2] + 2);
                int least = Math.max(1, dilation[i] * (w[i + 2] - 1) + 1 - 2 * padding[i]);
                x[i + 2] = least + random.nextInt(0, axes == 1 ? 300 : axes == 2 ? 36 : 6);
            }
            var window = new ConvWindow().stride(stride).dilation(dilation).groups(groups);
            agree(random, Shape.of(x), Shape.of(w),
                    random.nextInt(5) == 0 ? window.paddingSame() : window.padding(padding), round % 3 == 0);
        }
    }

    /// Windows that do not overlap, with and without elements between and behind them; some as large as the image.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void vector_disjointWindows_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            int axes = random.nextInt(1, 4);
            int groups = random.nextInt(4) == 0 ? random.nextInt(2, 4) : 1;
            int[] x = new int[axes + 2];
            int[] w = new int[axes + 2];
            int[] stride = new int[axes];
            boolean isWhole = random.nextInt(4) == 0;
            x[0] = BATCHES[random.nextInt(BATCHES.length)];
            w[1] = random.nextInt(1, 5);
            x[1] = w[1] * groups;
            w[0] = CHANNELS[random.nextInt(CHANNELS.length)] * groups * (random.nextInt(9) == 0 ? 8 : 1);
            for (int i = 0; i < axes; i++) {
                w[i + 2] = random.nextInt(1, axes == 1 ? 40 : axes == 2 ? 18 : 5);
                stride[i] = w[i + 2] + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
                x[i + 2] = w[i + 2] + (isWhole ? 0
                        : random.nextInt(5) * stride[i] + (random.nextBoolean() ? random.nextInt(stride[i]) : 0));
            }
            agree(random, Shape.of(x), Shape.of(w), new ConvWindow().stride(stride).groups(groups), round % 3 == 0);
        }
    }

    /// Each element of the gradient of the input is a chain over the output channels, and +0 where no window is.
    @Test
    void input_disjointWindows_isOneChain() {
        var random = new SplittableRandom(11);
        var plan = ConvPlan.of(Shape.of(2, 3, 11, 22), Shape.of(20, 3, 3, 4), new ConvWindow().stride(4, 5));
        float[] w = values(random, plan.weightShape().elements(), false);
        float[] dy = values(random, plan.outputShape().elements(), false);
        float[] expected = new float[plan.inputShape().elements()];
        for (int i = 0; i < expected.length; i++) {
            int column = i % 22;
            int row = i / 22 % 11;
            int image = i / (22 * 11);
            boolean isSeen = row % 4 < 3 && row / 4 < plan.output().height() && column % 5 < 4
                    && column / 5 < plan.output().width();
            for (int o = 0; isSeen && o < 20; o++) {
                float d = dy[((image / 3 * 20 + o) * plan.output().height() + row / 4) * plan.output().width()
                        + column / 5];
                expected[i] = Math.fma(w[((o * 3 + image % 3) * 3 + row % 4) * 4 + column % 5], d, expected[i]);
            }
        }
        same(plan, "scalar input", input(new Convolution(plan, new Matmul()), dy, w, null), expected);
    }

    /// Kernels of 3 × 3 that move by two, with rows from one element to several vectors.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void vector_depthwiseByTwo_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            int padding = random.nextInt(4) == 0 ? 0 : 1;
            int groups = CHANNELS[random.nextInt(CHANNELS.length)];
            int out = random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1;
            int height = random.nextInt(3 - 2 * padding, 20);
            int width = random.nextInt(3 - 2 * padding, round % 2 == 0 ? 80 : 20);
            var window = new ConvWindow().stride(2).padding(padding).groups(groups);
            agree(random, Shape.of(random.nextInt(1, 4), groups, height, width), Shape.of(groups * out, 1, 3, 3),
                    window, round % 3 == 0);
        }
        agree(random, Shape.of(2, 70, 96, 97), Shape.of(70, 1, 3, 3),
                new ConvWindow().stride(2).padding(1).groups(70), true);
    }

    /// Images in several bands, kernels longer than one chain, and images of nothing but padding.
    @ParameterizedTest
    @CsvSource({"1, 3, 1, 500, 300, 3, 1", "1, 17, 2, 450, 310, 3, 2", "2, 16, 1, 20, 21, 16, 1",
        "1, 9, 1, 24, 20, 17, 1",
        "2, 16, 1, 0, 5, 2, 1"})
    void vector_depthwiseBands_sameBits(int batch, int groups, int out, int height, int width, int kernel, int stride) {
        var window = new ConvWindow().padding(kernel / 2).stride(stride).groups(groups);
        agree(new SplittableRandom(5), Shape.of(batch, groups, height, width),
                Shape.of(groups * out, 1, kernel, kernel), window, true);
    }

    /// More rows than fit at once, so that they are cut into bands and blocks.
    @ParameterizedTest
    @CsvSource({"1, 64, 20, 100, 40, 1", "2, 130, 18, 37, 50, 2", "2, 130, 1, 37, 50, 1", "1, 40, 1, 9, 11, 2",
        "1, 20, 24, 1, 9000, 1", "1, 20, 24, 1, 9000, 3"})
    void vector_bands_sameBits(int batch, int channels, int out, int height, int width, int stride) {
        var random = new SplittableRandom(3);
        int kernel = height == 1 ? 1 : 3;
        var window = new ConvWindow().padding(height == 1 ? 0 : 1, 1).stride(stride);
        agree(random, Shape.of(batch, channels, height, width), Shape.of(out, channels, kernel, 3), window, false);
        if (height > 1 && width / 4 >= 3) {
            agree(random, Shape.of(batch, channels, 7, height / 2, width / 4), Shape.of(out, channels, 2, 3, 3),
                    new ConvWindow().stride(stride), false);
        }
    }

    /// Images of few channels in several bands of several blocks: windows that do not overlap, windows apart from each other, single elements.
    @ParameterizedTest
    @CsvSource({"1, 3, 5, 1, 224, 224, 8, 8, 1", "1, 2, 17, 1, 300, 290, 5, 6, 1", "2, 1, 3, 50, 60, 60, 3, 3, 1",
        "1, 2, 4, 1, 1, 90001, 5, 5, 1", "1, 1, 40, 1, 420, 400, 3, 3, 1", "1, 3, 5, 1, 500, 300, 3, 2, 1",
        "1, 3, 5, 1, 500, 300, 3, 1, 2", "2, 3, 13, 1, 301, 200, 3, 2, 2", "1, 20, 5, 1, 200, 200, 1, 2, 1",
        "1, 20, 13, 12, 90, 90, 1, 2, 1", "2, 17, 3, 1, 1, 20001, 1, 3, 1"})
    void vector_fewChannelsInBands_sameBits(int batch, int channels, int out, int depth, int height, int width,
            int kernel, int stride, int dilation) {
        int[] sizes = {Math.min(depth, kernel), Math.min(height, kernel), kernel};
        var window = new ConvWindow().stride(stride).dilation(dilation);
        agree(new SplittableRandom(13), Shape.of(batch, channels, depth, height, width),
                Shape.of(out, channels, sizes[0], sizes[1], sizes[2]), window, true);
    }

    /// A band that sees nothing but padding, in front of the first image.
    @Test
    void vector_bandOfPaddingAlone_sameBits() {
        agree(new SplittableRandom(7), Shape.of(1, 16384, 64), Shape.of(32, 16384, 3), new ConvWindow().padding(9),
                false);
    }

    private static void agree(SplittableRandom random, Shape input, Shape weight, ConvWindow window, boolean special) {
        var plan = ConvPlan.of(input, weight, window);
        float[] x = values(random, input.elements(), special);
        float[] w = values(random, weight.elements(), special);
        float[] dy = values(random, plan.outputShape().elements(), special);
        float[] bias = random.nextBoolean() ? values(random, plan.out(), special) : null;
        float[] inputBias = random.nextBoolean() ? values(random, plan.in(), special) : null;
        var scalar = new Convolution(plan, new Matmul());
        float[] output = output(scalar, x, w, bias);
        float[] gradient = input(scalar, dy, w, inputBias);
        float[] weights = weight(scalar, x, dy);
        for (int threads = 1; threads <= 4; threads++) {
            int limit = threads;
            var vector = new VectorConvolution(plan);
            same(plan, "output", Threads.limit(limit, () -> output(vector, x, w, bias)), output);
            same(plan, "input", Threads.limit(limit, () -> input(vector, dy, w, inputBias)), gradient);
            same(plan, "weight", Threads.limit(limit, () -> weight(vector, x, dy)), weights);
        }
        same(plan, "scalar output", Threads.limit(3, () -> output(scalar, x, w, bias)), output);
        same(plan, "scalar weight", Threads.limit(2, () -> weight(scalar, x, dy)), weights);
    }

    private static float[] output(Convolution convolution, float[] x, float[] w, float[] bias) {
        float[] y = new float[convolution.plan.outputShape().elements()];
        convolution.forward(x, w, bias, y);
        return y;
    }

    private static float[] input(Convolution convolution, float[] dy, float[] w, float[] bias) {
        float[] dx = new float[convolution.plan.inputShape().elements()];
        convolution.input(dy, w, bias, dx);
        return dx;
    }

    private static float[] weight(Convolution convolution, float[] x, float[] dy) {
        float[] dw = new float[convolution.plan.weightShape().elements()];
        convolution.weight(x, dy, dw);
        return dw;
    }

    private static void same(ConvPlan plan, String what, float[] actual, float[] expected) {
        int at = Arrays.mismatch(actual, expected);
        assertThat(at).as(() -> what + " of " + plan + " at " + at + ": " + actual[at] + ", expected " + expected[at])
                .isEqualTo(-1);
    }

    private static float[] values(SplittableRandom random, int n, boolean special) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
            if (special) {
                int kind = random.nextInt(2000);
                x[i] = kind < SPECIAL.length ? SPECIAL[kind]
                        : kind < 300 ? -0f : kind < 600 ? x[i] * 1e-38f : kind < 800 ? x[i] * 1e-20f : x[i];
            }
        }
        return x;
    }
}
