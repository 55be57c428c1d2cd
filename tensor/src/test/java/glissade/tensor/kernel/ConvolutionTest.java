package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.ConvWindow;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Output and both gradients against the sums that define them, in double: [ConvolutionAgreementTest] compares twins, which share their plans.
class ConvolutionTest {

    /// The numbers of a window, three of each; the axes that are not there have size 1.
    private static final class Case {
        final SplittableRandom random;
        final int batch;
        final int groups;
        final int channels;
        final int out;
        final int axes;
        final int[] size = {1, 1, 1};
        final int[] kernel = {1, 1, 1};
        final int[] stride = {1, 1, 1};
        final int[] dilation = {1, 1, 1};
        final int[] padding = new int[3];
        final int[] places = {1, 1, 1};
        boolean isSame;

        Case(SplittableRandom random) {
            this.random = random;
            batch = random.nextInt(1, 3);
            groups = random.nextInt(1, 4);
            channels = random.nextInt(1, 4);
            out = random.nextInt(1, 4);
            axes = random.nextInt(1, 4);
            for (int i = 3 - axes; i < 3; i++) {
                kernel[i] = random.nextInt(1, 4);
                stride[i] = random.nextInt(1, 5);
                dilation[i] = random.nextInt(1, 5);
                padding[i] = random.nextInt(0, kernel[i] + 1);
                int least = Math.max(1, reach(i) + 1 - 2 * padding[i]);
                size[i] = least + random.nextInt(0, axes == 3 ? 4 : 9);
            }
        }

        int reach(int axis) {
            return dilation[axis] * (kernel[axis] - 1);
        }

        void checkAll() {
            var window = new ConvWindow().stride(last(stride)).dilation(last(dilation)).groups(groups);
            int[] extra = new int[3];
            for (int i = 0; i < 3; i++) {
                int padded = size[i] + (isSame ? reach(i) : 2 * padding[i]);
                places[i] = (padded - reach(i) - 1) / stride[i] + 1;
                extra[i] = (padded - reach(i) - 1) % stride[i];
                padding[i] = isSame ? reach(i) / 2 : padding[i];
            }
            window = isSame ? window.paddingSame() : window.padding(last(padding));
            Shape input = shape(batch, channels * groups, size);
            Shape weight = shape(out * groups, channels, kernel);
            ConvPlan plan = ConvPlan.of(input, weight, window);
            assertThat(plan.inputShape()).isEqualTo(input);
            assertThat(plan.weightShape()).isEqualTo(weight);
            assertThat(plan.outputShape()).isEqualTo(shape(batch, out * groups, places));
            // the transposed one is the same with input and output exchanged
            assertThat(ConvPlan.transposed(plan.outputShape(), weight, window, last(extra))).isEqualTo(plan);
            check(plan);
        }

        private int[] last(int... numbers) {
            return Arrays.copyOfRange(numbers, 3 - axes, 3);
        }

        private Shape shape(int first, int second, int... sizes) {
            int[] all = {first, second, 0, 0, 0};
            System.arraycopy(sizes, 3 - axes, all, 2, axes);
            return Shape.of(Arrays.copyOf(all, axes + 2));
        }

        private void check(ConvPlan plan) {
            float[] x = floats(random, plan.inputShape().elements());
            float[] w = floats(random, plan.weightShape().elements());
            float[] dy = floats(random, plan.outputShape().elements());
            float[] bias = floats(random, plan.out());
            float[] inputBias = floats(random, plan.in());
            double[] y = new double[dy.length];
            double[] dx = new double[x.length];
            double[] dw = new double[w.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = bias[i / product(places) % (out * groups)];
            }
            for (int i = 0; i < dx.length; i++) {
                dx[i] = inputBias[i / product(size) % (channels * groups)];
            }
            for (int image = 0; image < batch; image++) {
                for (int o = 0; o < out * groups; o++) {
                    for (int c = 0; c < channels; c++) {
                        int source = image * channels * groups + o / out * channels + c;
                        for (int place = 0; place < product(places); place++) {
                            for (int k = 0; k < product(kernel); k++) {
                                int at = seen(place, k);
                                if (at >= 0) {
                                    int yi = (image * out * groups + o) * product(places) + place;
                                    int wi = (o * channels + c) * product(kernel) + k;
                                    int xi = source * product(size) + at;
                                    y[yi] += (double) x[xi] * w[wi];
                                    dx[xi] += (double) dy[yi] * w[wi];
                                    dw[wi] += (double) dy[yi] * x[xi];
                                }
                            }
                        }
                    }
                }
            }
            var convolution = new Convolution(plan, new Matmul());
            float[] found = nans(y.length);
            float[] foundInput = nans(x.length);
            float[] foundWeight = nans(w.length);
            convolution.forward(x, w, bias, found);
            convolution.input(dy, w, inputBias, foundInput);
            convolution.weight(x, dy, foundWeight);
            close(plan, "output", found, y);
            close(plan, "input", foundInput, dx);
            close(plan, "weight", foundWeight, dw);
        }

        /// The element of the plane that a place of the output sees through an element of the kernel; −1 in the padding.
        private int seen(int place, int k) {
            int[] at = new int[3];
            int restOfPlace = place;
            int restOfKernel = k;
            for (int i = 2; i >= 0; i--) {
                at[i] = restOfPlace % places[i] * stride[i] - padding[i] + restOfKernel % kernel[i] * dilation[i];
                restOfPlace /= places[i];
                restOfKernel /= kernel[i];
                if (at[i] < 0 || at[i] >= size[i]) {
                    return -1;
                }
            }
            return (at[0] * size[1] + at[1]) * size[2] + at[2];
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void convolution_sampledWindows_isTheDefinition(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            var some = new Case(random);
            some.isSame = round % 5 == 0;
            some.checkAll();
        }
    }

    /// Images as large as the kernel, which have one place, with and without padding.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void convolution_kernelsOfTheImagesSize_isTheDefinition(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            var some = new Case(random);
            for (int i = 3 - some.axes; i < 3; i++) {
                some.size[i] = some.kernel[i];
                some.dilation[i] = 1;
                some.padding[i] = round % 2 == 0 ? 0 : random.nextInt(2);
                some.stride[i] = 2 * some.padding[i] + 1;
            }
            some.checkAll();
        }
    }

    /// An image may have as many padded elements as an array.
    @Test
    void of_paddingUpToAnArray_isAllowed() {
        int most = (Shape.MAX_ELEMENTS - 1) / 2;
        Shape one = Shape.of(1, 1, 1);

        assertThat(ConvPlan.of(one, one, new ConvWindow().padding(most)).outputShape())
                .isEqualTo(Shape.of(1, 1, Shape.MAX_ELEMENTS));
        assertThatThrownBy(() -> ConvPlan.of(one, one, new ConvWindow().padding(most + 1)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("larger than an array");
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 1073741820", "65536, 65536, 1", "1, 3, 715827883"})
    void transposed_resultLargerThanAnArray_isRefused(int groups, int channels, int length) {
        Shape weight = Shape.of(0, channels, 1);

        assertThatThrownBy(() -> ConvPlan.transposed(Shape.of(1, 0, length), weight, new ConvWindow().groups(groups)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("larger than an array");
    }

    private static int product(int... numbers) {
        return numbers[0] * numbers[1] * numbers[2];
    }

    private static void close(ConvPlan plan, String what, float[] found, double[] expected) {
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) < 1e-5)) {
                throw new AssertionError(what + " of " + plan + " at " + i + ": " + found[i] + ", not " + expected[i]);
            }
        }
    }

    private static float[] nans(int n) {
        float[] x = new float[n];
        Arrays.fill(x, Float.NaN);
        return x;
    }

    private static float[] floats(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
