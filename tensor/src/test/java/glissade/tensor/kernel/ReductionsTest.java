package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {

    private static final float NAN = Float.NaN;
    private static final float BIG = 0x1p24f;
    private final Reductions reductions = new Reductions();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33, 64, 100, 4096, 4097, 1_000_000})
    void sums_anySize_stayWithinTheStatedError(int n) {
        var random = new SplittableRandom(n);
        float[] x = floats(random, n);
        float[] y = floats(random, n);
        double sum = 0;
        double absolute = 0;
        double squares = 0;
        double dot = 0;
        double absoluteDot = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i];
            absolute += Math.abs(x[i]);
            squares += (double) x[i] * x[i];
            dot += (double) x[i] * y[i];
            absoluteDot += Math.abs((double) x[i] * y[i]);
        }
        double bound = 70 * 0x1p-24;
        assertThat(reductions.sum(x, 0, n)).isCloseTo(sum, within(bound * absolute + 1e-9));
        assertThat(reductions.sumOfSquares(x, 0, n)).isCloseTo(squares, within(bound * squares + 1e-9));
        assertThat(reductions.dot(x, 0, y, 0, n)).isCloseTo(dot, within(bound * absoluteDot + 1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 47, 48, 49, 63, 64, 65, 100, 112, 128, 512, 513, 1000, 4099})
    void means_rowsOfAnySize_haveTheBitsOfEachRowsSum(int n) {
        var random = new SplittableRandom(n);
        var vector = new VectorReductions();
        for (int rows : new int[] {0, 1, 15, 16, 17, 37}) {
            float[] x = new float[3 + rows * n];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextDouble(-1, 1);
            }
            if (rows > 15) {
                x[3 + n] = Float.NaN;
                x[3 + 3 * n] = Float.POSITIVE_INFINITY;
                Arrays.fill(x, 3 + 5 * n, 3 + 6 * n, Float.MAX_VALUE);
                Arrays.fill(x, 3 + 7 * n, 3 + 8 * n, -0f);
            }
            float[] expected = new float[rows + 2];
            for (int r = 0; r < rows; r++) {
                expected[r + 1] = (float) (new Reductions().sum(x, 3 + r * n, n) / 7f);
            }
            for (Reductions kernel : List.of(new Reductions(), vector)) {
                float[] y = new float[rows + 2];
                kernel.means(x, 3, n, rows, 7, y, 1);
                assertThat(y).as(rows + " rows").isEqualTo(expected);
            }
        }
    }

    @Test
    void sum_atMost32Elements_isTakenInDouble() {
        float[] x = new float[32];
        x[0] = BIG;
        x[1] = 1;
        assertThat(reductions.sum(x, 0, 32)).isEqualTo(BIG + 1.0);
        assertThat(reductions.dot(x, 0, x, 0, 32)).isEqualTo(0x1p48 + 1);
    }

    @Test
    void sum_moreElements_addsEvery64thToOneFloatLane() {
        float[] x = new float[200];
        x[0] = BIG;
        x[64] = 1;
        x[128] = 1;
        assertThat(reductions.sum(x, 0, 200)).as("each 1 is lost in lane 0").isEqualTo(BIG);
        x[64] = 0;
        x[128] = 0;
        x[65] = 1;
        x[129] = 1;
        assertThat(reductions.sum(x, 0, 200)).as("lane 1 keeps both").isEqualTo(BIG + 2);
        x[129] = 0;
        x[33] = 1;
        assertThat(reductions.sum(x, 0, 200)).as("lane 33 joins lane 1 first").isEqualTo(BIG + 2);
        x[33] = 0;
        x[32] = 1;
        assertThat(reductions.sum(x, 0, 200)).as("lane 32 joins lane 0 at once").isEqualTo(BIG);
    }

    @Test
    void sum_chunks_areAddedInDouble() {
        float[] x = new float[3 * Reductions.CHUNK];
        x[0] = BIG;
        x[Reductions.CHUNK] = 1;
        x[2 * Reductions.CHUNK] = 1;
        assertThat(reductions.sum(x, 0, x.length)).isEqualTo(BIG + 2.0);
    }

    @Test
    void sums_beyondFloat_areKept() {
        float[] x = new float[100];
        Arrays.fill(x, 3e38f);
        assertThat(reductions.sum(x, 0, 100)).isEqualTo(100.0 * 3e38f);
        assertThat(reductions.sumOfSquares(x, 0, 100)).isCloseTo(9e78, within(1e72));
    }

    @Test
    void sums_infinitiesAndNaN_areIeee() {
        float[] x = new float[100];
        x[70] = Float.POSITIVE_INFINITY;
        assertThat(reductions.sum(x, 0, 100)).isEqualTo(Double.POSITIVE_INFINITY);
        x[3] = Float.NEGATIVE_INFINITY;
        assertThat(reductions.sum(x, 0, 100)).isNaN();
        assertThat(reductions.sumOfSquares(x, 0, 100)).isEqualTo(Double.POSITIVE_INFINITY);
        x[3] = NAN;
        assertThat(reductions.sumOfSquares(x, 0, 100)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33, 100, 4096, 4097, 10_000})
    void sumOfSquaredDeviations_anySize_hasTheBitsOfTheStoredDeviationsSquares(int n) {
        float[] x = floats(new SplittableRandom(n), n + 3);
        float[] deviations = new float[n + 3];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (x[i] - 0.3f) - 1e-9f;
        }
        for (Reductions twin : new Reductions[] {reductions, new VectorReductions()}) {
            assertThat(twin.sumOfSquaredDeviations(x, 3, 0.3f, 1e-9f, n))
                    .isEqualTo(reductions.sumOfSquares(deviations, 3, n));
        }
    }

    @Test
    void sumOfSquaredDeviations_beyondFloat_isKept() {
        float[] x = new float[100];
        Arrays.fill(x, 3e38f);
        assertThat(reductions.sumOfSquaredDeviations(x, 0, -0f, 0, 100)).isCloseTo(9e78, within(1e72));
    }

    /// The last two end in a part of a chunk behind a whole number of six chunks, and behind as many as are kept at a time.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 20_000, 1_100_000, 539 * 4096 + 5, 1025 * 4096 + 5})
    void chunkSums_anySplit_addUpToTheSameBits(int n) {
        float[] x = floats(new SplittableRandom(n), n + 3);
        for (Reductions twin : new Reductions[] {reductions, new VectorReductions()}) {
            int chunks = Reductions.chunks(n);
            double[] sums = new double[chunks];
            double[] squares = new double[chunks];
            int middle = chunks / 2;
            twin.chunkSums(x, 3, n, sums, middle, chunks);
            twin.chunkSums(x, 3, n, sums, 0, middle);
            twin.chunkSumsOfSquares(x, 3, n, squares, middle, chunks);
            twin.chunkSumsOfSquares(x, 3, n, squares, 0, middle);
            double sum = 0;
            double sumOfSquares = 0;
            for (int c = 0; c < chunks; c++) {
                sum += sums[c];
                sumOfSquares += squares[c];
            }
            assertThat(sum).isEqualTo(reductions.sum(x, 3, n)).isEqualTo(twin.sum(x, 3, n));
            assertThat(sumOfSquares).isEqualTo(reductions.sumOfSquares(x, 3, n));
        }
    }

    /// Nothing is read beyond the matrix, which ends where the array does.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 16, 17, 31, 100})
    void sumRows_anArrayThatEndsWithTheMatrix_sameBits(int cols) {
        float[] x = floats(new SplittableRandom(cols), 8 * cols);
        float[] expected = new float[cols];
        float[] actual = new float[cols];

        reductions.sumRows(x, 0, 8, cols, expected, 0);
        new VectorReductions().sumRows(x, 0, 8, cols, actual, 0);

        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void extremes_zerosAndNaN_followMathMax() {
        float[] zeros = {-0.0f, 0.0f, -0.0f};
        assertThat(bits(reductions.max(zeros, 0, 3))).isEqualTo(bits(0.0f));
        assertThat(bits(reductions.min(zeros, 0, 3))).isEqualTo(bits(-0.0f));
        float[] x = {1, NAN, 3, -2};
        assertThat(reductions.max(x, 0, 4)).isNaN();
        assertThat(reductions.min(x, 0, 4)).isNaN();
        assertThat(reductions.max(x, 2, 2)).isEqualTo(3);
        assertThat(reductions.min(x, 2, 2)).isEqualTo(-2);
    }

    @Test
    void argMax_tiesZerosAndNaN_givesTheFirst() {
        assertThat(reductions.argMax(new float[] {1, 3, 3, 2}, 0, 4)).isEqualTo(1);
        assertThat(reductions.argMax(new float[] {9, 1, 3, 3}, 1, 3)).isEqualTo(1);
        assertThat(reductions.argMax(new float[] {-0.0f, 0.0f}, 0, 2)).isZero();
        assertThat(reductions.argMax(new float[] {1, NAN, 5, NAN}, 0, 4)).isEqualTo(1);
        assertThat(reductions.argMax(new float[] {Float.NEGATIVE_INFINITY}, 0, 1)).isZero();
    }

    @Test
    void allFinite_onePlaceWrong_isSeenAnywhere() {
        float[] x = new float[203];
        Arrays.fill(x, Float.MAX_VALUE);
        x[0] = NAN;
        x[202] = NAN;
        for (Reductions twin : new Reductions[] {reductions, new VectorReductions()}) {
            assertThat(twin.allFinite(x, 1, 201)).isTrue();
            assertThat(twin.allFinite(x, 1, 0)).isTrue();
            for (int i = 1; i <= 201; i++) {
                for (float wrong : new float[] {NAN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    x[i] = wrong;
                    assertThat(twin.allFinite(x, 1, 201)).isFalse();
                }
                x[i] = -Float.MAX_VALUE;
            }
        }
    }

    @Test
    void sumRows_smallMatrix_addsEachColumn() {
        float[] y = {9, 9, 9, 9};
        reductions.sumRows(new float[] {0, 1, 2, 3, 4, 5, 6}, 1, 2, 3, y, 1);
        assertThat(y).containsExactly(9, 5, 7, 9);
        reductions.sumRows(new float[0], 0, 0, 2, y, 1);
        assertThat(y).containsExactly(9, 0, 0, 9);
        reductions.sumRows(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2, 2, y, 0);
        assertThat(y).containsExactly(7, 9, 0, 9);
    }

    /// Of eight rows a tree is made before they are added; what is over comes one by one.
    @Test
    void sumRows_eightRows_areAddedAsATree() {
        float[] x = new float[9];
        Arrays.fill(x, 1);
        x[0] = BIG;
        float[] y = new float[1];
        reductions.sumRows(x, 0, 7, 1, y, 0);
        assertThat(y[0]).as("each 1 is lost").isEqualTo(BIG);
        reductions.sumRows(x, 0, 8, 1, y, 0);
        assertThat(y[0]).as("the 1 beside the first is lost").isEqualTo(BIG + 6);
        reductions.sumRows(x, 0, 9, 1, y, 0);
        assertThat(y[0]).as("the last is rounded up to 2").isEqualTo(BIG + 8);
    }

    @Test
    void productRows_manyColumns_areEachColumnsProduct() {
        int cols = 2100;
        float[] x = floats(new SplittableRandom(6), 3 * (cols + 2) + 1);
        float[] y = new float[cols + 2];
        Reductions.productRows(x, 1, cols + 2, 3, cols, y, 1);
        for (int j = 0; j < cols; j++) {
            int at = 1 + j;
            assertThat(y[at]).isEqualTo((float) ((double) x[at] * x[at + cols + 2] * x[at + 2 * (cols + 2)]));
        }
        assertThat(y[0]).isZero();
        assertThat(y[cols + 1]).isZero();
    }

    @Test
    void sumRows_aMillionRows_losesNothingMuch() {
        int rows = 1_000_003;
        float[] x = new float[2 * rows];
        Arrays.fill(x, 0.1f);
        float[] y = new float[2];
        reductions.sumRows(x, 0, rows, 2, y, 0);
        assertThat((double) y[0]).isCloseTo(rows * (double) 0.1f, within(rows * 0.1 * 140 * 0x1p-24));
        assertThat(y[1]).isEqualTo(y[0]);
    }

    @Test
    void sumRows_columnsSplit_sameBits() {
        float[] x = floats(new SplittableRandom(5), 2500 * 37);
        float[] whole = new float[37];
        float[] parts = new float[37];
        reductions.sumRows(x, 0, 2500, 37, whole, 0);
        reductions.sumRows(x, 0, 37, 2500, 11, parts, 0);
        reductions.sumRows(x, 11, 37, 2500, 26, parts, 11);
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void maxRows_zerosAndNaN_followMathMax() {
        float[] x = {7, -0.0f, 1, 4, -0.0f, NAN, 2, 0.0f, 3, 5};
        float[] y = new float[3];
        reductions.maxRows(x, 1, 3, 3, 3, y, 0);
        assertThat(y).containsExactly(0, NAN, 5);
        reductions.maxRows(new float[] {-0.0f, 0.0f}, 0, 1, 2, 1, y, 2);
        assertThat(bits(y[2])).isEqualTo(bits(0.0f));
    }

    private static int bits(float x) {
        return Float.floatToRawIntBits(x);
    }

    private static float[] floats(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
