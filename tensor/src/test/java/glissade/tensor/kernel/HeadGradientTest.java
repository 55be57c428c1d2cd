package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadGradientTest {
    private static final int FEATURES = 24;
    private static final int VALUES = 40;

    /// A case, and all gradients it has.
    private record Case(HeadAttention attention, float[] q, float[] k, float[] v, float[] dy, float[] dw) {

        static Case of(int heads, int queries, int keys, boolean causal, boolean drops) {
            var random = RandomStream.of(heads + 10L * queries + 100_000L * keys);
            boolean[] kept = drops ? new boolean[heads * queries * keys] : null;
            if (kept != null) {
                var coin = new Random(3);
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = coin.nextInt(4) > 0;
                }
            }
            var attention = new HeadAttention(heads, queries, keys, FEATURES, VALUES, 0.2f,
                    new ScoreMask(causal, null, null, null), kept, 4f / 3);
            return new Case(attention, normal(random, heads, queries, FEATURES), normal(random, heads, keys, FEATURES),
                    normal(random, heads, keys, VALUES), normal(random, heads, queries, VALUES),
                    normal(random, heads, queries, keys));
        }

        private static float[] normal(RandomStream random, int... sizes) {
            return random.normal(Shape.of(sizes)).toArray();
        }

        private static Heads heads(float[] array, int heads, int rows, int size) {
            return Heads.broadcast(array, Shape.of(heads), Shape.of(heads), rows, size);
        }

        float[][] gradients(int threads) {
            return Threads.limit(threads, () -> {
                int heads = attention.heads();
                Heads queries = heads(q, heads, attention.queries(), FEATURES);
                Heads keys = heads(k, heads, attention.keys(), FEATURES);
                Heads values = heads(v, heads, attention.keys(), VALUES);
                float[] weights = new float[dw.length];
                Heads dys = heads(dy, heads, attention.queries(), VALUES);
                attention.forward(queries, keys, values, weights, dys.in(new float[dy.length]));
                float[][] all = {new float[q.length], new float[k.length], new float[v.length], new float[q.length],
                    new float[k.length]};
                attention.gradient(dys, queries, keys, values, weights, queries.in(all[0]), keys.in(all[1]),
                        values.in(all[2]));
                attention.weightsGradient(dw, queries, keys, weights, queries.in(all[3]), keys.in(all[4]));
                return all;
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 600, 300, false, false", "1, 260, 1100, false, true", "2, 1100, 301, true, true",
        "1, 1, 1, false, false", "1, 256, 1, false, true", "3, 257, 300, true, false"})
    void gradient_fewHeadsOnManyThreads_hasTheBitsOfOneThread(int heads, int queries, int keys, boolean causal,
            boolean drops) {
        var some = Case.of(heads, queries, keys, causal, drops);
        assertThat(some.gradients(4)).isEqualTo(some.gradients(1)).isEqualTo(some.gradients(2));
    }

    @ParameterizedTest
    @CsvSource({"1, 600, 300", "2, 40, 33"})
    void gradient_aSlopeAlongADirection_isThatOfTheOutput(int heads, int queries, int keys) {
        var some = Case.of(heads, queries, keys, false, true);
        float[][] all = some.gradients(4);
        checkSlope(some, all[0], some.q);
        checkSlope(some, all[1], some.k);
        checkSlope(some, all[2], some.v);
    }

    /// The slope of `Σ dy · y` as one input moves by steps of a direction.
    private static void checkSlope(Case some, float[] gradient, float[] input) {
        var coin = new Random(5);
        float[] start = input.clone();
        float[] direction = new float[input.length];
        double expected = 0;
        for (int i = 0; i < input.length; i++) {
            direction[i] = coin.nextInt(3) - 1;
            expected += (double) gradient[i] * direction[i];
        }
        double step = 1.0 / 256;
        double slope = (value(some, input, start, direction, step) - value(some, input, start, direction, -step))
                / (2 * step);
        System.arraycopy(start, 0, input, 0, start.length);
        // of the difference of two sums of floats two or three digits are left
        assertThat(slope).isCloseTo(expected, within(1e-2 * (1 + Math.abs(expected))));
    }

    private static double value(Case some, float[] input, float[] start, float[] direction, double step) {
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (start[i] + step * direction[i]);
        }
        HeadAttention attention = some.attention;
        float[] y = new float[some.dy.length];
        attention.forward(Case.heads(some.q, attention.heads(), attention.queries(), FEATURES),
                Case.heads(some.k, attention.heads(), attention.keys(), FEATURES),
                Case.heads(some.v, attention.heads(), attention.keys(), VALUES), null,
                Case.heads(y, attention.heads(), attention.queries(), VALUES));
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (double) some.dy[i] * y[i];
        }
        return sum;
    }
}
