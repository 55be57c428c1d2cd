package glissade.autograd;

import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What [NormOps] ask of shapes.
final class NormShapes {

    private NormShapes() {
    }

    /// The size of axis 1, after a look at weight and bias.
    static int channels(String op, Shape x, @Nullable Operand weight, @Nullable Operand bias) {
        if (x.rank() < 2) {
            throw ShapeException.of(op, "the input has no axis of channels").operand("input", x)
                    .fix("the input is [batch, channels, …]; unsqueeze(0) makes a batch of one sample");
        }
        Shape wanted = Shape.of(x.size(1));
        require(op, x, 1, "weight", weight, wanted);
        require(op, x, 1, "bias", bias, wanted);
        return x.size(1);
    }

    static void require(String op, Shape x, int axis, String name, @Nullable Operand given, Shape wanted) {
        if (given == null) {
            return;
        }
        Shape shape = Variable.of(given).shape();
        if (!shape.equals(wanted)) {
            throw ShapeException.of(op, "the " + name + " does not fit the input").operand("input", x, axis)
                    .operand(name, shape).fix("a " + name + " of shape " + wanted + " fits this input");
        }
    }

    static void requireEps(String op, double eps) {
        if (!(eps >= 0)) {
            throw new IllegalArgumentException(op + ": eps is " + eps + ", must be 0 or more");
        }
    }

    /// `[channels]` seen as `[channels, 1, …]` with one axis less than the input, beside whose axis 1 it then stands.
    static @Nullable Variable perChannelOrNone(@Nullable Operand given, int rank) {
        return given == null ? null : perChannel(Variable.of(given), rank);
    }

    static Variable perChannel(Variable given, int rank) {
        int[] sizes = new int[rank - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = given.shape().size(0);
        return given.reshape(sizes);
    }

    /// `x / max(‖x‖ₚ, eps)` along an axis.
    static Variable normalized(Variable x, double p, int axis, double eps) {
        return x.div(x.norm(p, axis).unsqueeze(x.shape().axis(axis)).maximum(Tensor.scalar(eps)));
    }

    /// Repeated along an axis, counted from the end, until it has a size there; what is not there yet is an axis of size 1.
    static Variable along(Variable x, int axis, int size) {
        int rank = x.shape().rank();
        if (-axis <= rank && x.shape().size(axis) == size) {
            return x;
        }
        int[] sizes = new int[Math.max(rank, -axis)];
        Arrays.fill(sizes, 1);
        System.arraycopy(x.shape().toArray(), 0, sizes, sizes.length - rank, rank);
        sizes[sizes.length + axis] = size;
        return x.broadcastTo(Shape.of(sizes));
    }
}
