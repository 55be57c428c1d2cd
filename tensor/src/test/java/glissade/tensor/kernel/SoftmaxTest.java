package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private final Softmax softmax = new Softmax();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 64, 65, 1000, 5000})
    void forward_againstDouble_staysWithinFewUlp(int cols) {
        int rows = 3;
        float[] x = floats(cols, rows * cols, 8);
        float[] y = new float[rows * cols];
        float[] log = new float[rows * cols];
        float[] loss = new float[rows];
        int[] labels = {0, cols - 1, cols / 2};
        softmax.softmax(x, 0, y, 0, rows, cols);
        softmax.logSoftmax(x, 0, log, 0, rows, cols);
        softmax.crossEntropy(x, 0, labels, 0, loss, 0, rows, cols);
        for (int r = 0; r < rows; r++) {
            double[] p = probabilities(x, r * cols, cols);
            for (int c = 0; c < cols; c++) {
                int k = r * cols + c;
                assertThat((double) y[k]).isCloseTo(p[c], within(4e-6 * p[c]));
                assertThat((double) log[k]).isCloseTo(StrictMath.log(p[c]), within(4e-6));
            }
            assertThat((double) loss[r]).isCloseTo(-StrictMath.log(p[labels[r]]), within(4e-6));
        }
    }

    /// One large term first, then small ones, of which each is lost in a `float` that is added to, and all of them together are not.
    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 100})
    void rows_ofUpTo32Columns_areAddedOneByOne(int cols) {
        float small = 0x1p-25f;
        float[] x = new float[cols];
        float[] terms = new float[cols];
        float[] ones = new float[cols];
        Arrays.fill(x, 1, cols, (float) (-25 * StrictMath.log(2)));
        Arrays.fill(terms, 1, cols, small);
        terms[0] = 1;
        Arrays.fill(ones, 1);
        float[][] y = new float[5][cols];
        softmax.softmax(x, 0, y[0], 0, 1, cols);
        softmax.logSoftmax(x, 0, y[1], 0, 1, cols);
        softmax.softmaxGradient(ones, 0, terms, 0, y[2], 0, 1, cols);
        softmax.logSoftmaxGradient(terms, 0, new float[cols], 0, y[3], 0, 1, cols);
        softmax.crossEntropy(x, 0, new int[1], 0, y[4], 0, 1, cols);

        boolean isNarrow = cols <= 32;
        assertThat(y[0][0] == 1).as("softmax").isEqualTo(isNarrow);
        assertThat(y[1][0] == 0).as("its logarithm").isEqualTo(isNarrow);
        assertThat(y[2][0] == 0).as("its gradient").isEqualTo(isNarrow);
        assertThat(y[3][0] == 0).as("the gradient of its logarithm").isEqualTo(isNarrow);
        assertThat(y[4][0] == 0).as("cross-entropy").isEqualTo(isNarrow);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 65, 500})
    void gradients_againstDouble_areClose(int cols) {
        int rows = 3;
        int n = rows * cols;
        float[] x = floats(cols, n, 4);
        float[] dy = floats(cols + 1, n, 1);
        float[] y = new float[n];
        float[] log = new float[n];
        float[] dx = new float[n];
        float[] logDx = new float[n];
        float[] entropyDx = new float[n];
        float[] scale = {1, -0.5f, 0};
        int[] labels = {0, cols - 1, cols / 2};
        softmax.softmax(x, 0, y, 0, rows, cols);
        softmax.logSoftmax(x, 0, log, 0, rows, cols);
        softmax.softmaxGradient(dy, 0, y, 0, dx, 0, rows, cols);
        softmax.logSoftmaxGradient(dy, 0, log, 0, logDx, 0, rows, cols);
        softmax.crossEntropyGradient(x, 0, labels, 0, scale, 0, entropyDx, 0, rows, cols);
        for (int r = 0; r < rows; r++) {
            double[] p = probabilities(x, r * cols, cols);
            double dot = 0;
            double sum = 0;
            for (int c = 0; c < cols; c++) {
                dot += dy[r * cols + c] * p[c];
                sum += dy[r * cols + c];
            }
            for (int c = 0; c < cols; c++) {
                int k = r * cols + c;
                double onehot = c == labels[r] ? 1 : 0;
                assertThat((double) dx[k]).isCloseTo(p[c] * (dy[k] - dot), within(1e-6));
                assertThat((double) logDx[k]).isCloseTo(dy[k] - p[c] * sum, within(1e-5));
                assertThat((double) entropyDx[k]).isCloseTo((p[c] - onehot) * scale[r], within(1e-6));
            }
        }
    }

    @Test
    void softmax_hugeLogits_doNotOverflow() {
        float[] y = new float[3];
        softmax.softmax(new float[] {1000, 1000, -1000}, 0, y, 0, 1, 3);
        assertThat(y).containsExactly(0.5f, 0.5f, 0);
        softmax.logSoftmax(new float[] {1000, -1000, 1000}, 0, y, 0, 1, 3);
        assertThat(y[1]).isCloseTo(-2000.6931f, within(2e-4f));
        softmax.softmax(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 0}, 0, y, 0, 1, 3);
        assertThat(y).containsExactly(1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void softmax_someMinusInfinity_haveProbabilityZero(int cols) {
        float[] x = new float[cols];
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        x[1] = 5;
        x[2] = 5;
        float[] y = new float[cols];
        softmax.softmax(x, 0, y, 0, 1, cols);
        assertThat(Arrays.copyOf(y, 3)).containsExactly(0, 0.5f, 0.5f);
        softmax.logSoftmax(x, 0, y, 0, 1, cols);
        assertThat(y[0]).isEqualTo(Float.NEGATIVE_INFINITY);
        float[] loss = new float[1];
        softmax.crossEntropy(x, 0, new int[] {0}, 0, loss, 0, 1, cols);
        assertThat(loss[0]).isEqualTo(INFINITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void rows_nanInfinityOrNothing_giveNaNAsPyTorch(int cols) {
        float[] x = new float[4 * cols];
        x[1] = NAN;
        x[cols + 1] = INFINITY;
        Arrays.fill(x, 2 * cols, 3 * cols, Float.NEGATIVE_INFINITY);
        float[] nan = new float[3 * cols];
        Arrays.fill(nan, NAN);
        for (Softmax twin : new Softmax[] {softmax, new VectorSoftmax()}) {
            float[] y = new float[4 * cols];
            twin.softmax(x, 0, y, 0, 4, cols);
            assertThat(Arrays.copyOf(y, 3 * cols)).isEqualTo(nan);
            assertThat(y[3 * cols]).as("the next row").isEqualTo(1.0f / cols);
            twin.logSoftmax(x, 0, y, 0, 3, cols);
            assertThat(Arrays.copyOf(y, 3 * cols)).isEqualTo(nan);
            float[] loss = new float[3];
            twin.crossEntropy(x, 0, new int[3], 0, loss, 0, 3, cols);
            assertThat(loss).containsExactly(NAN, NAN, NAN);
            twin.crossEntropyGradient(x, 0, new int[3], 0, new float[] {1, 1, 1}, 0, y, 0, 3, cols);
            assertThat(Arrays.copyOf(y, 3 * cols)).isEqualTo(nan);
        }
    }

    @Test
    void oneColumn_isCertain() {
        float[] x = {3, -0.0f, -700};
        float[] y = new float[3];
        softmax.softmax(x, 0, y, 0, 3, 1);
        assertThat(y).containsExactly(1, 1, 1);
        softmax.logSoftmax(x, 0, y, 0, 3, 1);
        assertThat(y).usingComparatorWithPrecision(0f).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 64, 65, 300})
    void rows_split_sameBits(int cols) {
        int rows = 150;
        int n = rows * cols;
        float[] x = floats(cols, n, 6);
        float[] dy = floats(cols + 1, n, 1);
        int[] labels = new SplittableRandom(1).ints(rows, 0, cols).toArray();
        float[] scale = floats(3, rows, 1);
        for (Softmax twin : new Softmax[] {softmax, new VectorSoftmax()}) {
            float[][] whole = new float[6][n];
            float[][] parts = new float[6][n];
            run(twin, x, dy, labels, scale, whole, 0, rows, cols);
            run(twin, x, dy, labels, scale, parts, 0, 37, cols);
            run(twin, x, dy, labels, scale, parts, 37, 1, cols);
            run(twin, x, dy, labels, scale, parts, 38, rows - 38, cols);
            assertThat(parts).isDeepEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300})
    void outputs_inPlace_sameBits(int cols) {
        int rows = 70;
        int n = rows * cols;
        float[] x = floats(cols, n, 6);
        float[] dy = floats(cols + 1, n, 1);
        int[] labels = new SplittableRandom(1).ints(rows, 0, cols).toArray();
        float[] scale = floats(3, rows, 1);
        for (Softmax twin : new Softmax[] {softmax, new VectorSoftmax()}) {
            float[][] apart = new float[6][n];
            run(twin, x, dy, labels, scale, apart, 0, rows, cols);
            float[] a = x.clone();
            twin.softmax(a, 0, a, 0, rows, cols);
            assertThat(a).isEqualTo(apart[0]);
            float[] b = x.clone();
            twin.logSoftmax(b, 0, b, 0, rows, cols);
            assertThat(b).isEqualTo(apart[1]);
            float[] c = dy.clone();
            twin.softmaxGradient(c, 0, apart[0], 0, c, 0, rows, cols);
            assertThat(c).isEqualTo(apart[2]);
            float[] d = dy.clone();
            twin.logSoftmaxGradient(d, 0, apart[1], 0, d, 0, rows, cols);
            assertThat(d).isEqualTo(apart[3]);
            float[] e = x.clone();
            twin.crossEntropyGradient(e, 0, labels, 0, scale, 0, e, 0, rows, cols);
            assertThat(e).isEqualTo(apart[5]);
        }
    }

    private static void run(Softmax twin, float[] x, float[] dy, int[] labels, float[] scale, float[][] out, int from,
            int rows, int cols) {
        int k = from * cols;
        twin.softmax(x, k, out[0], k, rows, cols);
        twin.logSoftmax(x, k, out[1], k, rows, cols);
        twin.softmaxGradient(dy, k, out[0], k, out[2], k, rows, cols);
        twin.logSoftmaxGradient(dy, k, out[1], k, out[3], k, rows, cols);
        twin.crossEntropy(x, k, labels, from, out[4], from, rows, cols);
        twin.crossEntropyGradient(x, k, labels, from, scale, from, out[5], k, rows, cols);
    }

    private static double[] probabilities(float[] x, int from, int cols) {
        double top = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < cols; c++) {
            top = Math.max(top, x[from + c]);
        }
        double[] p = new double[cols];
        double sum = 0;
        for (int c = 0; c < cols; c++) {
            p[c] = StrictMath.exp(x[from + c] - top);
            sum += p[c];
        }
        for (int c = 0; c < cols; c++) {
            p[c] /= sum;
        }
        return p;
    }

    private static float[] floats(int seed, int n, double range) {
        var random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-range, range);
        }
        return x;
    }
}
