package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twin of [Piecewise] against the definition, bit for bit; NaNs count as equal. Whole output arrays are compared, so
/// a write outside the range is seen too.
class PiecewiseTest {

    private static final float[] SPECIAL = {0.0f, -0.0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, 3, -3, 6, 1, -1, 89, -104, 1e-30f};

    /// A loop of one or two inputs.
    private interface Loop {
        void apply(float[] dy, int dyo, float[] x, int xo, float[] out, int oo, int n);
    }

    private static Map<String, Function<Piecewise, Loop>> loops() {
        Map<String, Function<Piecewise, Loop>> f = new LinkedHashMap<>();
        f.put("slopes", p -> (dy, dyo, x, xo, dx, dxo, n) -> p.slopes(0.2f, 3, dy, dyo, x, xo, dx, dxo, n));
        f.put("within", p -> (dy, dyo, x, xo, dx, dxo, n) -> p.within(-3, 6, 0.3f, dy, dyo, x, xo, dx, dxo, n));
        f.put("hardtanhGradient",
                p -> (dy, dyo, x, xo, dx, dxo, n) -> p.hardtanhGradient(-1, 1, dy, dyo, x, xo, dx, dxo, n));
        f.put("within, open above", p -> (dy, dyo, x, xo, dx, dxo, n) -> p.within(-1, Float.POSITIVE_INFINITY, 1, dy,
                dyo, x, xo, dx, dxo, n));
        f.put("elu", p -> (dy, dyo, x, xo, y, yo, n) -> p.elu(1.7f, 0.6f, 1.1f, x, xo, y, yo, n));
        f.put("eluGradient", p -> (dy, dyo, x, xo, dx, dxo, n) -> p.eluGradient(1.7f, 0.6f, 1.1f, dy, dyo, x, xo, dx,
                dxo, n));
        f.put("softplus", p -> (dy, dyo, x, xo, y, yo, n) -> p.softplus(0.7f, 5, x, xo, y, yo, n));
        f.put("softplusGradient", p -> (dy, dyo, x, xo, dx, dxo, n) -> p.softplusGradient(0.7f, 5, dy, dyo, x, xo, dx,
                dxo, n));
        f.put("hardsigmoid", p -> (dy, dyo, x, xo, y, yo, n) -> p.hardsigmoid(x, xo, y, yo, n));
        f.put("hardswish", p -> (dy, dyo, x, xo, y, yo, n) -> p.hardswish(x, xo, y, yo, n));
        f.put("hardswishGradient", p -> p::hardswishGradient);
        f.put("softsign", p -> (dy, dyo, x, xo, y, yo, n) -> p.softsign(x, xo, y, yo, n));
        f.put("softsignGradient", p -> p::softsignGradient);
        return f;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 33, 64, 100, 1023, 4098})
    void vectorTwin_anySize_sameBits(int n) {
        loops().forEach((name, loop) -> {
            for (int seed = 0; seed < 4; seed++) {
                var random = new SplittableRandom(31L * n + seed);
                float[] dy = draw(random, n + 20);
                float[] x = draw(random, n + 20);
                float[] expected = draw(random, n + 20);
                float[] actual = expected.clone();
                loop.apply(new Piecewise()).apply(dy, 3, x, 1, expected, 5, n);
                loop.apply(new VectorPiecewise()).apply(dy, 3, x, 1, actual, 5, n);
                assertSameBits(name + ", seed " + seed, expected, actual);
                loop.apply(new Piecewise()).apply(expected, 5, x, 1, expected, 5, n);
                loop.apply(new VectorPiecewise()).apply(actual, 5, x, 1, actual, 5, n);
                assertSameBits(name + ", dy in place, seed " + seed, expected, actual);
                loop.apply(new Piecewise()).apply(dy, 3, expected, 5, expected, 5, n);
                loop.apply(new VectorPiecewise()).apply(dy, 3, actual, 5, actual, 5, n);
                assertSameBits(name + ", x in place, seed " + seed, expected, actual);
            }
        });
    }

    private static float[] draw(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(4) > 0 ? (float) random.nextDouble(-10, 10) : SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return x;
    }

    private static void assertSameBits(String name, float[] expected, float[] actual) {
        assertThat(Arrays.mismatch(expected, actual)).as(name).isEqualTo(-1);
    }
}
