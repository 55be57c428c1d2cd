package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.PadMode;
import glissade.tensor.Slice;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Family `ops`: elements moved.
final class MovementGoldens {

    private MovementGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("reshape", c -> c.x().reshape(c.integers("shape")))
                .op("transpose", c -> c.x().transpose(c.integer("dim0"), c.integer("dim1")))
                .op("permute", c -> c.x().permute(c.integers("dims")))
                .op("expand", c -> c.x().expand(c.integers("shape")))
                .op("squeeze", MovementGoldens::squeeze)
                .op("unsqueeze", c -> c.x().unsqueeze(c.integer("dim")))
                .op("flatten", c -> c.x().flatten(c.integer("start_dim"), c.integer("end_dim")))
                .op("repeat", c -> c.x().tile(c.integers("repeats")))
                .op("slice", c -> c.x().slice(slices(c)))
                .op("select", c -> c.x().select(c.integer("dim"), c.integer("index")))
                .op("narrow", c -> c.x().narrow(c.integer("dim"), c.integer("start"), c.integer("length")))
                .results("split", c -> numbered(c.args().json("sizes").isArray()
                        ? c.x().split(c.integer("dim"), c.integers("sizes"))
                        : c.x().split(c.integer("dim"), c.integer("sizes"))))
                .results("chunk", c -> numbered(c.x().chunk(c.integer("dim"), c.integer("chunks"))))
                .op("pad", MovementGoldens::pad)
                .op("flip", c -> c.x().flip(c.integers("dims")))
                .op("roll", MovementGoldens::roll)
                .op("tril", c -> c.x().tril(c.integer("diagonal")))
                .op("triu", c -> c.x().triu(c.integer("diagonal")))
                .op("diag", c -> c.x().shape().rank() == 1 ? c.x().diagEmbed(c.integer("diagonal"))
                        : c.x().diagonal(c.integer("diagonal")))
                .op("cat", c -> Variable.cat(c.integer("dim"), c.names().stream().map(c::variable).toList()))
                .op("stack", c -> Variable.stack(c.integer("dim"), c.names().stream().map(c::variable).toList()));
    }

    /// An axis that is not of size 1 stays, in PyTorch.
    private static Variable squeeze(Given c) {
        if (!c.args().has("dim")) {
            return c.x().squeeze();
        }
        int axis = c.integer("dim");
        return c.x().shape().size(axis) == 1 ? c.x().squeeze(axis) : c.x();
    }

    private static Slice[] slices(Given c) {
        return c.args().json("slices").values().stream()
                .map(slice -> slice(slice.path(0), slice.path(1), slice.path(2)))
                .toArray(Slice[]::new);
    }

    private static Slice slice(JsonNode start, JsonNode stop, JsonNode step) {
        Slice whole = start.isNull() ? stop.isNull() ? Slice.all() : Slice.to(stop.intValue())
                : stop.isNull() ? Slice.from(start.intValue()) : Slice.of(start.intValue(), stop.intValue());
        return step.isNull() ? whole : whole.step(step.intValue());
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
        double value = c.number("value");
        return switch (c.args().text("mode")) {
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
