package glissade.conformance;

import glissade.autograd.Mode;
import glissade.nn.BatchNorm1d;
import glissade.nn.BatchNorm2d;
import glissade.nn.BatchNorm3d;
import glissade.nn.GroupNorm;
import glissade.nn.InstanceNorm;
import glissade.nn.Layer;
import glissade.nn.LayerNorm;
import glissade.nn.RmsNorm;
import glissade.nn.RunningStatistics;
import glissade.tensor.Shape;

/// Family `layers`: norms.
final class NormGoldens {

    private NormGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("layer_norm", c -> new LayerNorm(c.paramIfGiven("weight"), c.paramIfGiven("bias"),
                        Shape.of(c.integers("normalized_shape")), eps(c)).forward(c.x()))
                // PyTorch's default is the distance of 1 to the next number
                .op("rms_norm", c -> new RmsNorm(c.paramIfGiven("weight"),
                        Shape.of(c.args().integers("normalized_shape", c.x().shape().size(-1))),
                        c.number("eps", Math.ulp(1f))).forward(c.x()))
                .op("group_norm", c -> new GroupNorm(c.paramIfGiven("weight"), c.paramIfGiven("bias"),
                        c.integer("num_groups"), c.x().shape().size(1), eps(c)).forward(c.x()))
                .op("instance_norm", c -> new InstanceNorm(c.paramIfGiven("weight"), c.paramIfGiven("bias"),
                        c.x().shape().size(1), eps(c)).forward(c.x()))
                .results("batch_norm", NormGoldens::batchNorm)
                .results("batch_norm_steps", NormGoldens::batchNormSteps);
    }

    private static Results batchNorm(Given c) {
        var statistics = RunningStatistics.of(c.x().shape().size(1));
        statistics.replace(new RunningStatistics.Values(c.tensor("running_mean"), c.tensor("running_var"), 0));
        Layer layer = layer(c, c.x().shape(), statistics);
        boolean isTraining = c.args().flag("training", true);
        var y = isTraining ? layer.forward(c.x()) : Mode.atTest(() -> layer.forward(c.x()));
        return new Results().and("y", y).and("running_mean", statistics.values().mean())
                .and("running_var", statistics.values().variance());
    }

    private static Results batchNormSteps(Given c) {
        Shape shape = c.variable("x_eval").shape();
        var statistics = RunningStatistics.of(shape.size(1));
        Layer layer = layer(c, shape, statistics);
        var results = new Results();
        for (int step = 0; c.has("x" + step); step++) {
            results.and("y" + step, layer.forward(c.variable("x" + step)))
                    .and("running_mean" + step, statistics.values().mean())
                    .and("running_var" + step, statistics.values().variance());
        }
        return results.and("y_eval", Mode.atTest(() -> layer.forward(c.variable("x_eval"))));
    }

    private static Layer layer(Given c, Shape shape, RunningStatistics statistics) {
        var weight = c.paramIfGiven("weight");
        var bias = c.paramIfGiven("bias");
        var momentum = c.args().has("momentum") ? Double.valueOf(c.number("momentum")) : null;
        return switch (shape.rank()) {
            case 5 -> new BatchNorm3d(weight, bias, statistics, eps(c), momentum);
            case 4 -> new BatchNorm2d(weight, bias, statistics, eps(c), momentum);
            default -> new BatchNorm1d(weight, bias, statistics, eps(c), momentum);
        };
    }

    private static double eps(Given c) {
        return c.number("eps", 1e-5);
    }
}
