package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.kernel.Binary;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastTest {

    @ParameterizedTest(name = "[{0}] with [{1}]")
    @CsvSource(delimiter = '|', value = {
        "'' | ''", "3 | ''", "5,3 | ''", "1 | 1,1", "1,1,1 | ''", // scalars
        "7 | 7", "5,3 | 5,3", "2,3,4,5 | 2,3,4,5", // equal
        "5,3 | 3", "2,5,3 | 3", "2,5,3 | 5,3", "2,5,3 | 1,5,3", // rows
        "5,3 | 5,1", "2,5,3 | 5,1", "2,5,3 | 2,1,1", "2,5,3 | 2,5,1", "2,3,4,5 | 2,3,1,1", // columns
        "5,1 | 1,3", "5,1 | 3", "5,1,1 | 1,4,3", "2,1,4,1 | 1,3,1,5", // outer
        "2,5,3 | 2,1,3", "2,3,4,5 | 2,1,4,5", "2,3,4,5 | 2,1,1,5", "2,3,4,5 | 1,3,1,5", "2,3,4,5 | 3,4,1", // middle
        "2,1,3 | 1,5,3", "4,1,3 | 2,1", "1,5 | 4,1,1,5", // each side gives an axis
        "1,3 | 1,1,3", "5,1,3 | 3", "1,5,1,3 | 5,3", "1,1,5 | 5,1", "3,1 | 3,1,1", // axes of size 1
        "0 | 1", "0 | ''", "0,3 | 3", "3,0 | 3,1", "1,0 | 3,1", "2,0,4 | 1,1,4", "0,1 | 1,0"}) // empty
    void apply_pattern_isTheNaiveResultFromBothSides(String left, String right) {
        var random = new SplittableRandom(left.hashCode() + 31L * right.hashCode());
        check(Naive.uniform(random, shape(left)), Naive.uniform(random, shape(right)));
        check(Naive.uniform(random, shape(right)), Naive.uniform(random, shape(left)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void apply_randomShapes_isTheNaiveResult(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var whole = Naive.shape(random, random.nextInt(5), random.nextInt(12) == 0 ? 0 : 1, 4);
            check(Naive.uniform(random, part(random, whole)), Naive.uniform(random, part(random, whole)));
        }
    }

    @ParameterizedTest(name = "[{0}] with [{1}]")
    @CsvSource(delimiter = '|', value = {"300007 | 300007", "300007 | 1", "631,507 | 507", "631,507 | 631,1",
        "631,1 | 1,507", "5,70001 | 70001", "100001,3 | 3", "100001,3 | 100001,1", "140,50,60 | 140,1,60",
        "140,50,60 | 50,1", "1,50,60 | 140,1,1", "20,1,30,1 | 1,20,1,30"})
    void apply_splitOverThreads_isTheNaiveResultOnAnyNumber(String left, String right) {
        var random = new SplittableRandom(7);
        var a = Naive.uniform(random, shape(left));
        var b = Naive.uniform(random, shape(right));
        var difference = difference(a, b);
        var reverse = difference(b, a);
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> read(Broadcast.apply("sub", Binary.SUB, a, b))))
                    .isEqualTo(difference);
            assertThat(Threads.limit(threads, () -> read(Broadcast.apply("sub", Binary.SUB, b, a)))).isEqualTo(reverse);
        }
    }

    /// Computes it within the scope.
    private static Tensor read(Tensor x) {
        x.data();
        return x;
    }

    /// In tests nearly all is computed later, elsewhere small results at once.
    private static void check(Tensor a, Tensor b) {
        var difference = difference(a, b);
        assertThat(Broadcast.apply("sub", Binary.SUB, a, b)).as("%s − %s", a.shape(), b.shape()).isEqualTo(difference);
        assertThat(Broadcast.now(Binary.SUB, a, b, difference.shape(), difference.shape().elements()))
                .as("%s − %s at once", a.shape(), b.shape()).isEqualTo(difference);
    }

    private static Tensor difference(Tensor a, Tensor b) {
        return Naive.tensor(a.shape().broadcast(b.shape()),
                index -> a.at(Naive.aligned(a.shape(), index)) - b.at(Naive.aligned(b.shape(), index)));
    }

    /// A shape that broadcasts to `whole`: some axes made 1, some in front left out.
    static Shape part(SplittableRandom random, Shape whole) {
        int skipped = random.nextInt(3) == 0 ? random.nextInt(whole.rank() + 1) : 0;
        int[] sizes = new int[whole.rank() - skipped];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = random.nextInt(3) == 0 ? 1 : whole.size(skipped + i);
        }
        return Shape.of(sizes);
    }

    private static Shape shape(String sizes) {
        return Shape.of(Pattern.compile("\\d+").matcher(sizes).results().mapToInt(m -> Integer.parseInt(m.group()))
                .toArray());
    }
}
