package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import java.util.Arrays;

/// Family `ops`: elements moved.
final class MovementGoldens {

    private MovementGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("reshape", c -> c.x().reshape(c.integers("shape")))
                .op("transpose", c -> c.x().transpose(c.integer("dim0"), c.integer("dim1")))
                .op("permute", c -> c.x().permute(c.integers("dims")))
                .op("expand", c -> c.x().broadcastTo(expanded(c)))
                .op("squeeze", MovementGoldens::squeeze)
                .op("unsqueeze", c -> c.x().unsqueeze(c.integer("dim")))
                .op("flatten", MovementGoldens::flatten);
    }

    /// The shape to expand to; −1 keeps a size.
    private static Shape expanded(Given c) {
        int[] sizes = c.integers("shape");
        Shape shape = c.x().shape();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] < 0 ? shape.size(i - sizes.length) : sizes[i];
        }
        return Shape.of(sizes);
    }

    /// An axis that is not of size 1 stays, in PyTorch.
    private static Variable squeeze(Given c) {
        Shape shape = c.x().shape();
        if (!c.args().has("dim")) {
            return c.x().reshape(Arrays.stream(shape.toArray()).filter(size -> size != 1).toArray());
        }
        int axis = c.integer("dim");
        return shape.size(axis) == 1 ? c.x().squeeze(axis) : c.x();
    }

    private static Variable flatten(Given c) {
        c.args().only("end_dim", -1).only("start_dim", c.integer("start_dim") <= 1 && c.integer("start_dim") >= 0);
        return c.integer("start_dim") == 0 ? c.x().reshape(-1) : c.x().flatten();
    }
}
