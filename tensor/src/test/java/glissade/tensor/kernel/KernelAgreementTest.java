package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twins of [Arithmetic], [Elementary], [Reductions] and [Softmax] against the definitions, bit for bit; NaNs count as
/// equal. Whole output arrays are compared, so a write outside the range is seen too.
class KernelAgreementTest {

    private static final float[] SPECIAL = {0.0f, -0.0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE, -Float.MIN_VALUE, 0x1.8p-130f, -0x1.8p-130f, Float.MIN_NORMAL, Float.MAX_VALUE,
        -Float.MAX_VALUE, 88.8f, -88, -104, 0.625f, 1, -1, 0x1p-26f, -18, -17, 3,
        2.5f, 0x1p32f, 0x1.000002p32f, -0x1.8p90f, 0x1.921fb6p0f, 16.5f, -16.5f, 121, -121};
    private static final Elementary ELEMENTARY = new Elementary();
    private static final Elementary VECTOR_ELEMENTARY = new VectorElementary();
    private static final Reductions REDUCTIONS = new Reductions();
    private static final Reductions VECTOR_REDUCTIONS = new VectorReductions();
    private static final Softmax SOFTMAX = new Softmax();
    private static final Softmax VECTOR_SOFTMAX = new VectorSoftmax();

    /// How the numbers of a case are drawn.
    private enum Data {
        /// Around 0.
        ORDINARY,
        /// Any bit pattern.
        ANY_BITS,
        /// Around 0, some of them special.
        SPECIAL_MIXED,
        /// Around 0, some of them -∞: masked logits.
        MASKED;

        float[] draw(SplittableRandom random, int n) {
            float[] x = new float[n];
            for (int i = 0; i < n; i++) {
                float ordinary = (float) random.nextDouble(-20, 20);
                x[i] = switch (this) {
                    case ORDINARY -> ordinary;
                    case ANY_BITS -> Float.intBitsToFloat(random.nextInt());
                    case SPECIAL_MIXED -> random.nextInt(8) > 0 ? ordinary : SPECIAL[random.nextInt(SPECIAL.length)];
                    case MASKED -> random.nextInt(3) > 0 ? ordinary : Float.NEGATIVE_INFINITY;
                };
            }
            return x;
        }
    }

    /// A kernel of one output, run over the same arrays by both twins.
    private interface Kernel {
        void run(float[] a, float[] b, float[] out);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 100, 1023, 4098})
    void arithmetic_anySize_sameBits(int n) {
        Arithmetic definition = Arithmetic.definition();
        Arithmetic twin = VectorArithmetic.create();
        List.<Function<Arithmetic, Binary>>of(Arithmetic::add, Arithmetic::sub, Arithmetic::mul, Arithmetic::div,
                Arithmetic::max, Arithmetic::min).forEach(op -> {
                    Binary f = op.apply(definition);
                    Binary g = op.apply(twin);
                    String name = f.getClass().getSimpleName();
                    agree(name, n, (a, b, out) -> f.both(a, 3, b, 1, out, 5, n),
                            (a, b, out) -> g.both(a, 3, b, 1, out, 5, n));
                    agree(name + " right", n, (a, b, out) -> f.right(a, 3, b[0], out, 5, n),
                            (a, b, out) -> g.right(a, 3, b[0], out, 5, n));
                    agree(name + " left", n, (a, b, out) -> f.left(a[0], b, 1, out, 5, n),
                            (a, b, out) -> g.left(a[0], b, 1, out, 5, n));
                    agree(name + " in place", n, (a, b, out) -> f.both(out, 5, b, 1, out, 5, n),
                            (a, b, out) -> g.both(out, 5, b, 1, out, 5, n));
                });
        List.<Function<Arithmetic, Unary>>of(Arithmetic::neg, Arithmetic::abs, Arithmetic::square, Arithmetic::relu)
                .forEach(op -> agree("unary", n, (a, b, out) -> op.apply(definition).apply(a, 3, out, 5, n),
                        (a, b, out) -> op.apply(twin).apply(a, 3, out, 5, n)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 63, 64, 65, 100, 1023, 4096, 4098, 10000})
    void elementary_anySize_sameBits(int n) {
        ElementaryLoops.functions().forEach((name, loop) -> agree(name, n,
                (a, b, out) -> loop.apply(ELEMENTARY).apply(a, 3, out, 5, n),
                (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(a, 3, out, 5, n)));
        ElementaryLoops.ofTwo().forEach((name, loop) -> agree(name, n,
                (a, b, out) -> loop.apply(ELEMENTARY).apply(a, 3, b, 1, out, 5, n),
                (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(a, 3, b, 1, out, 5, n)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 31, 100})
    void elementary_inPlace_sameBits(int n) {
        ElementaryLoops.functions().forEach((name, loop) -> agree(name, n,
                (a, b, out) -> loop.apply(ELEMENTARY).apply(out, 5, out, 5, n),
                (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(out, 5, out, 5, n)));
        ElementaryLoops.ofTwo().forEach((name, loop) -> {
            agree(name, n, (a, b, out) -> loop.apply(ELEMENTARY).apply(out, 5, b, 1, out, 5, n),
                    (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(out, 5, b, 1, out, 5, n));
            agree(name, n, (a, b, out) -> loop.apply(ELEMENTARY).apply(a, 3, out, 5, out, 5, n),
                    (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(a, 3, out, 5, out, 5, n));
        });
    }

    @Test
    void elementary_everyBinade_sameBits() {
        float[] x = new float[1 << 18];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat((i << 14) + i % 16381);
        }
        ElementaryLoops.functions().forEach((name, loop) -> agree(name, x,
                (a, b, out) -> loop.apply(ELEMENTARY).apply(a, 0, out, 0, x.length),
                (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(a, 0, out, 0, x.length)));
        float[] dy = new float[x.length];
        Arrays.fill(dy, 1);
        ElementaryLoops.ofTwo().forEach((name, loop) -> agree(name, x,
                (a, b, out) -> loop.apply(ELEMENTARY).apply(dy, 0, a, 0, out, 0, x.length),
                (a, b, out) -> loop.apply(VECTOR_ELEMENTARY).apply(dy, 0, a, 0, out, 0, x.length)));
    }

    @Test
    void pow_allPairsOfSpecialNumbers_sameBits() {
        float[] one = {0.0f, 0.5f, 1, 1.5f, 2, 3, 0x1p23f, 0x1p24f, 0x1.000002p24f, Float.MIN_VALUE, Float.MIN_NORMAL,
            Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN, 0.99999994f, 1.0000001f, 8388607.5f};
        int n = 4 * one.length * one.length;
        float[] x = new float[n];
        float[] p = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i % 2 == 0 ? 1 : -1) * one[i / 4 % one.length];
            p[i] = (i / 2 % 2 == 0 ? 1 : -1) * one[i / 4 / one.length];
        }
        agree("pow", x, (a, b, out) -> ELEMENTARY.pow(a, 0, p, 0, out, 0, n),
                (a, b, out) -> VECTOR_ELEMENTARY.pow(a, 0, p, 0, out, 0, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 63, 64, 65, 100, 1023, 4096, 4098, 10000, 16384, 37000})
    void sums_anySize_sameBits(int n) {
        agree("sum", n, (a, b, out) -> store(REDUCTIONS.sum(a, 3, n), out),
                (a, b, out) -> store(VECTOR_REDUCTIONS.sum(a, 3, n), out));
        agree("sumOfSquaredDeviations", n,
                (a, b, out) -> store(REDUCTIONS.sumOfSquaredDeviations(a, 3, b[0], b[1], n), out),
                (a, b, out) -> store(VECTOR_REDUCTIONS.sumOfSquaredDeviations(a, 3, b[0], b[1], n), out));
        agree("sumOfSquares", n, (a, b, out) -> store(REDUCTIONS.sumOfSquares(a, 3, n), out),
                (a, b, out) -> store(VECTOR_REDUCTIONS.sumOfSquares(a, 3, n), out));
        agree("dot", n, (a, b, out) -> store(REDUCTIONS.dot(a, 3, b, 1, n), out),
                (a, b, out) -> store(VECTOR_REDUCTIONS.dot(a, 3, b, 1, n), out));
        agree("allFinite", n, (a, b, out) -> out[0] = REDUCTIONS.allFinite(a, 3, n) ? 1 : 0,
                (a, b, out) -> out[0] = VECTOR_REDUCTIONS.allFinite(a, 3, n) ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 13, 16, 31, 32, 33, 63, 64, 65, 100, 1023, 4096, 4098, 10000})
    void extremes_anySize_sameBits(int n) {
        agree("max", n, (a, b, out) -> out[0] = REDUCTIONS.max(a, 3, n),
                (a, b, out) -> out[0] = VECTOR_REDUCTIONS.max(a, 3, n));
        agree("min", n, (a, b, out) -> out[0] = REDUCTIONS.min(a, 3, n),
                (a, b, out) -> out[0] = VECTOR_REDUCTIONS.min(a, 3, n));
        agree("argMax", n, (a, b, out) -> out[0] = REDUCTIONS.argMax(a, 3, n),
                (a, b, out) -> out[0] = VECTOR_REDUCTIONS.argMax(a, 3, n));
        agree("argMin", n, (a, b, out) -> out[0] = REDUCTIONS.argMin(a, 3, n),
                (a, b, out) -> out[0] = VECTOR_REDUCTIONS.argMin(a, 3, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 10, 13, 16, 31, 33, 64, 65, 100, 1100})
    void columns_anySize_sameBits(int cols) {
        for (int rows : new int[] {0, 1, 7, 8, 13, 64, 1025}) {
            String name = rows + " rows";
            agree("sumRows " + name, rows * cols,
                    (a, b, out) -> REDUCTIONS.sumRows(a, 3, rows, cols, out, 5),
                    (a, b, out) -> VECTOR_REDUCTIONS.sumRows(a, 3, rows, cols, out, 5));
            int half = (cols + 1) / 2;
            agree("sumRows, stride, " + name, rows * cols,
                    (a, b, out) -> REDUCTIONS.sumRows(a, 3, cols, rows, half, out, 5),
                    (a, b, out) -> VECTOR_REDUCTIONS.sumRows(a, 3, cols, rows, half, out, 5));
            if (rows > 0) {
                agree("maxRows " + name, rows * cols,
                        (a, b, out) -> REDUCTIONS.maxRows(a, 3, cols, rows, half, out, 5),
                        (a, b, out) -> VECTOR_REDUCTIONS.maxRows(a, 3, cols, rows, half, out, 5));
                agree("minRows " + name, rows * cols,
                        (a, b, out) -> REDUCTIONS.minRows(a, 3, cols, rows, cols, out, 5),
                        (a, b, out) -> VECTOR_REDUCTIONS.minRows(a, 3, cols, rows, cols, out, 5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 10, 13, 16, 31, 33, 63, 64, 65, 100, 1023, 4098, 10000})
    void softmax_anySize_sameBits(int cols) {
        for (int rows : new int[] {0, 1, 5, 16, 64, 67}) {
            if (rows * cols > 100_000) {
                continue;
            }
            int n = rows * cols;
            int[] labels = new SplittableRandom(cols).ints(rows + 2, 0, cols).toArray();
            agree("softmax", n, (a, b, out) -> SOFTMAX.softmax(a, 3, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.softmax(a, 3, out, 5, rows, cols));
            agree("logSoftmax", n, (a, b, out) -> SOFTMAX.logSoftmax(a, 3, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.logSoftmax(a, 3, out, 5, rows, cols));
            agree("softmaxGradient", n, (a, b, out) -> SOFTMAX.softmaxGradient(a, 3, b, 1, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.softmaxGradient(a, 3, b, 1, out, 5, rows, cols));
            agree("logSoftmaxGradient", n, (a, b, out) -> SOFTMAX.logSoftmaxGradient(a, 3, b, 1, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.logSoftmaxGradient(a, 3, b, 1, out, 5, rows, cols));
            agree("crossEntropy", n, (a, b, out) -> SOFTMAX.crossEntropy(a, 3, labels, 2, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.crossEntropy(a, 3, labels, 2, out, 5, rows, cols));
            agree("crossEntropyGradient", n,
                    (a, b, out) -> SOFTMAX.crossEntropyGradient(a, 3, labels, 2, b, 1, out, 5, rows, cols),
                    (a, b, out) -> VECTOR_SOFTMAX.crossEntropyGradient(a, 3, labels, 2, b, 1, out, 5, rows, cols));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 100, 1023})
    void normLoops_anySize_sameBits(int n) {
        var twins = List.of(new NormLoops(), new VectorNormLoops());
        agree("centre", n, twins, (f, a, b, out) -> f.centre(a, 3, b[0], b[1], b[2], out, 5, n));
        agree("affine", n, twins, (f, a, b, out) -> f.affine(a, 3, b[0], b[1], b[2], b, a, 1, out, 5, n));
        agree("affine, one weight", n, twins,
                (f, a, b, out) -> f.affine(a, 3, b[0], b[1], b[2], b[3], b[4], out, 5, n));
        agree("weigh", n, twins, (f, a, b, out) -> f.weigh(a, 3, b, 1, out, 5, n));
        agree("weigh, one weight", n, twins, (f, a, b, out) -> f.weigh(a, 3, b[0], out, 5, n));
        agree("accumulate", n, twins, (f, a, b, out) -> f.accumulate(a, 3, a, 4, out, 5, b, 1, n));
        agree("pull", n, twins, (f, a, b, out) -> f.pull(a, 3, b[0], b[1], b[2], out, 5, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 100, 1023})
    void keep_anySize_sameBits(int n) {
        var stays = new boolean[n + 20];
        for (int i = 0; i < stays.length; i++) {
            stays[i] = i % 3 == 0;
        }
        agree("keep", n, (a, b, out) -> new Piecewise().keep(stays, 2, a, 3, out, 5, n),
                (a, b, out) -> new VectorPiecewise().keep(stays, 2, a, 3, out, 5, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 100, 1023, 2050})
    void adamLoop_anySize_sameBits(int n) {
        var numbers = new AdamLoop.Numbers(-1, 0.1f, 0.9f, 0.1f, 0.999f, 0.001f, 0.99f, 0.01f, 0, 1.5f, 1e-8f);
        for (int array = 0; array < 3; array++) {
            int shown = array;
            agree("adam", n, (a, b, out) -> moved(new AdamLoop(), a, b, out, n, numbers, shown),
                    (a, b, out) -> moved(new VectorAdamLoop(), a, b, out, n, numbers, shown));
        }
    }

    /// Moves copies, and shows the param, the means or the means of squares.
    private static void moved(AdamLoop loop, float[] a, float[] b, float[] out, int n, AdamLoop.Numbers numbers,
            int shown) {
        float[][] arrays = {a.clone(), b.clone(), a.clone()};
        loop.move(arrays[0], b, arrays[1], arrays[2], 3, 3 + n, numbers);
        System.arraycopy(arrays[shown], 0, out, 5, n + 3);
    }

    /// The same kernel of two twins.
    private interface Loop {
        void run(NormLoops loops, float[] a, float[] b, float[] out);
    }

    private static void agree(String name, int n, List<NormLoops> twins, Loop loop) {
        agree(name, n, (a, b, out) -> loop.run(twins.get(0), a, b.clone(), out),
                (a, b, out) -> loop.run(twins.get(1), a, b.clone(), out));
    }

    @Test
    void assertSameBits_lastBitOrZeroSignDiffers_isSeen() {
        assertThatThrownBy(() -> assertSameBits("x", new float[] {1}, new float[] {Math.nextUp(1f)}))
                .isInstanceOf(AssertionError.class).hasMessageContaining("x, at 0");
        assertThatThrownBy(() -> assertSameBits("x", new float[] {1, 0.0f}, new float[] {1, -0.0f}))
                .isInstanceOf(AssertionError.class).hasMessageContaining("x, at 1");
    }

    private static void store(double value, float[] out) {
        long bits = Double.doubleToLongBits(value);
        out[0] = bits >>> 42;
        out[1] = bits >>> 21 & 0x1fffff;
        out[2] = bits & 0x1fffff;
    }

    private static void agree(String name, int n, Kernel definition, Kernel twin) {
        for (Data data : Data.values()) {
            for (int seed = 0; seed < 3; seed++) {
                var random = new SplittableRandom(31L * n + seed);
                float[] a = data.draw(random, n + 20);
                float[] b = data.draw(random, n + 20);
                float[] expected = data.draw(random, Math.max(n, 1200) + 20);
                float[] actual = expected.clone();
                definition.run(a, b, expected);
                twin.run(a, b, actual);
                assertSameBits(name + ", " + n + " elements, " + data + ", seed " + seed, expected, actual);
            }
        }
    }

    private static void agree(String name, float[] x, Kernel definition, Kernel twin) {
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        definition.run(x, x, expected);
        twin.run(x, x, actual);
        assertSameBits(name, expected, actual);
    }

    private static void assertSameBits(String name, float[] expected, float[] actual) {
        int i = Arrays.mismatch(expected, actual); // compares as Float.equals does: by bits, NaNs equal
        assertThat(i).as("%s, at %d", name, i).isEqualTo(-1);
    }
}
