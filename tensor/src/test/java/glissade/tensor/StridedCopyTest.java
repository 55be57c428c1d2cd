package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StridedCopyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void run_randomBlocks_writeTheNaiveResultAndNothingElse(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            int rank = random.nextInt(5);
            // both arrays hold the axes in an order of their own, each with a gap after it
            int[] sizes = Naive.shape(random, rank, random.nextInt(9) == 0 ? 0 : 1, 4).toArray();
            int[] xSteps = steps(random, sizes);
            int[] ySteps = steps(random, sizes);
            int xStart = start(sizes, xSteps);
            int yStart = start(sizes, ySteps);
            for (int axis = 0; axis < rank; axis++) {
                xSteps[axis] = random.nextInt(5) == 0 ? 0 : xSteps[axis];
            }
            float[] x = Tensor.range(2 * xStart + 20_000).toArray();
            float[] y = new float[2 * yStart + 20_000];
            float[] expected = y.clone();
            Shape block = Shape.of(sizes);
            for (int place = 0; place < block.elements(); place++) {
                int[] index = Naive.index(block, place);
                expected[at(yStart, ySteps, index)] = x[at(xStart, xSteps, index)];
            }
            StridedCopy.run(sizes, x, xStart, xSteps, y, yStart, ySteps);

            assertThat(y).isEqualTo(expected);
        }
    }

    private static int[] steps(SplittableRandom random, int... sizes) {
        int[] steps = new int[sizes.length];
        int step = random.nextInt(1, 3);
        boolean[] used = new boolean[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int axis = random.nextInt(sizes.length);
            while (used[axis]) {
                axis = (axis + 1) % sizes.length;
            }
            used[axis] = true;
            steps[axis] = random.nextInt(4) == 0 ? -step : step;
            step *= sizes[axis] + random.nextInt(2);
            step = Math.max(1, step);
        }
        return steps;
    }

    /// Far enough into the array for steps back.
    private static int start(int[] sizes, int... steps) {
        int start = 3;
        for (int axis = 0; axis < sizes.length; axis++) {
            start += steps[axis] < 0 ? -steps[axis] * sizes[axis] : 0;
        }
        return start;
    }

    private static int at(int start, int[] steps, int... index) {
        int at = start;
        for (int axis = 0; axis < index.length; axis++) {
            at += steps[axis] * index[axis];
        }
        return at;
    }

    /// Sizes below, at and above those of tiles and tasks.
    @ParameterizedTest
    @CsvSource({"15, 17", "16, 16", "33, 7", "7, 33", "1, 100", "100, 1", "2, 70001", "70001, 2", "300, 301"})
    void transpose_sizesBesideTiles_isTheNaiveResult(int rows, int columns) {
        var x = Tensor.range(3 * rows * columns).reshape(3, rows, columns);
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(Threads.limit(threads, () -> x.transpose()))
                    .isEqualTo(Naive.tensor(Shape.of(3, columns, rows), i -> (i[0] * rows + i[2]) * columns + i[1]));
        }
        assertThat(x.transpose(0, 2).transpose(0, 2)).isEqualTo(x);
    }
}
