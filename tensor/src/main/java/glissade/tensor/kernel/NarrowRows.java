package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Narrow rows of a softmax: along such a row, ten classes say, most of a vector would be idle and wait for each step of the sum. So 64
/// rows are transposed into scratch and computed side by side, a row in each lane.
final class NarrowRows {

    /// Narrow rows computed together, a multiple of any vector's length.
    static final int BLOCK = 64;
    // In scratch: the terms, column after column, then each row's largest element, its sum and what its terms are
    // scaled by.
    static final int TOPS = Softmax.NARROW * BLOCK;
    static final int SUMS = TOPS + BLOCK;
    static final int FACTORS = SUMS + BLOCK;
    static final int SCRATCH = FACTORS + BLOCK;

    private NarrowRows() {
    }

    /// Fills `block`: the transposed `exp(x − top)`, each row's `top`, sum and 1 / sum.
    static void exps(float[] x, int xo, int count, int cols, float[] block) {
        for (int c = 0; c < cols; c++) {
            for (int r = c * BLOCK, k = xo + c; r < c * BLOCK + count; r++, k += cols) {
                block[r] = x[k];
            }
        }
        // The last vector may reach beyond the rows: what it computes there is never read.
        for (int r = 0; r < count; r += LENGTH) {
            FloatVector top = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int c = 0; c < cols; c++) {
                FloatVector v = fromArray(SPECIES, block, c * BLOCK + r);
                top = top.blend(v, v.compare(VectorOperators.GT, top));
            }
            top = top.add(0);
            top.intoArray(block, TOPS + r);
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int c = 0; c < cols; c++) {
                FloatVector v = fromArray(SPECIES, block, c * BLOCK + r);
                FloatVector e = VectorExponentials.expOfNegative(v.sub(top));
                e.intoArray(block, c * BLOCK + r);
                sum = sum.add(e);
            }
            sum.intoArray(block, SUMS + r);
            broadcast(SPECIES, 1).div(sum).intoArray(block, FACTORS + r);
        }
    }

    /// `y = terms · factors`, transposed back.
    static void storeScaled(float[] block, float[] y, int yo, int count, int cols) {
        for (int c = 0; c < cols; c++) {
            for (int r = 0, k = yo + c; r < count; r++, k += cols) {
                y[k] = block[c * BLOCK + r] * block[FACTORS + r];
            }
        }
    }
}
