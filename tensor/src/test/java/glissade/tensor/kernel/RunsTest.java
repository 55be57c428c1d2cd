package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {

    /// Each place is done once, with the offsets of its own index; also where tasks begin in the middle of several axes or of a run.
    @ParameterizedTest(name = "[{0}] and [{1}] in [{2}]")
    @CsvSource(delimiter = '|', value = {"'' | '' | ''", "1,1 | '' | 1,1", "2,3 | 3 | 2,3", "0,3 | 3 | 0,3",
        "3,0 | 1 | 3,0", "2,1,4,1 | 3,1,5 | 2,3,4,5", "2,3,1,5 | 4,5 | 2,3,4,5", "20,1,30,1 | 1,25,1,12 | 20,25,30,12",
        "6,1,7,1,9,1 | 1,5,1,8,1,17 | 6,5,7,8,9,17", "3,1 | 200001 | 3,200001", "300007 | 1 | 300007"})
    void spreadAndInOrder_anyShape_passEachPlaceOnce(String first, String second, String whole) {
        Shape shape = shape(whole);
        Shape[] parts = {shape(first), shape(second)};
        var runs = new Runs(shape, Runs.broadcast(parts[0], shape), Runs.broadcast(parts[1], shape));
        int[][] expected = new int[2][shape.elements()];
        for (int k = 0; k < 2; k++) {
            int own = k;
            Arrays.setAll(expected[k], place -> offset(place, parts[own], shape));
        }
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(Threads.limit(threads, () -> offsets(runs, shape, true))).isDeepEqualTo(expected);
        }
        assertThat(offsets(runs, shape, false)).isDeepEqualTo(expected);
    }

    /// What a walk says of each place; a place done twice has a sum.
    private static int[][] offsets(Runs runs, Shape shape, boolean spread) {
        int[][] found = new int[2][shape.elements()];
        Runs.Body body = (place, offsets, n) -> {
            for (int k = 0; k < 2; k++) {
                for (int i = 0; i < n; i++) {
                    found[k][place + i] += offsets[k] + i * runs.step(k);
                }
            }
        };
        if (spread) {
            runs.spread(body);
        } else {
            runs.inOrder(body);
        }
        return found;
    }

    /// Where the element stands in an array of shape `own` that is seen at a place of `whole`.
    private static int offset(int place, Shape own, Shape whole) {
        int offset = 0;
        int stride = 1;
        int rest = place;
        for (int fromEnd = 1; fromEnd <= own.rank(); fromEnd++) {
            offset += own.size(-fromEnd) == 1 ? 0 : rest % whole.size(-fromEnd) * stride;
            rest /= whole.size(-fromEnd);
            stride *= own.size(-fromEnd);
        }
        return offset;
    }

    private static Shape shape(String sizes) {
        return Shape.of(Pattern.compile("\\d+").matcher(sizes).results().mapToInt(m -> Integer.parseInt(m.group()))
                .toArray());
    }
}
