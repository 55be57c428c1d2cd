package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.BatchRows;
import glissade.tensor.kernel.Normalization;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A variable seen as rows that are normalised: the one operation behind all of [NormOps].
///
/// In [Variable#backward()] the gradients of input, weight and bias are one walk over the rows. Where derivatives are recorded
/// they are composed of operations that can be differentiated again.
final class Normalizing {

    /// Elements a task normalises.
    private static final int GRAIN = 1 << 16;

    private final String op;
    private final Variable x;
    private final Normalization kernel;
    /// What walks over the rows if they go across the batch; null if they are contiguous.
    private final @Nullable BatchRows across;
    private final int rows;
    private final double eps;
    private final boolean centred;
    private final double[] means;
    private final double[] variances;

    /// @param rows how many rows the elements of x make
    /// @param groups after how many rows the channels begin anew
    /// @param channels the number of channels of a row
    /// @param run how many neighbours in a row belong to one channel
    Normalizing(String op, Variable x, int rows, int groups, int channels, int run, double eps, boolean centred) {
        this(op, x, rows, groups, channels, run, 0, eps, centred);
    }

    private Normalizing(String op, Variable x, int rows, int groups, int channels, int run, int batch, double eps,
            boolean centred) {
        NormShapes.requireEps(op, eps);
        this.op = op;
        this.x = x;
        this.rows = rows;
        this.eps = eps;
        this.centred = centred;
        kernel = new Normalization(groups, channels, run, eps, centred);
        across = batch == 0 ? null : new BatchRows(kernel, batch, rows, run / batch);
        means = new double[rows];
        variances = new double[rows];
    }

    /// The channels of `[batch, channels, …]` are the rows, each across the batch, which is not empty.
    static Normalizing acrossBatch(String op, Variable x, double eps) {
        int channels = x.shape().size(1);
        int batch = x.shape().size(0);
        return new Normalizing(op, x, channels, channels, 1, batch * x.shape().product(2, x.shape().rank()), batch, eps,
                true);
    }

    /// Weight and bias, one number a channel, broadcast to x.
    Variable apply(@Nullable Variable weight, @Nullable Variable bias) {
        Tensor value = normalized(weight, bias);
        boolean affine = weight != null && weight.isTracked() || bias != null && bias.isTracked();
        var together = new SharedPull(3, dy -> gradients(dy, weight, bias, affine));
        var edges = new ArrayList<Edge>(List.of(x.pullTidy(dy -> Mode.isRecording()
                ? composedGradient(weight == null ? dy : dy.mul(weight)) : together.part(dy, 0))));
        if (weight != null) {
            edges.add(weight.pullTidy(dy -> Mode.isRecording() ? dy.mul(plain()) : together.part(dy, 1)));
        }
        if (bias != null) {
            edges.add(bias.pullTidy(dy -> Mode.isRecording() ? dy : together.part(dy, 2)));
        }
        return Variable.record(op, value, edges.toArray(Edge[]::new));
    }

    /// The means of the rows, once applied.
    Tensor means() {
        return rounded(means);
    }

    /// The variances of the rows, with n below, once applied.
    Tensor variances() {
        return rounded(variances);
    }

    private static Tensor rounded(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return TensorAccess.wrap(Shape.of(floats.length), floats);
    }

    private Tensor normalized(@Nullable Variable weight, @Nullable Variable bias) {
        float[] in = TensorAccess.array(x.data());
        float[] factors = weight == null ? filled(1) : TensorAccess.array(weight.data());
        float[] shifts = bias == null ? filled(0) : TensorAccess.array(bias.data());
        float[] y = Pool.take(x.shape());
        if (kernel.columns() > 0) {
            Parallel.range(rows, Math.max(1, GRAIN / kernel.columns()), (from, to) -> {
                if (across == null) {
                    kernel.forward(in, factors, shifts, y, means, variances, from, to);
                } else {
                    across.forward(in, factors, shifts, y, means, variances, from, to);
                }
            });
        }
        return TensorAccess.wrap(x.shape(), y);
    }

    /// The gradients with respect to x, weight and bias; the last two only if `affine`.
    private @Nullable Tensor[] gradients(Tensor dy, @Nullable Variable weight, @Nullable Variable bias,
            boolean affine) {
        float[] out = TensorAccess.array(dy);
        float[] in = TensorAccess.array(x.data());
        float[] factors = weight == null ? null : TensorAccess.array(weight.data());
        float[] dx = Pool.take(x.shape());
        int blocks = kernel.columns() == 0 ? 0 : Math.ceilDiv(rows, kernel.blockRows());
        int parameters = kernel.parameters();
        float[] sums = affine ? Allocation.floats(Shape.of(blocks, 2 * parameters)) : null;
        Parallel.range(blocks, Math.max(1, GRAIN / (kernel.blockRows() * Math.max(1, kernel.columns()))),
                (from, to) -> {
                    for (int block = from; block < to; block++) {
                        if (across == null) {
                            kernel.gradient(out, in, factors, means, variances, sums, dx, rows, block);
                        } else {
                            across.gradient(out, in, factors, means, variances, sums, dx, block);
                        }
                    }
                });
        @Nullable Tensor[] all = {TensorAccess.wrap(x.shape(), dx), null, null};
        if (sums != null) {
            float[] weights = new float[parameters];
            float[] biases = new float[parameters];
            kernel.total(sums, blocks, weights, biases);
            all[1] = weight == null ? null : TensorAccess.wrap(weight.shape(), weights);
            all[2] = bias == null ? null : TensorAccess.wrap(bias.shape(), biases);
        }
        return all;
    }

    private float[] filled(float number) {
        float[] numbers = new float[kernel.parameters()];
        Arrays.fill(numbers, number);
        return numbers;
    }

    // --- composed, to be differentiated again

    /// The normalised elements without weight and bias.
    private Variable plain() {
        Variable deviations = deviations();
        return fromRows(deviations.mul(scale(deviations)));
    }

    private Variable deviations() {
        Variable matrix = toRows(x);
        return centred ? matrix.sub(matrix.mean(1).unsqueeze(1)) : matrix;
    }

    private Variable scale(Variable deviations) {
        return deviations.square().mean(1).unsqueeze(1).add(eps).sqrt().rdiv(1);
    }

    private Variable composedGradient(Variable g) {
        Variable matrix = toRows(g);
        Variable deviations = deviations();
        Variable scale = scale(deviations);
        Variable plain = deviations.mul(scale);
        Variable slope = matrix.mul(plain).mean(1).unsqueeze(1);
        Variable centredG = centred ? matrix.sub(matrix.mean(1).unsqueeze(1)) : matrix;
        return fromRows(centredG.sub(plain.mul(slope)).mul(scale));
    }

    private Variable toRows(Variable v) {
        return (across == null ? v : v.transpose(0, 1)).reshape(rows, kernel.columns());
    }

    private Variable fromRows(Variable matrix) {
        if (across == null) {
            return matrix.reshape(x.shape());
        }
        int[] sizes = x.shape().toArray();
        sizes[1] = sizes[0];
        sizes[0] = rows;
        return matrix.reshape(sizes).transpose(0, 1);
    }
}
