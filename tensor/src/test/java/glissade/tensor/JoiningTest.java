package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoiningTest {

    @Test
    void cat_axis_putsOneAfterTheOther() {
        var a = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        var b = Tensor.of(new float[][] {{5, 6}});

        assertThat(Tensor.cat(0, a, b)).isEqualTo(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
        assertThat(Tensor.cat(-1, a, b.transpose(), a))
                .isEqualTo(Tensor.of(new float[][] {{1, 2, 5, 1, 2}, {3, 4, 6, 3, 4}}));
        assertThat(Tensor.cat(0, List.of(a))).isEqualTo(a);
        assertThat(Tensor.cat(0, Tensor.zeros(0, 2), a, Tensor.zeros(0, 2))).isEqualTo(a);
        assertThat(Tensor.cat(1, Tensor.zeros(0, 2), Tensor.zeros(0, 3)).shape()).isEqualTo(Shape.of(0, 5));
        assertThat(Tensor.cat(0, Tensor.zeros(2, 0), Tensor.zeros(3, 0)).shape()).isEqualTo(Shape.of(5, 0));
    }

    @Test
    void stack_axis_isNewAndPutsOneAfterTheOther() {
        var a = Tensor.of(1, 2, 3);
        var b = Tensor.of(4, 5, 6);

        assertThat(Tensor.stack(0, a, b)).isEqualTo(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}));
        assertThat(Tensor.stack(-1, List.of(a, b))).isEqualTo(Tensor.of(new float[][] {{1, 4}, {2, 5}, {3, 6}}));
        assertThat(Tensor.stack(-2, a, b)).isEqualTo(Tensor.stack(0, a, b));
        assertThat(Tensor.stack(0, Tensor.scalar(1), Tensor.scalar(2))).isEqualTo(Tensor.of(1, 2));
        assertThat(Tensor.stack(0, Tensor.zeros(0), Tensor.zeros(0)).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(Tensor.stack(1, Tensor.zeros(0), Tensor.zeros(0)).shape()).isEqualTo(Shape.of(0, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void catAndStack_randomShapes_areUndoneBySplitAndUnbind(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            var shape = Naive.shape(random, random.nextInt(1, 4), 1, 4);
            int axis = random.nextInt(-shape.rank(), shape.rank());
            int[] sizes = new int[random.nextInt(1, 5)];
            var pieces = new ArrayList<Tensor>();
            var equals = new ArrayList<Tensor>();
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] = random.nextInt(4);
                pieces.add(Naive.uniform(random, shape.with(axis, sizes[j])));
                equals.add(Naive.uniform(random, shape));
            }

            assertThat(Tensor.cat(axis, pieces).split(axis, sizes.clone())).isEqualTo(sizes.length > 1 ? pieces
                    : Tensor.cat(axis, pieces).split(axis, Math.max(1, sizes[0])));
            assertThat(Tensor.stack(axis, equals).unbind(axis)).isEqualTo(equals);
        }
    }

    @Test
    void split_size_isThatOfAllPiecesButTheLast() {
        var x = Tensor.range(5);

        assertThat(x.split(0, 2)).containsExactly(Tensor.of(0, 1), Tensor.of(2, 3), Tensor.of(4));
        assertThat(x.split(0, 5)).containsExactly(x);
        assertThat(x.split(-1, Integer.MAX_VALUE)).containsExactly(x);
        assertThat(Tensor.zeros(2, 0).split(1, 3)).containsExactly(Tensor.zeros(2, 0));
    }

    @Test
    void split_sizes_mayBeZero() {
        assertThat(Tensor.range(3).split(0, 0, 2, 0, 1))
                .containsExactly(Tensor.of(), Tensor.of(0, 1), Tensor.of(), Tensor.of(2));
        assertThat(Tensor.range(3).split(0, new int[] {3})).containsExactly(Tensor.range(3));
        assertThat(Tensor.zeros(0).split(0, new int[0])).isEmpty();
    }

    /// The sizes of PyTorch's `chunk`.
    @ParameterizedTest
    @CsvSource({"6,3,222", "5,2,32", "5,3,221", "5,4,221", "6,4,222", "3,7,111", "4,1,4", "0,3,000"})
    void chunk_axis_hasAtMostSoManyPieces(int size, int n, String sizes) {
        var chunks = Tensor.range(2 * size).reshape(size, 2).chunk(0, n);

        assertThat(chunks).extracting(chunk -> chunk.shape().size(0))
                .containsExactlyElementsOf(sizes.chars().mapToObj(digit -> digit - '0').toList());
        assertThat(Tensor.cat(0, chunks)).isEqualTo(Tensor.range(2 * size).reshape(size, 2));
    }

    @Test
    void unbind_emptyAxis_hasNoParts() {
        assertThat(Tensor.zeros(2, 0).unbind(1)).isEmpty();
        assertThat(Tensor.zeros(2, 0).unbind(0)).containsExactly(Tensor.zeros(0), Tensor.zeros(0));
        assertThat(Tensor.of(1, 2).unbind(0)).containsExactly(Tensor.scalar(1), Tensor.scalar(2));
    }
}
