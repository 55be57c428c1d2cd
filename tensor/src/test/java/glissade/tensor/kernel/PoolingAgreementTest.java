package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.PoolWindow;
import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twin of pooling against the definition, bit for bit.
class PoolingAgreementTest {
    private static final float[] SPECIAL =
            {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, 1, -1};

    @ParameterizedTest
    @CsvSource({"1, 2, 2, 2", "2, 4, 6, 2", "3, 5, 7, 2", "2, 28, 28, 2", "2, 14, 14, 2", "1, 9, 33, 2", "1, 8, 64, 2",
        "1, 3, 70, 2", "2, 6, 9, 1"})
    void max_squares_sameBits(int planes, int height, int width, int stride) {
        var random = new SplittableRandom(1);
        var shape = Shape.of(planes, 3, height, width);
        agree(random, PoolPlan.of("maxPool", shape, new PoolWindow(2).stride(stride), false));
    }

    /// Moving windows of one to three axes, and windows that cover the input evenly.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void vector_sampledWindows_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            int axes = random.nextInt(1, 4);
            int[] sizes = new int[axes + 2];
            int[] kernel = new int[axes];
            int[] stride = new int[axes];
            int[] padding = new int[axes];
            int[] dilation = new int[axes];
            int[] windows = new int[axes];
            boolean dilates = random.nextInt(4) == 0;
            sizes[0] = random.nextInt(0, 4);
            sizes[1] = random.nextInt(1, 6);
            for (int i = 0; i < axes; i++) {
                kernel[i] = random.nextInt(1, axes == 3 ? 4 : 6);
                stride[i] = random.nextInt(1, 4);
                dilation[i] = dilates ? random.nextInt(1, 3) : 1;
                padding[i] = dilates ? 0 : random.nextInt(0, kernel[i] / 2 + 1);
                int least = Math.max(1, dilation[i] * (kernel[i] - 1) + 1 - 2 * padding[i]);
                sizes[i + 2] = least + random.nextInt(0, axes == 1 ? 200 : axes == 2 ? 40 : 8);
                windows[i] = random.nextInt(4) == 0 ? 1 : random.nextInt(1, sizes[i + 2] + 1);
            }
            var shape = Shape.of(sizes);
            var window = new PoolWindow(kernel).stride(stride).padding(padding).dilation(dilation);
            window = random.nextInt(3) == 0 ? window.ceil(true) : window;
            agree(random, PoolPlan.of("pool", shape, window, random.nextBoolean()));
            agree(random, PoolPlan.adaptive("pool", shape, windows));
        }
    }

    /// Windows of 3 × 3 that move by two, the last of which see up to two elements of padding where sizes are even.
    @ParameterizedTest
    @CsvSource({"1, 1, 4, 4", "1, 2, 2, 16", "1, 2, 3, 8", "2, 3, 8, 3", "3, 5, 6, 34", "2, 2, 16, 2", "1, 1, 2, 2",
        "2, 3, 5, 7", "1, 3, 5, 8", "2, 2, 10, 33", "3, 4, 20, 64", "2, 40, 14, 14"})
    void vector_ceilByTwo_sameBits(int batch, int planes, int height, int width) {
        var random = new SplittableRandom(9);
        var shape = Shape.of(batch, planes, height, width);
        for (int padding = 0; padding <= 1; padding++) {
            var window = new PoolWindow(3).stride(2).padding(padding).ceil(true);
            agree(random, PoolPlan.of("pool", shape, window, false));
            agree(random, PoolPlan.of("pool", shape, window, true));
        }
    }

    /// The last window of a row sees its last column alone.
    @Test
    void average_windowsThatReachTwoBeyond_countWhatIsThere() {
        var plan = PoolPlan.of("pool", Shape.of(1, 1, 4, 4), new PoolWindow(3).stride(2).padding(1).ceil(true), false);
        float[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        float[] y = new float[9];
        new VectorPooling(plan).average(x, y, 0);
        assertThat(y).containsExactly(2.5f, 4, 5, 8.5f, 10, 11, 12.5f, 14, 15);
    }

    /// Planes in several bands, along each axis.
    @ParameterizedTest
    @CsvSource({"1, 500, 300", "1, 900, 300", "1, 1, 300000", "70, 50, 50"})
    void vector_bands_sameBits(int depth, int height, int width) {
        var window = new PoolWindow(Math.min(depth, 3), Math.min(height, 3), 3).stride(1, 1, 2);
        agree(new SplittableRandom(7), PoolPlan.of("pool", Shape.of(1, 1, depth, height, width), window, true));
    }

    private static void agree(SplittableRandom random, PoolPlan plan) {
        float[] x = values(random, plan.input().elements());
        float[] dy = values(random, plan.output().elements());
        int n = plan.output().elements();
        var definition = new Pooling(plan, new Reductions());
        float[] greatest = new float[n];
        int[] places = new int[n];
        definition.max(x, greatest, places);
        float[] averages = new float[n];
        // an average has no dilation
        boolean averaged = Arrays.stream(plan.axes()).allMatch(axis -> axis.step() == 1);
        definition.average(x, averages, 0);
        float[] gradient = new float[x.length];
        definition.spread(dy, gradient, 0);
        for (int threads = 1; threads <= 3; threads += 2) {
            Threads.limit(threads, () -> {
                var vector = new VectorPooling(plan);
                float[] actual = new float[n];
                int[] actualPlaces = new int[n];
                vector.max(x, actual, actualPlaces);
                assertThat(actualPlaces).as(() -> plan.toString()).isEqualTo(places);
                same(plan, "greatest", actual, greatest);
                if (!averaged) {
                    return;
                }
                vector.average(x, actual, 0);
                same(plan, "average", actual, averages);
                float[] actualGradient = new float[x.length];
                Arrays.fill(actualGradient, Float.NaN);
                vector.spread(dy, actualGradient, 0);
                same(plan, "gradient", actualGradient, gradient);
            });
        }
    }

    private static float[] values(SplittableRandom random, int n) {
        float[] x = new float[n];
        boolean special = random.nextInt(3) > 0;
        for (int i = 0; i < n; i++) {
            x[i] = special && random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextBoolean() ? random.nextInt(4) : (float) random.nextDouble(-1, 1);
        }
        return x;
    }

    private static void same(PoolPlan plan, String what, float[] actual, float[] expected) {
        int at = Arrays.mismatch(actual, expected);
        assertThat(at)
                .as(() -> what + " of " + plan.input() + " to " + plan.output() + " " + Arrays.toString(plan.axes())
                        + " at " + at + ": " + actual[at] + ", expected " + expected[at])
                .isEqualTo(-1);
    }
}
