package glissade.tensor;

import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.BatchOffsets;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Matmul;
import glissade.tensor.kernel.Parallel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Shapes and batches of matrix products; the arithmetic is the kernels'.
final class Matrices {

    /// Multiply-adds a task takes where there are many small products.
    private static final long WORK = 1L << 21;

    private Matrices() {
    }

    static Tensor multiply(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        Shape left = a.shape();
        Shape right = b.shape();
        Shape result = shape(left, right, transposeA, transposeB);
        int m = rows(left, transposeA);
        int k = columns(left, transposeA);
        int n = right.rank() == 1 ? 1 : columns(right, transposeB);
        Shape batchA = batch(left);
        Shape batchB = batch(right);
        float[] x = a.data();
        float[] y = b.data();
        float[] c = Pool.take(result);
        Matmul kernel = Kernels.active().matmul();
        int matrices = m * n == 0 ? 0 : c.length / (m * n);
        if (batchB.elements() == 1 && !transposeA) {
            // one matrix on the right: all the rows of the left side are one tall matrix
            kernel.multiply(false, transposeB, matrices * m, n, k, x, 0, y, 0, null, 0, c, 0);
        } else if (matrices == 1) {
            kernel.multiply(transposeA, transposeB, m, n, k, x, 0, y, 0, null, 0, c, 0);
        } else {
            Shape batch = batchA.broadcast(batchB);
            int[] atA = BatchOffsets.of(batchA, batch, m * k);
            int[] atB = BatchOffsets.of(batchB, batch, k * n);
            int grain = (int) Math.max(1, WORK / Math.max(1, (long) m * n * k));
            Parallel.range(matrices, grain, (from, to) -> {
                for (int i = from; i < to; i++) {
                    kernel.multiply(transposeA, transposeB, m, n, k, x, atA[i], y, atB[i],
                            null, 0, c, i * m * n);
                }
            });
        }
        return new Tensor(result, c);
    }

    /// The shape of the product.
    static Shape shape(Shape left, Shape right, boolean transposeA, boolean transposeB) {
        if (left.rank() == 0 || right.rank() == 0) {
            throw ShapeException.of("matmul", "a single number is no matrix").operand("left", left)
                    .operand("right", right).fix("mul multiplies element by element");
        }
        if (left.rank() == 1 && transposeA || right.rank() == 1 && transposeB) {
            throw ShapeException.of("matmul", "a vector cannot be transposed").operand("left", left)
                    .operand("right", right).fix("leave the flag of the vector false, or reshape it to a matrix");
        }
        int inner = right.rank() == 1 ? right.size(0) : rows(right, transposeB);
        if (columns(left, transposeA) != inner) {
            throw mismatch(left, right, transposeA, transposeB, columns(left, transposeA), inner);
        }
        Shape batch = Shape.broadcastOrNull(batch(left), batch(right));
        if (batch == null) {
            throw Shape.mismatch("matmul", left, right, 3);
        }
        boolean hasRows = left.rank() > 1;
        boolean hasColumns = right.rank() > 1;
        int[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + (hasRows ? 1 : 0) + (hasColumns ? 1 : 0));
        int at = batch.rank();
        if (hasRows) {
            sizes[at++] = rows(left, transposeA);
        }
        if (hasColumns) {
            sizes[at] = columns(right, transposeB);
        }
        return Shape.own(sizes);
    }

    private static int rows(Shape matrix, boolean transposed) {
        return matrix.rank() == 1 ? 1 : matrix.size(transposed ? -1 : -2);
    }

    private static int columns(Shape matrix, boolean transposed) {
        return matrix.rank() == 1 ? matrix.size(0) : matrix.size(transposed ? -2 : -1);
    }

    static Tensor outer(Tensor a, Tensor b) {
        if (a.shape().rank() != 1 || b.shape().rank() != 1) {
            throw ShapeException.of("outer", "two vectors are needed").operand("left", a.shape())
                    .operand("right", b.shape()).fix("reshape(-1) makes a vector of any tensor");
        }
        return a.unsqueeze(1).mul(b);
    }

    static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        Shape input = x.shape();
        checkLinear(input, weight.shape(), bias);
        int in = weight.shape().size(1);
        int out = weight.shape().size(0);
        int rows = input.product(0, input.rank() - 1);
        float[] y = Pool.take(input.with(-1, out));
        Kernels.active().matmul().multiply(false, true, rows, out, in, x.data(), 0, weight.data(), 0,
                bias == null ? null : bias.data(), 0, y, 0);
        return new Tensor(input.with(-1, out), y);
    }

    private static void checkLinear(Shape input, Shape weight, @Nullable Tensor bias) {
        if (weight.rank() != 2) {
            throw ShapeException
                    .of("linear", "the weight has " + Shape.count(weight.rank(), "axis", "axes") + " instead of 2")
                    .operand("weight", weight).fix("its shape is [out, in]");
        }
        if (input.rank() == 0 || input.size(-1) != weight.size(1)) {
            String size =
                    input.rank() == 0 ? "the input is a single number" : "the input's last axis is " + input.size(-1);
            var error = ShapeException.of("linear", size + ", but this layer takes " + weight.size(1) + " features");
            if (input.rank() == 0) {
                error.operand("input", input);
            } else {
                error.operand("input", input, -1);
            }
            error.operand("weight", weight, 1);
            boolean flat = input.rank() > 1 && input.product(1, input.rank()) == weight.size(1);
            throw error.fix(flat ? "flatten the input first: reshape(" + input.size(0) + ", " + weight.size(1) + ")"
                    : input.rank() == 0 || input.size(-1) == 0 ? "give it rows of " + weight.size(1) + " features"
                    : "give it rows of " + weight.size(1) + " features, or build this layer for "
                            + input.size(-1));
        }
        if (bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
            throw ShapeException
                    .of("linear", "the bias does not have one number for each of " + weight.size(0) + " outputs")
                    .operand("weight", weight, 0).operand("bias", bias.shape())
                    .fix("its shape is [" + weight.size(0) + "]");
        }
    }

    private static ShapeException mismatch(Shape left, Shape right, boolean transposeA, boolean transposeB, int k,
            int inner) {
        var error = ShapeException.of("matmul", "the inner sizes " + k + " and " + inner + " differ")
                .operand(transposeA ? "left, transposed" : "left", left, transposeA ? -2 : -1)
                .operand(transposeB ? "right, transposed" : "right", right, right.rank() == 1 || transposeB ? -1 : -2);
        if (right.rank() > 1 && !transposeB && right.size(-1) == k) {
            return error.fix("transpose the right side");
        }
        if (left.rank() > 1 && !transposeA && left.size(-2) == inner) {
            return error.fix("transpose the left side");
        }
        return error.fix("the left side's columns must be as many as the right side's rows");
    }

    private static Shape batch(Shape shape) {
        int axes = Math.max(0, shape.rank() - 2);
        return Shape.own(Arrays.copyOf(shape.toArray(), axes));
    }
}
