package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The errors of the elementary functions against the table in `docs/elementary-errors.md`. Its figures are those of the slow
/// tests, which say it whole if one has changed; the quick ones walk over a part of the same numbers.
class ElementaryErrorsTest {

    private static final Path TABLE = Path.of(System.getProperty("glissade.root", ".."), "docs/elementary-errors.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) +\\| +([0-9.]+) \\| .*");
    private static final int BLOCK = 1 << 14;
    private static final Elementary ELEMENTARY = Kernels.active().elementary();

    /// The largest error, in ulps of the result, and where it is.
    private record Worst(double ulps, String where) {
        static final Worst NONE = new Worst(0, "");

        Worst or(Worst other) {
            return other.ulps > ulps ? other : this;
        }

        String row(String name) {
            return String.format("| %s | %.3f | %s |", name, Math.ceil(ulps * 1000) / 1000, where);
        }
    }

    static Set<String> names() {
        return ElementaryLoops.functions().keySet();
    }

    static Set<String> gradients() {
        return ExactFunctions.slopes().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void function_every257thFloat_errorIsWithinTheTable(String name) throws IOException {
        Worst worst = walk(name, 0, 1L << 32, 257).or(edges(name));
        assertThat(worst.ulps()).as("%s at %s", name, worst.where()).isBetween(0.49, bound(name));
        assertThat(bound(name)).isLessThanOrEqualTo(2);
    }

    @Test
    void pow_aMillionPairs_errorIsWithinTheTable() throws IOException {
        Worst worst = powers(64);
        assertThat(worst.ulps()).as("pow at %s", worst.where()).isBetween(0.49, bound("pow"));
        assertThat(bound("pow")).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("slow")
    void function_everyFloat_errorIsThatOfTheTable(String name) throws IOException {
        assertThat(Files.readAllLines(TABLE)).contains(walk(name, 0, 1L << 32, 1).row(name));
    }

    /// So the table is that of the definition, too.
    @ParameterizedTest
    @MethodSource("names")
    @Tag("slow")
    void function_everyFloat_twinHasTheBitsOfTheDefinition(String name) {
        assertThat(blocks(0, 1L << 32, 1).parallel().filter(first -> !agree(name, floats(first, 1)))).isEmpty();
    }

    @Test
    @Tag("slow")
    void pow_manyPairs_errorIsThatOfTheTable() throws IOException {
        assertThat(Files.readAllLines(TABLE)).contains(powers(16_384).row("pow"));
    }

    /// A derivative has zeros, hence no bound in ulps: its error is compared with 1, the size of the largest slopes.
    @ParameterizedTest
    @MethodSource("gradients")
    void gradient_every2570thFloat_errorIsSmall(String name) {
        float[] dy = new float[BLOCK];
        Arrays.fill(dy, 1);
        DoubleUnaryOperator exact = ExactFunctions.slopes().get(name);
        double worst = blocks(0, 1L << 32, 2570).mapToDouble(first -> {
            float[] x = floats(first, 2570);
            float[] dx = new float[BLOCK];
            ElementaryLoops.ofTwo().get(name).apply(ELEMENTARY).apply(dy, 0, x, 0, dx, 0, BLOCK);
            double largest = 0;
            for (int i = 0; i < BLOCK; i++) {
                double error = Math.abs(dx[i] - exact.applyAsDouble(x[i]));
                largest = Math.max(largest, Float.isNaN(x[i]) && Float.isNaN(dx[i]) ? 0 : error); // keeps a NaN
            }
            return largest;
        }).max().orElseThrow();
        assertThat(worst).isBetween(0x1p-27, 0x1p-22);
    }

    private static double bound(String name) throws IOException {
        return Files.readAllLines(TABLE).stream().map(ROW::matcher).filter(Matcher::matches)
                .filter(row -> row.group(1).equals(name)).mapToDouble(row -> Double.parseDouble(row.group(2)))
                .findFirst().orElseThrow();
    }

    /// Every `step`-th bit pattern of a range, and perhaps some behind it.
    private static Worst walk(String name, long from, long to, int step) {
        return worst(blocks(from, to, step), first -> worst(name, floats(first, step)));
    }

    private static Worst worst(LongStream blocks, LongFunction<Worst> block) {
        return blocks.parallel().mapToObj(block).reduce(Worst.NONE, Worst::or);
    }

    private static LongStream blocks(long from, long to, int step) {
        long stride = (long) BLOCK * step;
        return LongStream.range(0, (to - from + stride - 1) / stride).map(i -> from + i * stride);
    }

    private static float[] floats(long first, int step) {
        float[] x = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            x[i] = Float.intBitsToFloat((int) (first + (long) i * step));
        }
        return x;
    }

    /// The numbers around every power of two.
    private static Worst edges(String name) {
        int[] ends = {0, 1, 2, 3, 0x3fffff, 0x400000, 0x400001, 0x7ffffe, 0x7fffff};
        float[] x = new float[512 * ends.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(i / ends.length << 23 | ends[i % ends.length]);
        }
        return worst(name, x);
    }

    private static Worst worst(String name, float[] x) {
        float[] y = new float[x.length];
        ElementaryLoops.functions().get(name).apply(ELEMENTARY).apply(x, 0, y, 0, x.length);
        DoubleUnaryOperator exact = ExactFunctions.functions().get(name);
        double largest = -1;
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            double ulps = error(y[i], exact.applyAsDouble(x[i]));
            if (ulps > largest) {
                largest = ulps;
                at = i;
            }
        }
        return new Worst(largest, Float.toHexString(x[at]));
    }

    private static boolean agree(String name, float[] x) {
        float[] y = new float[x.length];
        float[] defined = new float[x.length];
        Function<Elementary, Unary> function = ElementaryLoops.functions().get(name);
        function.apply(ELEMENTARY).apply(x, 0, y, 0, x.length);
        function.apply(new Elementary()).apply(x, 0, defined, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(defined[i])) {
                return false;
            }
        }
        return true;
    }

    /// Powers that are floats, of any positive base, half of them near 1.
    private static Worst powers(int blocks) {
        return worst(LongStream.range(0, blocks), seed -> {
            var random = new SplittableRandom(seed);
            float[] x = new float[BLOCK];
            float[] p = new float[BLOCK];
            float[] y = new float[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                x[i] = i % 2 == 0
                        ? Float.intBitsToFloat(random.nextInt(1, 0x7f800000))
                        : (float) (1 + random.nextDouble(-0.5, 1) * Math.scalb(1.0, -random.nextInt(24)));
                p[i] = (float) (random.nextDouble(-104, 89) / StrictMath.log(x[i]));
            }
            ELEMENTARY.pow(x, 0, p, 0, y, 0, BLOCK);
            Worst worst = Worst.NONE;
            for (int i = 0; i < BLOCK; i++) {
                double ulps = error(y[i], x[i] == 1 ? 1 : StrictMath.pow(x[i], p[i]));
                if (ulps > worst.ulps()) {
                    worst = new Worst(ulps, Float.toHexString(x[i]) + ", " + Float.toHexString(p[i]));
                }
            }
            return worst;
        });
    }

    private static double error(float actual, double expected) {
        float rounded = (float) expected;
        if (!Float.isFinite(actual) || !Float.isFinite(rounded) || actual == 0 && rounded == 0) {
            boolean same = Float.floatToIntBits(actual) == Float.floatToIntBits(rounded);
            return same ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - expected) / Math.ulp(rounded);
    }
}
