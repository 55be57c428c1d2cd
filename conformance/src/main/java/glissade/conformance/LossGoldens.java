package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.CrossEntropy;
import glissade.nn.Ctc;
import glissade.nn.Losses;
import glissade.nn.MarginLosses;
import glissade.nn.Reduction;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Family `losses`.
final class LossGoldens {

    private LossGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("mse_loss", LossGoldens::squared)
                .op("l1_loss", c -> Losses.absoluteError(prediction(c), fitting(c, "target"), reduction(c)))
                .op("smooth_l1_loss",
                        c -> Losses.smoothL1(prediction(c), fitting(c, "target"), c.number("beta", 1), reduction(c)))
                .op("huber_loss",
                        c -> Losses.huber(prediction(c), fitting(c, "target"), c.number("delta", 1), reduction(c)))
                .op("poisson_nll_loss", LossGoldens::poisson)
                .op("gaussian_nll_loss", LossGoldens::gaussian)
                .op("cross_entropy", LossGoldens::crossEntropy)
                .op("nll_loss", c -> classes(c).ofLogProbabilities(c.x(), c.indices("target")))
                .op("binary_cross_entropy",
                        c -> Losses.binaryCrossEntropy(c.x(), target(c), weight(c, "weight"), reduction(c)))
                .op("bce_with_logits", LossGoldens::ofLogits)
                .op("binary_cross_entropy_with_logits", LossGoldens::ofLogits)
                .op("kl_div", c -> c.args().flag("log_target", false)
                        ? Losses.klDivergenceOfLogs(c.x(), target(c), reduction(c))
                        : Losses.klDivergence(c.x(), target(c), reduction(c)))
                .op("hinge_embedding_loss",
                        c -> MarginLosses.hingeEmbedding(c.x(), c.tensor("target"), c.number("margin", 1),
                                reduction(c)))
                .op("cosine_embedding_loss", c -> MarginLosses.cosineEmbedding(c.variable("x1"), c.variable("x2"),
                        c.tensor("target"), c.number("margin", 0), reduction(c)))
                .op("margin_ranking_loss", c -> MarginLosses.ranking(c.variable("x1"), c.variable("x2"),
                        c.tensor("target"), c.number("margin", 0), reduction(c)))
                .op("soft_margin_loss", c -> MarginLosses.softMargin(c.x(), c.tensor("target"), reduction(c)))
                .op("multi_margin_loss", c -> MarginLosses.multiClass(c.x(), c.indices("target"), c.integer("p", 1),
                        c.number("margin", 1), weight(c, "weight"), reduction(c)))
                .op("multilabel_soft_margin_loss",
                        c -> MarginLosses.multiLabel(c.x(), c.tensor("target"), weight(c, "weight"), reduction(c)))
                .op("triplet_margin_loss", c -> {
                    return MarginLosses.triplet(c.variable("anchor"), c.variable("positive"), c.variable("negative"),
                            c.number("margin", 1), c.number("p", 2), c.number("eps", 1e-6),
                            c.args().flag("swap", false), reduction(c));
                })
                .op("ctc_loss_from_logits",
                        c -> new Ctc().blank(c.integer("blank", 0)).zeroInfinity(c.args().flag("zero_infinity", false))
                                .reduction(reduction(c)).of(c.variable("logits"), c.indices("targets"),
                                        c.indices("input_lengths").toArray(), c.indices("target_lengths").toArray()));
    }

    private static Variable target(Given c) {
        return c.variable("target");
    }

    /// The prediction in the shape in which PyTorch compares it with the target: that of both, broadcast. The library wants it so.
    private static Variable prediction(Given c) {
        return fitting(c, "x");
    }

    private static Variable fitting(Given c, String input) {
        Shape both = c.x().shape().broadcast(target(c).shape());
        Variable given = c.variable(input);
        return given.shape().equals(both) ? given : given.broadcastTo(both);
    }

    /// The library's mean of nothing is refused by one of the two, and NaN by the other.
    private static Variable squared(Given c) {
        Variable x = prediction(c);
        return reduction(c) == Reduction.MEAN && x.shape().elements() > 0
                ? Losses.meanSquaredError(x, fitting(c, "target"))
                : Losses.squaredError(x, fitting(c, "target"), reduction(c));
    }

    private static Variable ofLogits(Given c) {
        return Losses.binaryCrossEntropyOfLogits(c.x(), target(c), weight(c, "weight"), weight(c, "pos_weight"),
                reduction(c));
    }

    /// A variance for each number, or one for all of the last axis, which may be missing.
    private static Variable variance(Given c) {
        Variable variance = c.variable("var");
        Shape shape = c.x().shape();
        Variable each = variance.shape().rank() == shape.rank() ? variance : variance.unsqueeze(-1);
        return each.shape().equals(shape) ? each : each.broadcastTo(shape);
    }

    private static Reduction reduction(Given c) {
        String name = c.args().text("reduction", "mean");
        return name.equals("batchmean") ? Reduction.BATCH_MEAN : Reduction.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Tensor weight(Given c, String name) {
        return c.has(name) ? c.tensor(name) : null;
    }

    private static CrossEntropy classes(Given c) {
        var loss = new CrossEntropy().labelSmoothing(c.args().number("label_smoothing", 0))
                .ignoring(c.integer("ignore_index", -100)).reduction(reduction(c));
        return c.has("weight") ? loss.weights(c.tensor("weight")) : loss;
    }

    private static Variable crossEntropy(Given c) {
        CrossEntropy loss = classes(c);
        return c.numbers("target").kind() == Numbers.Kind.INTEGER ? loss.of(c.x(), c.indices("target"))
                : loss.of(c.x(), target(c));
    }

    private static Variable poisson(Given c) {
        boolean isLog = c.args().flag("log_input", true);
        double eps = c.number("eps", 1e-8);
        Variable losses = isLog ? Losses.poissonFromLog(c.x(), target(c), Reduction.NONE)
                : Losses.poisson(c.x(), target(c), eps, Reduction.NONE);
        return reduction(c)
                .of(c.args().flag("full", false) ? losses.add(Losses.stirling(target(c))) : losses);
    }

    private static Variable gaussian(Given c) {
        Variable losses =
                Losses.gaussian(prediction(c), fitting(c, "target"), variance(c), c.number("eps", 1e-6),
                        Reduction.NONE);
        return reduction(c).of(c.args().flag("full", false) ? losses.add(StrictMath.log(2 * Math.PI) / 2) : losses);
    }
}
