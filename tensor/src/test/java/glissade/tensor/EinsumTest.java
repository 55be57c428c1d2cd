package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {

    private static final Tensor A = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    private static final Tensor B = Tensor.of(new float[][] {{5, 6}, {7, 8}});

    @Test
    void einsum_knownProducts_areTheTextbooks() {
        assertThat(Tensor.einsum("ij,jk->ik", A, B)).isEqualTo(A.matmul(B));
        assertThat(Tensor.einsum("ij->ji", A)).isEqualTo(A.transpose());
        assertThat(Tensor.einsum("ii", A)).isEqualTo(Tensor.scalar(5));
        assertThat(Tensor.einsum("ii->i", A)).isEqualTo(Tensor.of(1, 4));
        assertThat(Tensor.einsum("ij->", A)).isEqualTo(Tensor.scalar(10));
        assertThat(Tensor.einsum("ij,ij->", A, B)).isEqualTo(Tensor.scalar(70));
        assertThat(Tensor.einsum("i,j->ij", Tensor.of(1, 2), Tensor.of(3, 4, 5)))
                .isEqualTo(Tensor.of(1, 2).outer(Tensor.of(3, 4, 5)))
                .isEqualTo(Tensor.of(new float[][] {{3, 4, 5}, {6, 8, 10}}));
        assertThat(Tensor.einsum(",->", Tensor.scalar(3), Tensor.scalar(4))).isEqualTo(Tensor.scalar(12));
        assertThat(Tensor.einsum("", Tensor.scalar(3))).isEqualTo(Tensor.scalar(3));
    }

    @Test
    void einsum_withoutArrow_hasLettersThatStandOnceInAlphabeticalOrder() {
        assertThat(Tensor.einsum("ij,jk", A, B)).isEqualTo(A.matmul(B));
        assertThat(Tensor.einsum("ba", A)).isEqualTo(A.transpose());
        assertThat(Tensor.einsum("aB", A)).isEqualTo(A.transpose());
        assertThat(Tensor.einsum("ij,ij", A, B)).isEqualTo(Tensor.scalar(70));
    }

    @Test
    void einsum_letters_areAllOfBothAlphabets() {
        assertThat(Tensor.einsum("aZ,Zz->az", A, B)).isEqualTo(A.matmul(B));
        assertThat(Tensor.einsum("Az->zA", A)).isEqualTo(A.transpose());
    }

    @Test
    void einsum_spaces_doNotCount() {
        assertThat(Tensor.einsum(" i j , jk -> i k ", A, B)).isEqualTo(A.matmul(B));
    }

    @Test
    void einsum_ellipsis_standsForAxesAlignedAtTheLast() {
        var random = new SplittableRandom(1);
        var batch = Naive.whole(random, Shape.of(4, 1, 3, 2));
        var other = Naive.whole(random, Shape.of(5, 2, 3));

        assertThat(Tensor.einsum("...ij,...jk->...ik", batch, other)).isEqualTo(batch.matmul(other));
        assertThat(Tensor.einsum("...ij,...jk", batch, other)).isEqualTo(batch.matmul(other));
        assertThat(Tensor.einsum("...ij,jk->ik...", other, batch.select(0, 0).squeeze(0)))
                .isEqualTo(other.matmul(batch.select(0, 0).squeeze(0)).permute(1, 2, 0));
        assertThat(Tensor.einsum("i...->...", other)).isEqualTo(other.sum(0));
        assertThat(Tensor.einsum("i...->...i", other)).isEqualTo(other.permute(1, 2, 0));
        assertThat(Tensor.einsum("...", other)).isEqualTo(other);
        // as in PyTorch, they are summed over if the result has none
        assertThat(Tensor.einsum("...i->i", other)).isEqualTo(other.sum(0, 1));
        assertThat(Tensor.einsum("ij...->ji...", A)).isEqualTo(A.transpose());
        assertThat(Tensor.einsum("ij->...ji", A)).isEqualTo(A.transpose());
        assertThat(Tensor.einsum("i...i", Tensor.range(12).reshape(2, 3, 2))).isEqualTo(Tensor.of(7, 11, 15));
    }

    @Test
    void einsum_axesOfSizeOne_areRepeated() {
        var row = Tensor.of(new float[][] {{1, 2, 3}});
        var column = Tensor.of(new float[][] {{10}, {20}});

        assertThat(Tensor.einsum("ij,ij->ij", row, column)).isEqualTo(row.mul(column));
        assertThat(Tensor.einsum("ij,ij->", row, column)).isEqualTo(Tensor.scalar(180));
        assertThat(Tensor.einsum("ij,ij->", row, Tensor.zeros(1, 3))).isEqualTo(Tensor.scalar(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void einsum_randomEquations_areTheNaiveSum(long seed) {
        var random = new SplittableRandom(seed);
        for (int trial = 0; trial < 300; trial++) {
            var sizes = new HashMap<Character, Integer>();
            for (char letter : "abcde".toCharArray()) {
                sizes.put(letter, random.nextInt(12) == 0 ? 0 : random.nextInt(1, 4));
            }
            String[] terms = new String[random.nextInt(1, 5)];
            Tensor[] operands = new Tensor[terms.length];
            for (int i = 0; i < terms.length; i++) {
                terms[i] = letters(random, random.nextInt(0, 5));
                int[] own = terms[i].chars().map(letter -> sizes.get((char) letter)).toArray();
                for (int axis = 0; axis < own.length; axis++) {
                    boolean once =
                            terms[i].indexOf(terms[i].charAt(axis)) == terms[i].lastIndexOf(terms[i].charAt(axis));
                    own[axis] = once && random.nextInt(8) == 0 ? 1 : own[axis];
                }
                operands[i] = Naive.whole(random, Shape.of(own));
            }
            String result = result(random, String.join("", terms));
            String equation = String.join(",", terms) + "->" + result;

            assertThat(Tensor.einsum(equation, operands).add(0)) // no −0
                    .as("%s %s", equation, Arrays.stream(operands).map(Tensor::shape).toList())
                    .isEqualTo(naive(terms, result, operands));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"ij,jk->ik", "ji,jk->ik", "ij,kj->ki", "bij,bjk->kbi", "bij,bij->b",
        "ij,kl->ijkl",
        "ijk->k", "ij,jk,ki->"})
    void einsum_large_hasTheSameBitsOnAnyNumberOfThreads(String equation) {
        var random = new SplittableRandom(3);
        String terms = equation.substring(0, equation.indexOf('-'));
        Tensor[] operands = Arrays.stream(terms.split(","))
                .map(term -> Naive.uniform(random, Shape.of(term.chars().map(letter -> 37).toArray())))
                .toArray(Tensor[]::new);
        var one = Threads.limit(1, () -> Tensor.einsum(equation, operands));

        for (int threads = 2; threads <= 3; threads++) {
            assertThat(Threads.limit(threads, () -> Tensor.einsum(equation, operands))).isEqualTo(one);
        }
    }

    @Test
    void outer_specialNumbers_areProducts() {
        float inf = Float.POSITIVE_INFINITY;

        assertThat(Tensor.of(-1, inf, Float.NaN).outer(Tensor.of(0, 2))).isEqualTo(
                Tensor.of(new float[][] {{-0f, -2}, {Float.NaN, inf}, {Float.NaN, Float.NaN}}));
        assertThat(Tensor.of().outer(Tensor.of(1, 2))).isEqualTo(Tensor.zeros(0, 2));
    }

    private static String letters(SplittableRandom random, int count) {
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + random.nextInt(5)));
        }
        return letters.toString();
    }

    /// Some of the letters, each once, in any order.
    private static String result(SplittableRandom random, String letters) {
        var result = new StringBuilder();
        for (char letter : letters.toCharArray()) {
            if (result.indexOf(String.valueOf(letter)) < 0 && random.nextInt(2) == 0) {
                result.insert(random.nextInt(result.length() + 1), letter);
            }
        }
        return result.toString();
    }

    /// The sum by its definition: over each index of all letters that the terms have.
    private static Tensor naive(String[] terms, String result, Tensor... operands) {
        var sizes = new HashMap<Character, Integer>();
        for (int i = 0; i < terms.length; i++) {
            for (int axis = 0; axis < terms[i].length(); axis++) {
                sizes.merge(terms[i].charAt(axis), operands[i].shape().size(axis),
                        (known, next) -> known == 1 ? next : known);
            }
        }
        var target = Shape.of(result.chars().map(letter -> sizes.get((char) letter)).toArray());
        double[] sums = new double[target.elements()];
        String letters = new StringBuilder(result).reverse() + String.join("", terms);
        String all = letters.chars().distinct().collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
        var indices = Shape.of(all.chars().map(letter -> sizes.get((char) letter)).toArray());
        for (int place = 0; place < indices.elements(); place++) {
            int[] index = Naive.index(indices, place);
            Map<Character, Integer> at = new HashMap<>();
            for (int i = 0; i < index.length; i++) {
                at.put(all.charAt(i), index[i]);
            }
            double product = 1;
            for (int i = 0; i < terms.length; i++) {
                int[] own = new int[terms[i].length()];
                for (int axis = 0; axis < own.length; axis++) {
                    own[axis] = operands[i].shape().size(axis) == 1 ? 0 : at.get(terms[i].charAt(axis));
                }
                product *= operands[i].at(own);
            }
            int to = 0;
            for (char letter : result.toCharArray()) {
                to = to * sizes.get(letter) + at.get(letter);
            }
            sums[to] += product;
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sums[i] + 0f;
        }
        return Tensor.of(target, values);
    }
}
