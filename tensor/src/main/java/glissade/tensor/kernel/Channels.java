package glissade.tensor.kernel;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;

/// Numbers of which there is one for each channel, which is axis 1.
public final class Channels {

    private Channels() {
    }

    /// The shape under which one number, or a list with one for each channel, broadcasts to `x`.
    ///
    /// @throws ShapeException if the numbers are neither
    public static Shape view(String op, Shape x, String name, Shape numbers) {
        if (numbers.elements() == 1) {
            return Shape.SCALAR;
        }
        boolean channels = x.rank() >= 2;
        if (!channels || numbers.rank() != 1 || numbers.size(0) != x.size(1)) {
            var error = ShapeException.of(op, "the " + name + " is neither one number nor one for each channel");
            throw (channels ? error.operand("tensor", x, 1) : error.operand("tensor", x)).operand(name, numbers)
                    .fix(channels ? "give one number, or a list of " + x.size(1) : "give one number");
        }
        int[] sizes = new int[x.rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = x.size(1);
        return Shape.of(sizes);
    }
}
