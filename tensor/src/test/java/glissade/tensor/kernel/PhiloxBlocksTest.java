package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twin of [PhiloxBlocks] against the definition.
class PhiloxBlocksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 13, 16, 31, 100, 1023})
    void blocks_anyNumber_areTheSameWords(int count) {
        // the last ones carry into the upper half of the counter, or wrap round
        for (long block : new long[] {0, 5, 0xFFFFFFF0L, -3}) {
            int[] expected = new int[4 * count + 5];
            int[] actual = new int[4 * count + 5];
            new PhiloxBlocks().blocks(0x123456789ABCDEFL, -77, block, count, expected, 3);
            new VectorPhiloxBlocks().blocks(0x123456789ABCDEFL, -77, block, count, actual, 3);
            assertThat(actual).isEqualTo(expected);
        }
    }
}
