package glissade.tensor.kernel;

import java.util.Arrays;

/// Sums, products and extremes over an array's elements or a matrix's rows: the definition.
///
/// **Sums.** The elements are taken in chunks of [#CHUNK], counted from the first. In a chunk, element `i` is added
/// to lane `i mod 64`, each lane a `float` that begins at +0; then lane `l` takes up lane `l + 32`, then `l + 16`,
/// and so on down to lane 0. A chunk of at most 32 elements is added one after another in `double` instead; so is a
/// chunk whose lanes end in an infinity or a NaN, which keeps sums that only `float` cannot hold. Chunk results are
/// added in `double`, in order. So no bit depends on vectors or threads, and a sum's error is below 70 · 2⁻²⁴ ·
/// Σ|xᵢ|, whatever the length. `double` lanes would be more exact and three times as slow; long sums here are means,
/// norms and products whose terms carry an error of 2⁻²⁴ themselves.
///
/// Threads may share a long sum: [#chunkSums] and [#chunkSumsOfSquares] fill in any range of chunk results, and adding
/// these up from the first, beginning with 0, gives the same bits.
///
/// `n` elements of `x` count from `xo` on; nothing is checked; outputs may not overlap inputs. Thread-safe.
public class Reductions {

    /// Elements of one chunk of a sum.
    public static final int CHUNK = 4096;
    static final int LANES = 64;
    static final int SEQUENTIAL = 32;
    /// Rows added in `float` before `double` takes over, and columns for which this is done at once.
    static final int BLOCK_ROWS = 1024;
    static final int STRIP = 1024;

    private static final ThreadLocal<float[]> LANES_SCRATCH = ThreadLocal.withInitial(() -> new float[2 * LANES]);
    private static final ThreadLocal<double[]> STRIP_SCRATCH = ThreadLocal.withInitial(() -> new double[STRIP]);

    /// 128 floats of this thread, with unknown contents.
    static float[] lanes() {
        return LANES_SCRATCH.get();
    }

    /// Doubles of this thread, with unknown contents.
    static double[] chunkScratch() {
        return STRIP_SCRATCH.get();
    }

    /// How many chunks `n` elements make.
    public static int chunks(int n) {
        return Math.ceilDiv(n, CHUNK);
    }

    /// `Σ xᵢ`.
    public double sum(float[] x, int xo, int n) {
        double sum = 0;
        for (int c = 0; c < chunks(n); c++) {
            sum += chunkSum(x, xo + c * CHUNK, Math.min(CHUNK, n - c * CHUNK));
        }
        return sum;
    }

    /// `Σ xᵢ / divisor` of each of `rows` rows of `n` elements, one after the other: the quotients of [#sum], rounded once.
    public void means(float[] x, int xo, int n, int rows, float divisor, float[] y, int yo) {
        for (int r = 0; r < rows; r++) {
            y[yo + r] = (float) (sum(x, xo + r * n, n) / divisor);
        }
    }

    /// `Σ xᵢ²`, with the bits of `dot(x, x)`.
    public double sumOfSquares(float[] x, int xo, int n) {
        return dot(x, xo, x, xo, n);
    }

    /// `Σ aᵢ · bᵢ`: a sum as defined above, each product added to its lane by a fused multiply-add.
    public double dot(float[] a, int ao, float[] b, int bo, int n) {
        double sum = 0;
        for (int c = 0; c < chunks(n); c++) {
            sum += chunkDot(a, ao + c * CHUNK, b, bo + c * CHUNK, Math.min(CHUNK, n - c * CHUNK));
        }
        return sum;
    }

    /// `Σ ((xᵢ − high) − low)²`, with the bits of [#sumOfSquares] of these differences.
    public double sumOfSquaredDeviations(float[] x, int xo, float high, float low, int n) {
        double sum = 0;
        for (int c = 0; c < chunks(n); c++) {
            sum += chunkDeviations(x, xo + c * CHUNK, high, low, Math.min(CHUNK, n - c * CHUNK));
        }
        return sum;
    }

    /// The results of the chunks from `fromChunk` to before `toChunk` of [#sum], into `out` at the chunks' numbers.
    public void chunkSums(float[] x, int xo, int n, double[] out, int fromChunk, int toChunk) {
        for (int c = fromChunk; c < toChunk; c++) {
            out[c] = chunkSum(x, xo + c * CHUNK, Math.min(CHUNK, n - c * CHUNK));
        }
    }

    /// The results of the chunks from `fromChunk` to before `toChunk` of [#sumOfSquares], likewise.
    public void chunkSumsOfSquares(float[] x, int xo, int n, double[] out, int fromChunk, int toChunk) {
        for (int c = fromChunk; c < toChunk; c++) {
            int i = xo + c * CHUNK;
            out[c] = chunkDot(x, i, x, i, Math.min(CHUNK, n - c * CHUNK));
        }
    }

    private double chunkSum(float[] x, int xo, int n) {
        if (n > SEQUENTIAL) {
            float sum = laneSum(x, xo, n, lanes());
            if (Float.isFinite(sum)) {
                return sum;
            }
        }
        return sumInDouble(x, xo, n);
    }

    static double sumInDouble(float[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    private double chunkDot(float[] a, int ao, float[] b, int bo, int n) {
        if (n > SEQUENTIAL) {
            float sum = laneDot(a, ao, b, bo, n, lanes());
            if (Float.isFinite(sum)) {
                return sum;
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) a[ao + i] * b[bo + i];
        }
        return sum;
    }

    private double chunkDeviations(float[] x, int xo, float high, float low, int n) {
        if (n > SEQUENTIAL) {
            float sum = laneDeviations(x, xo, high, low, n, lanes());
            if (Float.isFinite(sum)) {
                return sum;
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float d = (x[xo + i] - high) - low;
            sum += (double) d * d;
        }
        return sum;
    }

    /// A chunk's sum in lanes; `lanes` is scratch.
    float laneSum(float[] x, int xo, int n, float[] lanes) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += x[xo + i];
        }
        return fold(lanes, LANES);
    }

    /// A chunk's dot product in lanes; `lanes` is scratch.
    float laneDot(float[] a, int ao, float[] b, int bo, int n, float[] lanes) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] = Math.fma(a[ao + i], b[bo + i], lanes[i % LANES]);
        }
        return fold(lanes, LANES);
    }

    /// A chunk's squared deviations in lanes; `lanes` is scratch.
    float laneDeviations(float[] x, int xo, float high, float low, int n, float[] lanes) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i < n; i++) {
            float d = (x[xo + i] - high) - low;
            lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
        }
        return fold(lanes, LANES);
    }

    /// Adds up the first `count` lanes (a power of two) by halving.
    static float fold(float[] lanes, int count) {
        for (int half = count / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    /// The largest of `n >= 1` elements: NaN if one is, +0 above -0.
    public float max(float[] x, int xo, int n) {
        float max = x[xo];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    /// The smallest of `n >= 1` elements: NaN if one is, -0 below +0.
    public float min(float[] x, int xo, int n) {
        float min = x[xo];
        for (int i = 1; i < n; i++) {
            min = Math.min(min, x[xo + i]);
        }
        return min;
    }

    /// Where the largest of `n >= 1` elements stands, from 0; of several the first. A NaN is larger than any number,
    /// and -0 equals +0.
    public int argMax(float[] x, int xo, int n) {
        return find(x, xo, n, max(x, xo, n));
    }

    /// Where the smallest of `n >= 1` elements stands, from 0; of several the first. A NaN is smaller than any number,
    /// and -0 equals +0.
    public int argMin(float[] x, int xo, int n) {
        return find(x, xo, n, min(x, xo, n));
    }

    /// Where the first element that equals `extreme`, the largest or the smallest, stands; the first NaN if that is one.
    int find(float[] x, int xo, int n, float extreme) {
        int i = 0;
        while (x[xo + i] != extreme && !Float.isNaN(x[xo + i])) {
            i++;
        }
        return i;
    }

    /// The product of all elements, one after another in `double`; 1 of nothing.
    public static double product(float[] x, int xo, int n) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= x[xo + i];
        }
        return product;
    }

    /// Whether no element is infinite or NaN.
    public boolean allFinite(float[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(x[xo + i])) {
                return false;
            }
        }
        return true;
    }

    /// The sum of the rows, `y[j] = Σᵢ x[i][j]`, of a contiguous matrix.
    public void sumRows(float[] x, int xo, int rows, int cols, float[] y, int yo) {
        sumRows(x, xo, cols, rows, cols, y, yo);
    }

    /// The sum of the rows, `y[j] = Σᵢ x[i][j]`, of a matrix whose rows stand `stride` apart. Each column's result
    /// depends on that column alone, so threads may share the columns.
    ///
    /// Each column is added in blocks of 1024 rows: in a block eight rows at a time, by a tree, to a `float` that
    /// begins at +0, rows that make no eight one by one. The blocks' sums are added in `double`.
    public void sumRows(float[] x, int xo, int stride, int rows, int cols, float[] y, int yo) {
        if (rows <= BLOCK_ROWS) {
            sumBlock(x, xo, stride, rows, cols, y, yo);
            return;
        }
        double[] sums = STRIP_SCRATCH.get();
        for (int j = 0; j < cols; j += STRIP) {
            int width = Math.min(STRIP, cols - j);
            Arrays.fill(sums, 0, width, 0);
            for (int i = 0; i < rows; i += BLOCK_ROWS) {
                sumBlock(x, xo + i * stride + j, stride, Math.min(BLOCK_ROWS, rows - i), width, y, yo + j);
                for (int k = 0; k < width; k++) {
                    sums[k] += y[yo + j + k];
                }
            }
            for (int k = 0; k < width; k++) {
                y[yo + j + k] = (float) sums[k];
            }
        }
    }

    private void sumBlock(float[] x, int xo, int stride, int rows, int cols, float[] y, int yo) {
        Arrays.fill(y, yo, yo + cols, 0);
        int i = 0;
        for (; i <= rows - 8; i += 8) {
            addEightRows(x, xo + i * stride, stride, cols, y, yo);
        }
        for (; i < rows; i++) {
            addRow(x, xo + i * stride, cols, y, yo);
        }
    }

    void addEightRows(float[] x, int xo, int stride, int cols, float[] y, int yo) {
        for (int j = 0; j < cols; j++) {
            int k = xo + j;
            float first = (x[k] + x[k + stride]) + (x[k + 2 * stride] + x[k + 3 * stride]);
            k += 4 * stride;
            float second = (x[k] + x[k + stride]) + (x[k + 2 * stride] + x[k + 3 * stride]);
            y[yo + j] += first + second;
        }
    }

    /// `y = y + x`, `cols` elements.
    public void addRow(float[] x, int xo, int cols, float[] y, int yo) {
        for (int j = 0; j < cols; j++) {
            y[yo + j] += x[xo + j];
        }
    }

    /// The largest of each column, `y[j] = maxᵢ x[i][j]`, of a matrix of at least one row, whose rows stand `stride` apart;
    /// NaN and ±0 as in [#max].
    public void maxRows(float[] x, int xo, int stride, int rows, int cols, float[] y, int yo) {
        System.arraycopy(x, xo, y, yo, cols);
        for (int i = 1; i < rows; i++) {
            maxRow(x, xo + i * stride, cols, y, yo);
        }
    }

    void maxRow(float[] x, int xo, int cols, float[] y, int yo) {
        for (int j = 0; j < cols; j++) {
            y[yo + j] = Math.max(y[yo + j], x[xo + j]);
        }
    }

    /// The smallest of each column, likewise; NaN and ±0 as in [#min].
    public void minRows(float[] x, int xo, int stride, int rows, int cols, float[] y, int yo) {
        System.arraycopy(x, xo, y, yo, cols);
        for (int i = 1; i < rows; i++) {
            minRow(x, xo + i * stride, cols, y, yo);
        }
    }

    void minRow(float[] x, int xo, int cols, float[] y, int yo) {
        for (int j = 0; j < cols; j++) {
            y[yo + j] = Math.min(y[yo + j], x[xo + j]);
        }
    }

    /// The product of each column, `y[j] = Πᵢ x[i][j]`, of a matrix whose rows stand `stride` apart, in `double` as in
    /// [#product].
    public static void productRows(float[] x, int xo, int stride, int rows, int cols, float[] y, int yo) {
        double[] products = STRIP_SCRATCH.get();
        for (int j = 0; j < cols; j += STRIP) {
            int width = Math.min(STRIP, cols - j);
            Arrays.fill(products, 0, width, 1);
            for (int i = 0; i < rows; i++) {
                int at = xo + i * stride + j;
                for (int k = 0; k < width; k++) {
                    products[k] *= x[at + k];
                }
            }
            for (int k = 0; k < width; k++) {
                y[yo + j + k] = (float) products[k];
            }
        }
    }
}
