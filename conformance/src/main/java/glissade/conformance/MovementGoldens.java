package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.PadMode;
import glissade.tensor.Shape;
import glissade.tensor.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Family `ops`: elements moved.
final class MovementGoldens {

    private MovementGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("reshape", c -> c.x().reshape(c.integers("shape")))
                .op("view", c -> c.x().reshape(c.integers("shape")))
                .op("ravel", c -> c.x().flatten())
                .op("t", c -> c.x().shape().rank() < 2 ? c.x() : c.x().transpose())
                .op("transpose", c -> transposed(c, "dim0", "dim1"))
                .op("swapaxes", c -> transposed(c, "axis0", "axis1"))
                .op("permute", c -> c.x().permute(c.integers("dims")))
                .op("expand", c -> c.x().expand(c.integers("shape")))
                .op("broadcast_to", c -> c.x().expand(c.integers("shape")))
                .op("squeeze", MovementGoldens::squeeze)
                .op("unsqueeze", c -> c.x().unsqueeze(c.integer("dim")))
                .op("flatten", c -> flattened(c))
                .op("unflatten", MovementGoldens::unflattened)
                .op("repeat", c -> c.x().tile(c.integers("repeats")))
                .op("tile", MovementGoldens::tiled)
                .op("repeat_interleave", c -> c.args().has("dim")
                        ? c.x().repeatInterleave(c.integer("dim"), c.integer("repeats"))
                        : c.x().flatten().repeatInterleave(0, c.integer("repeats")))
                .op("slice", c -> c.x().slice(slices(c)))
                .op("select", c -> c.x().select(c.integer("dim"), c.integer("index")))
                .op("narrow", c -> c.x().narrow(c.integer("dim"), c.integer("start"), c.integer("length")))
                .results("split", c -> numbered(c.args().json("sizes").isArray()
                        ? c.x().split(c.integer("dim", 0), c.integers("sizes"))
                        : c.x().split(c.integer("dim", 0), c.integer("sizes"))))
                .results("chunk", c -> numbered(c.x().chunk(c.integer("dim", 0), c.integer("chunks"))))
                .results("unbind", c -> numbered(c.x().unbind(c.integer("dim", 0))))
                .op("pad", MovementGoldens::pad)
                .op("flip", c -> c.integers("dims").length == 0 ? c.x() : c.x().flip(c.integers("dims")))
                .op("roll", MovementGoldens::roll)
                .op("tril", c -> c.x().tril(c.integer("diagonal", 0)))
                .op("triu", c -> c.x().triu(c.integer("diagonal", 0)))
                .op("diag", c -> c.x().shape().rank() == 1 ? c.x().diagEmbed(c.integer("diagonal", 0))
                        : c.x().diagonal(c.integer("diagonal", 0)))
                .op("diag_embed", c -> c.x().diagEmbed(c.integer("offset", 0)))
                .op("diagonal", MovementGoldens::diagonal)
                .op("cat", c -> Variable.cat(c.integer("dim", 0), c.numbered()))
                .op("vstack", c -> Variable.cat(0, c.numbered()))
                .op("hstack", c -> Variable.cat(1, c.numbered()))
                .op("stack", c -> Variable.stack(c.integer("dim", 0), c.numbered()));
    }

    /// Two axes change places; in PyTorch also one with itself, of a tensor that has no other.
    private static Variable transposed(Given c, String first, String second) {
        int a = c.integer(first);
        int b = c.integer(second);
        return c.x().shape().rank() < 2 ? c.x() : c.x().transpose(a, b);
    }

    private static Variable flattened(Given c) {
        int first = c.integer("start_dim", 0);
        int last = c.integer("end_dim", -1);
        return Listed.of(c.x()).flatten(first, last);
    }

    private static Variable unflattened(Given c) {
        Shape shape = c.x().shape();
        int axis = Math.floorMod(c.integer("dim"), shape.rank());
        IntStream sizes = IntStream.concat(Arrays.stream(shape.toArray(), 0, axis), Arrays.stream(c.integers("sizes")));
        return c.x().reshape(IntStream.concat(sizes, Arrays.stream(shape.toArray(), axis + 1, shape.rank())).toArray());
    }

    /// Like `repeat`, but counts that are missing in front are 1.
    private static Variable tiled(Given c) {
        int[] counts = c.integers("dims");
        int missing = Math.max(0, c.x().shape().rank() - counts.length);
        return c.x().tile(IntStream.concat(IntStream.generate(() -> 1).limit(missing), Arrays.stream(counts))
                .toArray());
    }

    /// The diagonal of the last two axes; other two are moved there.
    private static Variable diagonal(Given c) {
        int rank = c.x().shape().rank();
        int first = Math.floorMod(c.integer("dim1", 0), rank);
        int second = Math.floorMod(c.integer("dim2", 1), rank);
        IntStream others = IntStream.range(0, rank).filter(axis -> axis != first && axis != second);
        int[] order = IntStream.concat(others, IntStream.of(first, second)).toArray();
        return c.x().permute(order).diagonal(c.integer("offset", 0));
    }

    /// An axis that is not of size 1 stays, in PyTorch.
    private static Variable squeeze(Given c) {
        if (!c.args().has("dim")) {
            return c.x().squeeze();
        }
        Variable x = Listed.of(c.x());
        int[] axes = Arrays.stream(c.integers("dim")).filter(axis -> x.shape().size(axis) == 1).toArray();
        return axes.length == 0 ? c.x() : x.squeeze(axes);
    }

    private static Slice[] slices(Given c) {
        return c.args().json("slices").values().stream()
                .map(slice -> slice(slice.path(0), slice.path(1), slice.path(2)))
                .toArray(Slice[]::new);
    }

    private static Slice slice(JsonNode start, JsonNode stop, JsonNode step) {
        Slice whole = start.isNull() ? stop.isNull() ? Slice.all() : Slice.to(stop.intValue())
                : stop.isNull() ? Slice.from(start.intValue()) : Slice.of(start.intValue(), stop.intValue());
        return step.isNull() || step.isMissingNode() ? whole : whole.step(step.intValue());
    }

    private static Results numbered(List<Variable> pieces) {
        var results = new Results();
        for (int i = 0; i < pieces.size(); i++) {
            results.and(String.valueOf(i), pieces.get(i));
        }
        return results;
    }

    private static Variable pad(Given c) {
        int[] pads = c.integers("pad");
        double value = c.number("value", 0);
        return switch (c.args().text("mode", "constant")) {
            case "constant" -> c.x().padConstant(value, pads);
            case "reflect" -> c.x().pad(PadMode.REFLECT, pads);
            case "replicate" -> c.x().pad(PadMode.REPLICATE, pads);
            case "circular" -> c.x().pad(PadMode.CIRCULAR, pads);
            case String other -> throw new Unsupported("mode " + other);
        };
    }

    /// Without axes the elements roll as one list, in PyTorch.
    private static Variable roll(Given c) {
        int[] shifts = c.integers("shifts");
        if (!c.args().has("dims")) {
            return c.x().reshape(-1).roll(0, shifts[0]).reshape(c.x().shape());
        }
        int[] axes = c.integers("dims");
        Variable y = c.x();
        for (int i = 0; i < axes.length; i++) {
            y = y.roll(axes[i], shifts[i]);
        }
        return y;
    }
}
