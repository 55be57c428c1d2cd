package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatmulOpsTest {

    @Test
    void matmul_twoMatrices_isTheTextbooks() {
        var a = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        var b = Tensor.of(new float[][] {{5, 6}, {7, 8}});

        assertThat(a.matmul(b)).isEqualTo(Tensor.of(new float[][] {{19, 22}, {43, 50}}));
        assertThat(a.matmul(b, true, false)).isEqualTo(Tensor.of(new float[][] {{26, 30}, {38, 44}}));
        assertThat(a.matmul(b, false, true)).isEqualTo(Tensor.of(new float[][] {{17, 23}, {39, 53}}));
        assertThat(a.matmul(b, true, true)).isEqualTo(Tensor.of(new float[][] {{23, 31}, {34, 46}}));
    }

    @Test
    void matmul_vectors_areARowAndAColumn() {
        var matrix = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

        assertThat(Tensor.of(1, 2, 3).matmul(Tensor.of(4, 5, 6))).isEqualTo(Tensor.scalar(32));
        assertThat(matrix.matmul(Tensor.of(1, 0, -1))).isEqualTo(Tensor.of(-2, -2));
        assertThat(Tensor.of(1, -1).matmul(matrix)).isEqualTo(Tensor.of(-3, -3, -3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void matmul_allRanksBatchesAndFlags_areTheNaiveProduct(long seed) {
        var random = new SplittableRandom(seed);
        for (int ranks = 0; ranks < 16; ranks++) {
            int rankA = 1 + ranks / 4;
            int rankB = 1 + ranks % 4;
            for (int flags = 0; flags < 4; flags++) {
                boolean transposeA = (flags & 1) != 0;
                boolean transposeB = (flags & 2) != 0;
                if (rankA == 1 && transposeA || rankB == 1 && transposeB) {
                    continue;
                }
                int[] batch = {random.nextInt(1, 4), random.nextInt(1, 4)};
                int m = random.nextInt(1, 6);
                int k = random.nextInt(1, 6);
                int n = random.nextInt(1, 6);
                var a = operand(random, rankA, batch, k, transposeA ? k : m, transposeA ? m : k);
                var b = operand(random, rankB, batch, k, transposeB ? n : k, transposeB ? k : n);

                assertThat(a.matmul(b, transposeA, transposeB))
                        .as("%s %s · %s %s", a.shape(), transposeA, b.shape(), transposeB)
                        .isEqualTo(naive(a, b, transposeA, transposeB));
            }
        }
    }

    @ParameterizedTest(name = "[{0},{1}] · [{1},{2}]")
    @CsvSource({"0, 3, 2", "2, 0, 3", "2, 3, 0", "0, 0, 0", "0, 0, 2", "1, 0, 1"})
    void matmul_emptySizes_areZerosOrNothing(int m, int k, int n) {
        for (int flags = 0; flags < 4; flags++) {
            boolean transposeA = (flags & 1) != 0;
            boolean transposeB = (flags & 2) != 0;
            var a = transposeA ? Shape.of(k, m) : Shape.of(m, k);
            var b = transposeB ? Shape.of(n, k) : Shape.of(k, n);

            assertThat(Tensor.ones(a.toArray()).matmul(Tensor.ones(b.toArray()), transposeA, transposeB))
                    .isEqualTo(Tensor.zeros(m, n));
            assertThat(Tensor.zeros(batched(a, 4, 1)).matmul(Tensor.zeros(batched(b, 1, 5)), transposeA, transposeB))
                    .isEqualTo(Tensor.zeros(4, 5, m, n));
        }
        assertThat(Tensor.zeros(k).matmul(Tensor.zeros(k, n))).isEqualTo(Tensor.zeros(n));
        assertThat(Tensor.zeros(m, k).matmul(Tensor.zeros(k))).isEqualTo(Tensor.zeros(m));
        assertThat(Tensor.zeros(0).matmul(Tensor.zeros(0))).isEqualTo(Tensor.scalar(0));
    }

    @Test
    void matmul_emptyBatch_isEmpty() {
        assertThat(Tensor.zeros(0, 2, 3).matmul(Tensor.zeros(3, 4))).isEqualTo(Tensor.zeros(0, 2, 4));
        assertThat(Tensor.zeros(2, 3).matmul(Tensor.zeros(0, 3, 4))).isEqualTo(Tensor.zeros(0, 2, 4));
        assertThat(Tensor.zeros(0, 3, 2).matmul(Tensor.zeros(1, 3, 4), true, false)).isEqualTo(Tensor.zeros(0, 2, 4));
    }

    @Test
    void matmul_notANumber_reachesItsRowAlone() {
        var a = Tensor.of(new float[][] {{1, Float.NaN}, {1, 2}});

        assertThat(a.matmul(Tensor.ones(2, 2)))
                .isEqualTo(Tensor.of(new float[][] {{Float.NaN, Float.NaN}, {3, 3}}));
    }

    @ParameterizedTest(name = "[{0},{1},{2}] · [{3},{2},{4}]")
    @CsvSource({"1, 190, 300, 1, 170", "40, 64, 70, 1, 33", "1, 33, 270, 40, 65", "40, 65, 31, 40, 64",
        "2, 130, 300, 2, 130"})
    void matmul_large_hasTheSameBitsOnAnyNumberOfThreads(int batchA, int m, int k, int batchB, int n) {
        var random = new SplittableRandom(m);
        var a = Naive.uniform(random, Shape.of(batchA, m, k));
        var b = Naive.uniform(random, Shape.of(batchB, k, n));
        var one = Threads.limit(1, () -> a.matmul(b));
        for (int threads = 2; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> a.matmul(b))).isEqualTo(one);
        }
        assertThat(a.transpose().matmul(b, true, false)).isEqualTo(one);
        assertThat(a.matmul(b.transpose(), false, true)).isEqualTo(one);
        assertThat(a.transpose().matmul(b.transpose(), true, true)).isEqualTo(one);
        // each matrix of a batch has the bits that it has alone
        for (int i = 0; i < one.shape().size(0); i++) {
            var left = a.rows(Indices.of(batchA == 1 ? 0 : i)).squeeze(0);
            var right = b.rows(Indices.of(batchB == 1 ? 0 : i)).squeeze(0);
            assertThat(left.matmul(right)).isEqualTo(one.rows(Indices.of(i)).squeeze(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 7, 3", "64, 784, 10", "1, 300, 65"})
    void linear_anyInputRank_isTheProductPlusBias(int rows, int in, int out) {
        var random = new SplittableRandom(rows);
        var x = Naive.uniform(random, Shape.of(rows, in));
        var weight = Naive.uniform(random, Shape.of(out, in));
        var bias = Naive.uniform(random, Shape.of(out));
        var expected = x.matmul(weight, false, true).add(bias);

        assertThat(x.linear(weight, bias)).isEqualTo(expected);
        assertThat(x.reshape(1, rows, 1, in).linear(weight, bias)).isEqualTo(expected.reshape(1, rows, 1, out));
        assertThat(x.rows(Indices.of(0)).squeeze(0).linear(weight, bias))
                .isEqualTo(expected.rows(Indices.of(0)).squeeze(0));
    }

    @Test
    void linear_emptySizes_areTheBiasOrNothing() {
        assertThat(Tensor.zeros(0, 3).linear(Tensor.ones(2, 3), Tensor.of(1, 2))).isEqualTo(Tensor.zeros(0, 2));
        assertThat(Tensor.zeros(2, 0).linear(Tensor.zeros(2, 0), Tensor.of(1, 2)))
                .isEqualTo(Tensor.of(new float[][] {{1, 2}, {1, 2}}));
        assertThat(Tensor.ones(2, 3).linear(Tensor.zeros(0, 3), Tensor.of())).isEqualTo(Tensor.zeros(2, 0));
    }

    /// An operand with some of the batch's axes, or 1 instead; a vector has `inner` elements.
    private static Tensor operand(SplittableRandom random, int rank, int[] batch, int inner, int rows, int columns) {
        if (rank == 1) {
            return Naive.whole(random, Shape.of(inner));
        }
        int[] sizes = {batch[0], batch[1], rows, columns};
        for (int i = 0; i < 2; i++) {
            sizes[i] = random.nextInt(3) == 0 ? 1 : sizes[i];
        }
        return Naive.whole(random, Shape.of(Arrays.copyOfRange(sizes, 4 - rank, 4)));
    }

    private static int[] batched(Shape matrix, int... batch) {
        return IntStream.concat(Arrays.stream(batch), Arrays.stream(matrix.toArray())).toArray();
    }

    /// The product by its definition.
    private static Tensor naive(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        var left = matrices(a, 0, transposeA);
        var right = matrices(b, 1, transposeB);
        int[] batch = left.shape().with(-1, 1).with(-2, 1).broadcast(right.shape().with(-1, 1).with(-2, 1)).toArray();
        batch[batch.length - 2] = left.shape().size(-2);
        batch[batch.length - 1] = right.shape().size(-1);
        var shape = Shape.of(batch);
        var product = Naive.tensor(shape, index -> {
            double sum = 0;
            for (int p = 0; p < left.shape().size(-1); p++) {
                sum += left.at(element(left.shape(), index, index[index.length - 2], p))
                        * right.at(element(right.shape(), index, p, index[index.length - 1]));
            }
            return (float) sum;
        });
        boolean[] dropped = new boolean[shape.rank()];
        dropped[shape.rank() - 2] = a.shape().rank() == 1;
        dropped[shape.rank() - 1] = b.shape().rank() == 1;
        return product.reshape(shape.without(dropped));
    }

    /// A vector as a row or a column, matrices as they are or each transposed.
    private static Tensor matrices(Tensor x, int axis, boolean transposed) {
        if (x.shape().rank() == 1) {
            return x.unsqueeze(axis);
        }
        return transposed ? x.transpose() : x;
    }

    /// The index of an element of one of the operand's matrices, of the one that is used at `index` of the product.
    private static int[] element(Shape operand, int[] index, int row, int column) {
        int[] element = Naive.aligned(operand, index);
        element[element.length - 2] = row;
        element[element.length - 1] = column;
        return element;
    }
}
