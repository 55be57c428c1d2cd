package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Normalization;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A variable seen as rows that are normalised: the one operation behind all of [NormOps].
///
/// In [Variable#backward()] the gradient is one kernel. Where derivatives are recorded it is composed of operations that can be
/// differentiated again.
final class Normalizing {

    /// Elements a task normalises.
    private static final int GRAIN = 1 << 14;

    private final String op;
    private final Variable x;
    private final Normalization kernel;
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
        NormShapes.requireEps(op, eps);
        this.op = op;
        this.x = x;
        this.rows = rows;
        this.eps = eps;
        this.centred = centred;
        kernel = new Normalization(groups, channels, run, eps, centred);
        means = new double[rows];
        variances = new double[rows];
    }

    /// Weight and bias, one number a channel, broadcast to x.
    Variable apply(@Nullable Variable weight, @Nullable Variable bias) {
        Tensor value = normalized(weight, bias);
        Edge toX = x.pull(dy -> Mode.isRecording() ? composedGradient(weight == null ? dy : dy.mul(weight))
                : Variable.of(gradient(dy.data(), weight)));
        var edges = new ArrayList<Edge>(List.of(toX));
        if (weight != null) {
            edges.add(weight.pull(dy -> dy.mul(plain())));
        }
        if (bias != null) {
            edges.add(bias.pull(dy -> dy));
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
        float[] y = Allocation.floats(x.shape());
        inRows((from, to) -> kernel.forward(in, factors, shifts, y, means, variances, from, to));
        return TensorAccess.wrap(x.shape(), y);
    }

    private Tensor gradient(Tensor dy, @Nullable Variable weight) {
        float[] out = TensorAccess.array(dy);
        float[] in = TensorAccess.array(x.data());
        float[] factors = weight == null ? filled(1) : TensorAccess.array(weight.data());
        float[] dx = Allocation.floats(x.shape());
        inRows((from, to) -> kernel.gradient(out, in, factors, means, variances, dx, from, to));
        return TensorAccess.wrap(x.shape(), dx);
    }

    private float[] filled(float number) {
        float[] numbers = new float[kernel.parameters()];
        Arrays.fill(numbers, number);
        return numbers;
    }

    private void inRows(Parallel.RangeBody task) {
        if (kernel.columns() > 0) {
            Parallel.range(rows, Math.max(1, GRAIN / kernel.columns()), task);
        }
    }

    // --- composed, to be differentiated again

    /// The normalised elements without weight and bias.
    private Variable plain() {
        if (!Mode.isRecording()) {
            return Variable.of(normalized(null, null));
        }
        Variable deviations = deviations();
        return deviations.mul(scale(deviations)).reshape(x.shape());
    }

    private Variable deviations() {
        Variable matrix = x.reshape(rows, kernel.columns());
        return centred ? matrix.sub(matrix.mean(1).unsqueeze(1)) : matrix;
    }

    private Variable scale(Variable deviations) {
        return deviations.square().mean(1).unsqueeze(1).add(eps).sqrt().rdiv(1);
    }

    private Variable composedGradient(Variable g) {
        Variable matrix = g.reshape(rows, kernel.columns());
        Variable deviations = deviations();
        Variable scale = scale(deviations);
        Variable plain = deviations.mul(scale);
        Variable slope = matrix.mul(plain).mean(1).unsqueeze(1);
        Variable centredG = centred ? matrix.sub(matrix.mean(1).unsqueeze(1)) : matrix;
        return centredG.sub(plain.mul(slope)).mul(scale).reshape(x.shape());
    }
}
