package glissade.conformance;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Averages;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;

/// Family `optim_more`: PyTorch's AveragedModel, with a parameter `a` and a buffer `buf`.
final class AverageGoldens {

    private AverageGoldens() {
    }

    static Ops ops() {
        return new Ops().results("averaged_model", c -> {
            Tensor a = c.tensor("a");
            Tensor buffer = c.tensor("buf");
            Param weight = Param.of(row(a, 0));
            Param statistic = Param.of(row(buffer, 0));
            // what is not averaged keeps its value of the moment
            Params averaged = c.args().flag("use_buffers", false) ? Params.of(weight, statistic) : Params.of(weight);
            Averages averages = averages(c.args().text("kind"), c.args(), averaged);
            var weights = new Trajectory();
            var statistics = new Trajectory();
            double[] counts = new double[a.shape().size(0)];
            for (int t = 0; t < counts.length; t++) {
                weight.set(row(a, t));
                statistic.set(row(buffer, t));
                averages.update();
                weights.add(averages.within(weight::value));
                statistics.add(averages.within(statistic::value));
                counts[t] = averages.updates();
            }
            return new Results().and("a", weights.numbers()).and("buf", statistics.numbers()).and("n_averaged",
                    Numbers.of(counts));
        });
    }

    private static Averages averages(String kind, Args args, Params params) {
        return switch (kind) {
            case "swa", "swa_multi" -> Averages.equal(params);
            case "ema", "ema_multi" -> Averages.exponential(params, args.number("decay", 0.999));
            default -> throw new Unsupported("kind " + kind);
        };
    }

    private static Tensor row(Tensor rows, int t) {
        return rows.rows(Indices.of(t)).squeeze(0);
    }
}
