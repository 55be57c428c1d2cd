package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    private static final Shape SIX = Shape.of(6);

    // exact values, computed by an independent program: they pin the bits for all time

    @Test
    void uniform_seed42_isPinned() {
        assertThat(RandomStream.of(42).uniform(SIX)).isEqualTo(Tensor.of(0x1.39d5ep-1f, 0x1.dfd524p-2f, 0x1.2bf5p-4f,
                0x1.5d0accp-2f, 0x1.f9b642p-1f, 0x1.4ee9bp-2f));
        assertThat(RandomStream.of(42).uniform(SIX, -2, 3)).isEqualTo(Tensor.of(0x1.1096bp+0f, 0x1.5f29b4p-2f,
                -0x1.a2437p+0f, -0x1.2eca04p-2f, 0x1.7823d2p+1f, -0x1.756f9p-2f));
    }

    @Test
    void normal_seed42_isPinned() {
        assertThat(RandomStream.of(42).normal(SIX)).isEqualTo(Tensor.of(0x1.25ee5p-2f, -0x1.42dc66p-4f, -0x1.73bf42p+0f,
                -0x1.a3f4a6p-2f, 0x1.1fc566p+1f, -0x1.caca1ep-2f));
        assertThat(RandomStream.of(42).normal(SIX, 1, 0.5)).isEqualTo(Tensor.of(0x1.24bdcap+0f, 0x1.ebd23ap-1f,
                0x1.18817ap-2f, 0x1.9702d6p-1f, 0x1.0fe2b4p+1f, 0x1.8d4d78p-1f));
    }

    @Test
    void otherDraws_seed42_arePinned() {
        assertThat(RandomStream.of(42).bits()).isEqualTo(0x77f5493b_9ceaf053L);
        assertThat(RandomStream.of(42).permutation(10)).isEqualTo(Indices.of(7, 3, 8, 9, 1, 5, 2, 0, 4, 6));
        assertThat(RandomStream.of(42).bernoulli(SIX, 0.3))
                .isEqualTo(Mask.of(false, false, true, false, false, false));
    }

    @Test
    void split_ids_arePinned() {
        var root = RandomStream.of(42);

        assertThat(root.split("weight").stream()).isEqualTo(0x1b179a4fc114c73eL);
        assertThat(root.split(7).stream()).isEqualTo(0x189aca478414b1feL);
        assertThat(root.split("weight").split(3).stream()).isEqualTo(0xc60e01178efad193L);
        assertThat(root.split("weight").bits()).isEqualTo(0xd3502e54_f3f6f9beL);
    }

    /// The published values of FNV-1a, and one for UTF-8.
    @Test
    void hash_names_isFnv1a() {
        assertThat(RandomStream.hash("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(RandomStream.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(RandomStream.hash("foobar")).isEqualTo(0x85944171f73967e8L);
        assertThat(RandomStream.hash("gewicht_ü")).isEqualTo(0x1bcc60cb8f2367c0L);
    }

    // laws

    @Test
    void draws_inPieces_areTheWhole() {
        var whole = RandomStream.of(1).split("x");
        var pieces = whole.copy();

        float[] all = whole.normal(Shape.of(20_000)).toArray();

        float[] first = pieces.normal(Shape.of(3, 331)).toArray();
        float[] rest = pieces.normal(Shape.of(20_000 - 993)).toArray();
        assertThat(first).containsExactly(Arrays.copyOf(all, 993));
        assertThat(rest).containsExactly(Arrays.copyOfRange(all, 993, 20_000));
        assertThat(pieces.position()).isEqualTo(whole.position()).isEqualTo(20_000);
    }

    /// Fills long enough to be split over threads.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void fills_onAnyThreads_areTheLoop(int threads) {
        var shape = Shape.of(100_003);

        Threads.limit(threads, () -> {
            assertThat(RandomStream.of(3).uniform(shape)).isEqualTo(filled("uniform", shape));
            assertThat(RandomStream.of(3).normal(shape)).isEqualTo(filled("normal", shape));
        });
    }

    private static Tensor filled(String kind, Shape shape) {
        float[] out = new float[shape.elements()];
        if (kind.equals("uniform")) {
            RandomFill.uniform(3, 0, 0, out, 0, out.length);
        } else {
            RandomFill.normal(3, 0, 0, 0, 1, out, 0, out.length);
        }
        return Tensor.of(shape, out);
    }

    @Test
    void moveTo_earlierPosition_replays() {
        var rng = RandomStream.of(5);
        rng.uniform(Shape.of(11));
        long here = rng.position();
        var first = rng.normal(SIX);
        int below = rng.below(1000);

        rng.moveTo(here);

        assertThat(rng.normal(SIX)).isEqualTo(first);
        assertThat(rng.below(1000)).isEqualTo(below);
    }

    @Test
    void moveTo_forward_skips() {
        var drawn = RandomStream.of(5);
        drawn.uniform(Shape.of(13));
        var skipped = RandomStream.of(5);

        skipped.moveTo(13);

        assertThat(skipped.bits()).isEqualTo(drawn.bits());
    }

    @Test
    void split_afterDraws_isTheSameAndDrawsNothing() {
        var fresh = RandomStream.of(5);
        var used = RandomStream.of(5);
        used.uniform(Shape.of(13));

        assertThat(used.split("a").uniform(SIX)).isEqualTo(fresh.split("a").uniform(SIX));
        assertThat(used.split(9).uniform(SIX)).isEqualTo(fresh.split(9).uniform(SIX));
        assertThat(used.position()).isEqualTo(13);
    }

    @Test
    void split_namesNumbersAndNesting_areDistinct() {
        var root = RandomStream.of(5);

        assertThat(new RandomStream[] {root, root.split("3"), root.split(3), root.split("33"), root.split(""),
            root.split(0), root.split("3").split("3"), root.split("a").split("b"), root.split("b").split("a"),
            root.split("ab")})
                .extracting(RandomStream::stream).doesNotHaveDuplicates();
    }

    @Test
    void copy_drawing_leavesTheOriginal() {
        var rng = RandomStream.of(5).split("a");
        rng.bits();
        var copy = rng.copy();

        copy.uniform(SIX);

        assertThat(rng.position()).isEqualTo(2);
        assertThat(copy.position()).isEqualTo(8);
        assertThat(copy).hasToString("RandomStream[seed 5, stream " + Long.toHexString(rng.stream()) + ", position 8]");
    }

    @Test
    void words_used_areAsDocumented() {
        var rng = RandomStream.of(5);
        rng.uniform(Shape.of(2, 3));
        assertThat(rng.position()).isEqualTo(6);
        rng.normal(Shape.of(5));
        assertThat(rng.position()).isEqualTo(11);
        rng.bernoulli(Shape.of(4), 0.5);
        assertThat(rng.position()).isEqualTo(15);
        rng.bits();
        assertThat(rng.position()).isEqualTo(17);
        rng.below(1);
        assertThat(rng.position()).isEqualTo(18);
        rng.permutation(9);
        assertThat(rng.position()).isEqualTo(26);
        rng.uniform(Shape.of(0, 3));
        rng.permutation(1);
        rng.permutation(0);
        assertThat(rng.position()).isEqualTo(26);
    }

    /// 2³² mod 1,610,612,736 = 1,073,741,824: a quarter of the words is passed over, here 2 of 7.
    @Test
    void below_largeBound_passesBiasedWordsOver() {
        var rng = RandomStream.of(42);

        int[] drawn = new int[5];
        Arrays.setAll(drawn, _ -> rng.below(0x60000000));

        assertThat(drawn).containsExactly(117947968, 548995952, 1590832238, 526772446, 827703785);
        assertThat(rng.position()).isEqualTo(7);
    }

    @Test
    void permutation_anySize_holdsEachNumberOnce() {
        for (int n : new int[] {0, 1, 2, 100, 4098}) {
            int[] order = RandomStream.of(n).permutation(n).toArray();
            Arrays.sort(order);
            assertThat(order).containsExactly(Indices.range(0, n).toArray());
        }
    }

    @Test
    void bernoulli_certainty_isAllOrNone() {
        assertThat(RandomStream.of(1).bernoulli(Shape.of(1000), 0).count()).isZero();
        assertThat(RandomStream.of(1).bernoulli(Shape.of(1000), 1).count()).isEqualTo(1000);
    }

    @Test
    void draws_ofEachShape_haveIt() {
        var rng = RandomStream.of(1);
        for (var shape : new Shape[] {Shape.SCALAR, Shape.of(0), Shape.of(2, 0, 3), Shape.of(2, 3)}) {
            assertThat(rng.uniform(shape).shape()).isEqualTo(shape);
            assertThat(rng.uniform(shape, 1, 2).shape()).isEqualTo(shape);
            assertThat(rng.normal(shape).shape()).isEqualTo(shape);
            assertThat(rng.bernoulli(shape, 0.5).shape()).isEqualTo(shape);
        }
    }

    // statistics: with fixed seeds these either hold always or never

    private static final int MANY = 1 << 20;

    @Test
    void uniform_many_hasItsMeanStdAndEvenCells() {
        float[] x = RandomStream.of(2024).uniform(Shape.of(MANY)).toArray();

        int[] cells = new int[256];
        for (float each : x) {
            cells[(int) (each * 256)]++;
        }

        assertThat(mean(x)).isCloseTo(0.5, within(4 * Math.sqrt(1 / 12.0 / MANY)));
        assertThat(std(x)).isCloseTo(Math.sqrt(1 / 12.0), within(1e-3));
        // χ² of 255 degrees of freedom: mean 255, std 22.6
        assertThat(chiSquare(cells)).isBetween(165.0, 345.0);
    }

    @Test
    void normal_many_hasItsMomentsAndTails() {
        float[] x = RandomStream.of(2024).normal(Shape.of(MANY), 3, 2).toArray();

        double third = 0;
        double fourth = 0;
        int beyondThree = 0;
        for (float each : x) {
            double z = (each - 3.0) / 2;
            third += z * z * z / MANY;
            fourth += z * z * z * z / MANY;
            beyondThree += Math.abs(z) > 3 ? 1 : 0;
        }

        assertThat(mean(x)).isCloseTo(3, within(8e-3));
        assertThat(std(x)).isCloseTo(2, within(6e-3));
        assertThat(third).isCloseTo(0, within(0.01));
        assertThat(fourth).isCloseTo(3, within(0.04));
        assertThat(beyondThree / (double) MANY).isCloseTo(0.0026998, within(2e-4));
    }

    @Test
    void below_many_isEven() {
        var rng = RandomStream.of(2024);
        int[] cells = new int[10];
        for (int i = 0; i < 100_000; i++) {
            cells[rng.below(10)]++;
        }

        // χ² of 9 degrees of freedom: 0.1 % lie above 27.9
        assertThat(chiSquare(cells)).isLessThan(27.9);
    }

    @Test
    void below_shape_isOneNumberAfterTheOther() {
        var rng = RandomStream.of(3);
        var twin = RandomStream.of(3);

        Indices drawn = rng.below(Shape.of(2, 3), 1000);

        assertThat(drawn).isEqualTo(Indices.of(Shape.of(2, 3), twin.below(1000), twin.below(1000), twin.below(1000),
                twin.below(1000), twin.below(1000), twin.below(1000)));
        assertThat(rng.position()).isEqualTo(twin.position());
        assertThatThrownBy(() -> rng.below(Shape.of(0), 0)).hasMessage("bound is 0, must be at least 1");
    }

    @Test
    void categorical_many_areDrawnAsTheyWeigh() {
        // twice 1 : 2 : 0 : 3 : 4, whatever their sum
        Tensor weights = Tensor.of(new float[][] {{1, 2, 0, 3, 4}, {1e-30f, 2e-30f, 0, 3e-30f, 4e-30f}});
        int[] cells = new int[10];
        var rng = RandomStream.of(2024);
        for (int i = 0; i < 50_000; i++) {
            Indices drawn = rng.categorical(weights);
            cells[drawn.at(0)]++;
            cells[5 + drawn.at(1)]++;
        }

        assertThat(rng.position()).isEqualTo(100_000);
        for (int row = 0; row < 10; row += 5) {
            assertThat(cells[row + 2]).isZero();
            double chiSquare = 0;
            for (int i : new int[] {0, 1, 3, 4}) {
                double expected = 50_000 * weights.at(0, i) / 10.0;
                chiSquare += (cells[row + i] - expected) * (cells[row + i] - expected) / expected;
            }
            // χ² of 3 degrees of freedom: 0.1 % lie above 16.3
            assertThat(chiSquare).isLessThan(16.3);
        }
    }

    @Test
    void categorical_axesBeforeTheLast_stay() {
        Tensor certain = Tensor.oneHot(Indices.of(Shape.of(2, 3), 0, 3, 1, 2, 2, 0), 4);

        assertThat(RandomStream.of(1).categorical(certain.mul(7)))
                .isEqualTo(Indices.of(Shape.of(2, 3), 0, 3, 1, 2, 2, 0));
        assertThat(RandomStream.of(1).categorical(Tensor.of(0, 5))).isEqualTo(Indices.of(Shape.SCALAR, 1));
        assertThat(RandomStream.of(1).categorical(Tensor.of(0, Float.MAX_VALUE, 0)))
                .isEqualTo(Indices.of(Shape.SCALAR, 1));
        assertThat(RandomStream.of(1).categorical(Tensor.zeros(0, 4)).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void permutation_many_orderIsEven() {
        var rng = RandomStream.of(2024);
        int[] cells = new int[27];
        for (int i = 0; i < 60_000; i++) {
            var order = rng.permutation(3);
            cells[9 * order.at(0) + 3 * order.at(1) + order.at(2)]++;
        }

        int[] sixOrders = Arrays.stream(cells).filter(count -> count > 0).toArray();
        assertThat(sixOrders).hasSize(6);
        // χ² of 5 degrees of freedom: 0.1 % lie above 20.5
        assertThat(chiSquare(sixOrders)).isLessThan(20.5);
    }

    @Test
    void bernoulli_many_isTrueAsOftenAsAsked() {
        assertThat(RandomStream.of(2024).bernoulli(Shape.of(MANY), 0.1).count() / (double) MANY)
                .isCloseTo(0.1, within(1.2e-3));
    }

    /// Neighbours in every way that code makes them: seeds, numbers, names, a stream and its successor's words.
    @ParameterizedTest
    @ValueSource(strings = {"seeds", "numbers", "names", "nested", "shifted"})
    void streams_neighbours_areUncorrelated(String kind) {
        var a = RandomStream.of(7);
        var b = switch (kind) {
            case "seeds" -> RandomStream.of(8);
            case "numbers" -> a.split(1);
            case "names" -> a.split("weight");
            case "nested" -> a.split(0).split(0);
            default -> a.copy();
        };
        if (kind.equals("shifted")) {
            b.moveTo(1);
        }
        float[] x = a.uniform(Shape.of(MANY)).toArray();
        float[] y = b.uniform(Shape.of(MANY)).toArray();

        double product = 0;
        for (int i = 0; i < MANY; i++) {
            product += (x[i] - 0.5) * (y[i] - 0.5);
        }

        assertThat(product / MANY * 12).isCloseTo(0, within(4 / Math.sqrt(MANY)));
    }

    private static double mean(float[] x) {
        double sum = 0;
        for (float each : x) {
            sum += each;
        }
        return sum / x.length;
    }

    private static double std(float[] x) {
        double mean = mean(x);
        double sum = 0;
        for (float each : x) {
            sum += (each - mean) * (each - mean);
        }
        return Math.sqrt(sum / x.length);
    }

    private static double chiSquare(int[] cells) {
        double expected = Arrays.stream(cells).sum() / (double) cells.length;
        return Arrays.stream(cells).mapToDouble(count -> (count - expected) * (count - expected) / expected).sum();
    }

    // errors

    @Test
    void arguments_outOfRange_areRefused() {
        var rng = RandomStream.of(0);
        assertRefused(() -> rng.moveTo(-1), "position is -1, must be at least 0");
        assertRefused(() -> rng.below(0), "bound is 0, must be at least 1");
        assertRefused(() -> rng.permutation(-2), "n is -2, must be at least 0");
        assertRefused(() -> rng.bernoulli(SIX, 1.5), "probability is 1.5, must be from 0 to 1");
        assertRefused(() -> rng.bernoulli(SIX, Double.NaN), "probability is NaN, must be from 0 to 1");
        assertRefused(() -> rng.uniform(SIX, 2, 1), "low is 2.0, must be at most high, which is 1.0");
        assertRefused(() -> rng.uniform(SIX, Double.NaN, 1), "low is NaN, must be a finite float");
        assertRefused(() -> rng.uniform(SIX, 0, 1e39), "high is 1.0E39, must be a finite float");
        assertRefused(() -> rng.normal(SIX, 0, -1), "std is -1.0, must be at least 0");
        assertRefused(() -> rng.normal(SIX, Double.NEGATIVE_INFINITY, 1), "mean is -Infinity, must be a finite float");
        assertRefused(() -> rng.below(SIX, 0), "bound is 0, must be at least 1");
        assertRefused(() -> rng.categorical(Tensor.of(new float[][] {{1, 0}, {1, -1}})),
                "categorical: the weight -1.0, at"
                        + " [1, 1] of [2, 2], is no finite number of 0 or more; of logits take softmax(-1) first");
        assertRefused(() -> rng.categorical(Tensor.of(1, Float.NaN)), "categorical: the weight NaN, at"
                + " [1] of [2], is no finite number of 0 or more; of logits take softmax(-1) first");
        assertRefused(() -> rng.categorical(Tensor.of(new float[][] {{1, 0}, {0, 0}})),
                "categorical: row 1 of the weights [2, 2] leaves no choice, for all are 0");
        assertThatThrownBy(() -> rng.categorical(Tensor.scalar(1))).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("categorical: a single number leaves no choice");
        assertThat(rng.position()).isZero();
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void draws_atTheEndOfTheStream_areRefused() {
        var rng = RandomStream.of(0);
        rng.moveTo(Long.MAX_VALUE - 6);
        rng.uniform(SIX);

        assertThatThrownBy(() -> rng.uniform(SIX)).isInstanceOf(IllegalStateException.class).hasMessage(
                "RandomStream[seed 0, stream 0, position 9223372036854775807] has no 6 words left; split it to go on");
    }
}
