package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.PoolWindow;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pooling against its definition: [PoolingAgreementTest] compares twins, which share their plans.
class PoolingTest {

    /// What the windows along one axis see.
    ///
    /// @param seen the elements of each window
    /// @param counts what an average counts of each
    private record Windows(int size, int[][] seen, int[] counts) {

        static Windows moving(int size, int kernel, int stride, int padding, int dilation, boolean ceil,
                boolean countPadding) {
            int room = size + 2 * padding - dilation * (kernel - 1) - 1;
            int windows = (ceil ? Math.ceilDiv(room, stride) : room / stride) + 1;
            if ((windows - 1) * stride >= size + padding) {
                windows--;
            }
            int[][] seen = new int[windows][];
            int[] counts = new int[windows];
            for (int i = 0; i < windows; i++) {
                int start = i * stride - padding;
                int[] all = IntStream.range(0, kernel).map(k -> start + k * dilation).toArray();
                seen[i] = Arrays.stream(all).filter(at -> at >= 0 && at < size).toArray();
                counts[i] = countPadding ? (int) Arrays.stream(all).filter(at -> at < size + padding).count()
                        : seen[i].length;
            }
            return new Windows(size, seen, counts);
        }

        static Windows adaptive(int size, int windows) {
            int[][] seen = new int[windows][];
            for (int i = 0; i < windows; i++) {
                seen[i] = IntStream.range(i * size / windows, ((i + 1) * size + windows - 1) / windows).toArray();
            }
            return new Windows(size, seen, Arrays.stream(seen).mapToInt(all -> all.length).toArray());
        }

        static Windows one() {
            return new Windows(1, new int[][] {{0}}, new int[] {1});
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pooling_sampledWindows_isTheDefinition(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int axes = random.nextInt(1, 4);
            int[] sizes = new int[axes + 2];
            int[] kernel = new int[axes];
            int[] stride = new int[axes];
            int[] padding = new int[axes];
            int[] dilation = new int[axes];
            int[] windows = new int[axes];
            boolean dilates = random.nextInt(3) == 0;
            boolean ceil = random.nextBoolean();
            boolean countPadding = random.nextBoolean();
            Windows[] moving = {Windows.one(), Windows.one(), Windows.one()};
            Windows[] adaptive = moving.clone();
            sizes[0] = random.nextInt(1, 3);
            sizes[1] = random.nextInt(1, 3);
            for (int i = 0; i < axes; i++) {
                kernel[i] = random.nextInt(1, 5);
                stride[i] = random.nextInt(1, 5);
                dilation[i] = dilates ? random.nextInt(1, 4) : 1;
                // with a dilation a window may have no element but padding
                padding[i] = dilates ? 0 : random.nextInt(0, kernel[i] / 2 + 1);
                int least = Math.max(1, dilation[i] * (kernel[i] - 1) + 1 - 2 * padding[i]);
                sizes[i + 2] = least + random.nextInt(0, axes == 3 ? 4 : 8);
                windows[i] = random.nextInt(1, sizes[i + 2] + 2);
                moving[3 - axes + i] = Windows.moving(sizes[i + 2], kernel[i], stride[i], padding[i], dilation[i], ceil,
                        countPadding);
            }
            if (random.nextInt(4) == 0) {
                windows = new int[] {random.nextInt(1, 4)};
            }
            for (int i = 0; i < axes; i++) {
                adaptive[3 - axes + i] = Windows.adaptive(sizes[i + 2], windows[windows.length == 1 ? 0 : i]);
            }
            var shape = Shape.of(sizes);
            var window = new PoolWindow(kernel).stride(stride).padding(padding).dilation(dilation).ceil(ceil);
            int divisor = random.nextInt(4) == 0 ? 7 : 0;
            check(random, PoolPlan.of("pool", shape, window, countPadding), moving, dilates ? -1 : divisor);
            check(random, PoolPlan.adaptive("pool", shape, windows), adaptive, divisor);
        }
    }

    /// @param divisor −1 for no averages
    private static void check(SplittableRandom random, PoolPlan plan, Windows[] axes, int divisor) {
        int inside = axes[0].size * axes[1].size * axes[2].size;
        int outside = axes[0].seen.length * axes[1].seen.length * axes[2].seen.length;
        int planes = plan.input().size(0) * plan.input().size(1);
        assertThat(plan.output().elements()).isEqualTo(planes * outside);
        float[] x = new float[planes * inside];
        float[] dy = new float[planes * outside];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextBoolean() ? random.nextInt(4) : (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < dy.length; i++) {
            dy[i] = (float) random.nextDouble(-1, 1);
        }
        double[] averages = new double[dy.length];
        double[] spread = new double[x.length];
        float[] greatest = new float[dy.length];
        int[] places = new int[dy.length];
        double[] put = new double[x.length];
        int at = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int d = 0; d < axes[0].seen.length; d++) {
                for (int h = 0; h < axes[1].seen.length; h++) {
                    for (int w = 0; w < axes[2].seen.length; w++) {
                        int count = divisor > 0 ? divisor : axes[0].counts[d] * axes[1].counts[h] * axes[2].counts[w];
                        greatest[at] = Float.NEGATIVE_INFINITY;
                        for (int i : axes[0].seen[d]) {
                            for (int j : axes[1].seen[h]) {
                                for (int k : axes[2].seen[w]) {
                                    int place = (i * axes[1].size + j) * axes[2].size + k;
                                    float value = x[plane * inside + place];
                                    averages[at] += (double) value / count;
                                    spread[plane * inside + place] += (double) dy[at] / count;
                                    if (value > greatest[at]) {
                                        greatest[at] = value;
                                        places[at] = place;
                                    }
                                }
                            }
                        }
                        put[plane * inside + places[at]] += dy[at];
                        at++;
                    }
                }
            }
        }
        var pooling = new Pooling(plan, new Reductions());
        float[] found = nans(dy.length);
        float[] back = nans(x.length);
        int[] foundPlaces = new int[dy.length];
        pooling.max(x, found, foundPlaces);
        assertThat(found).isEqualTo(greatest);
        assertThat(foundPlaces).isEqualTo(places);
        pooling.pick(x, places, found);
        assertThat(found).isEqualTo(greatest);
        pooling.put(dy, places, back);
        close(plan, "put", back, put);
        if (divisor >= 0) {
            pooling.average(x, found, divisor);
            close(plan, "average", found, averages);
            Arrays.fill(back, Float.NaN);
            pooling.spread(dy, back, divisor);
            close(plan, "spread", back, spread);
        }
    }

    /// Its bits are those of a sum in lanes, not of one element after the other.
    @Test
    void average_wholePlane_hasTheBitsOfTheSum() {
        float[] x = new float[2 * 70];
        Arrays.fill(x, 1);
        x[0] = 0x1p24f; // in lane 0, as the 65th; the others' sum is not lost in it
        var reductions = new Reductions();
        float expected = (float) (reductions.sum(x, 0, 70) / 70);
        assertThat(expected).isNotEqualTo(0x1p24f / 70);
        for (PoolPlan plan : new PoolPlan[] {PoolPlan.adaptive("pool", Shape.of(1, 2, 7, 10), 1),
            PoolPlan.of("pool", Shape.of(1, 2, 7, 10), new PoolWindow(7, 10), true)}) {
            float[] y = new float[2];
            new Pooling(plan, reductions).average(x, y, 0);
            assertThat(y).containsExactly(expected, 1);
        }
    }

    /// With `ceil` a window may reach beyond the padding: that counts, too.
    @Test
    void of_planesUpToAnArray_areAllowed() {
        int most = Shape.MAX_ELEMENTS / 5;
        var window = new PoolWindow(2, most).stride(3, 1).ceil(true);

        assertThat(PoolPlan.of("pool", Shape.of(1, 1, 4, most), window, false).output())
                .isEqualTo(Shape.of(1, 1, 2, 1));
        assertThatThrownBy(() -> PoolPlan.of("pool", Shape.of(1, 1, 4, most + 1), window, false))
                .isInstanceOf(ShapeException.class).hasMessageContaining("larger than an array");
    }

    private static void close(PoolPlan plan, String what, float[] found, double[] expected) {
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) < 1e-5)) {
                throw new AssertionError(what + " of " + plan.input() + " to " + plan.output() + " "
                        + Arrays.toString(plan.axes()) + " at " + i + ": " + found[i] + ", not " + expected[i]);
            }
        }
    }

    private static float[] nans(int n) {
        float[] x = new float[n];
        Arrays.fill(x, Float.NaN);
        return x;
    }
}
