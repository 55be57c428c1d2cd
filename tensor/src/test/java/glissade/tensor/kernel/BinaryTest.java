package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryTest {

    private static final int N = 37;
    private static final Map<Binary, BinaryOperator<Float>> OPS = Map.of(Binary.ADD, (a, b) -> a + b,
            Binary.SUB, (a, b) -> a - b, Binary.MUL, (a, b) -> a * b, Binary.DIV, (a, b) -> a / b, Binary.MAX,
            Math::max, Binary.MIN, Math::min);

    /// An array with NaN, infinities and zeros of both signs among its numbers.
    private static float[] numbers(int seed) {
        float[] special = {0.0f, -0.0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1};
        float[] x = new float[N + 20];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 3 == 0 ? special[(i / 3 + seed) % special.length] : (i * seed % 17) - 8;
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "5, 5, 5", "3, 5, 5", "5, 3, 5", "3, 4, 5", "3, 3, 5"})
    void loops_anyOffsets_takeTheirRangeAlone(int ao, int bo, int co) {
        OPS.forEach((op, f) -> {
            float[] a = numbers(1);
            float[] b = numbers(2);
            float[] both = numbers(5);
            float[] right = both.clone();
            float[] left = both.clone();
            float[] expectedBoth = both.clone();
            float[] expectedRight = both.clone();
            float[] expectedLeft = both.clone();
            for (int i = 0; i < N; i++) {
                expectedBoth[co + i] = f.apply(a[ao + i], b[bo + i]);
                expectedRight[co + i] = f.apply(a[ao + i], 3f);
                expectedLeft[co + i] = f.apply(3f, b[bo + i]);
            }
            op.both(a, ao, b, bo, both, co, N);
            op.right(a, ao, 3, right, co, N);
            op.left(3, b, bo, left, co, N);
            assertThat(both).isEqualTo(expectedBoth);
            assertThat(right).isEqualTo(expectedRight);
            assertThat(left).isEqualTo(expectedLeft);
        });
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 3"})
    void both_resultInPlaceOfOneSide_readsBeforeItWrites(int same, int other) {
        OPS.forEach((op, f) -> {
            float[] a = numbers(1);
            float[] b = numbers(2);
            float[] expected = a.clone();
            float[] swapped = a.clone();
            for (int i = 0; i < N; i++) {
                expected[same + i] = f.apply(a[same + i], b[other + i]);
                swapped[same + i] = f.apply(b[other + i], a[same + i]);
            }
            float[] inPlaceOfB = a.clone();
            op.both(a, same, b, other, a, same, N);
            op.both(b, other, inPlaceOfB, same, inPlaceOfB, same, N);
            assertThat(a).isEqualTo(expected);
            assertThat(inPlaceOfB).isEqualTo(swapped);
        });
    }
}
