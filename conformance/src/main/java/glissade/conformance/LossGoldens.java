package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.CrossEntropy;
import glissade.nn.Ctc;
import glissade.nn.Losses;
import glissade.nn.MarginLosses;
import glissade.nn.Reduction;
import glissade.tensor.Tensor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Family `losses`.
final class LossGoldens {

    private LossGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("mse_loss", c -> reduction(c) == Reduction.MEAN ? Losses.meanSquaredError(c.x(), target(c))
                        : Losses.squaredError(c.x(), target(c), reduction(c)))
                .op("l1_loss", c -> Losses.absoluteError(c.x(), target(c), reduction(c)))
                .op("smooth_l1_loss", c -> Losses.smoothL1(c.x(), target(c), c.number("beta"), reduction(c)))
                .op("huber_loss", c -> Losses.huber(c.x(), target(c), c.number("delta"), reduction(c)))
                .op("poisson_nll_loss", LossGoldens::poisson)
                .op("gaussian_nll_loss", LossGoldens::gaussian)
                .op("cross_entropy", LossGoldens::crossEntropy)
                .op("nll_loss", c -> classes(c).ofLogProbabilities(c.x(), c.indices("target")))
                .op("binary_cross_entropy",
                        c -> Losses.binaryCrossEntropy(c.x(), target(c), weight(c, "weight"), reduction(c)))
                .op("bce_with_logits", c -> Losses.binaryCrossEntropyOfLogits(c.x(), target(c), weight(c, "weight"),
                        weight(c, "pos_weight"), reduction(c)))
                .op("kl_div", c -> c.args().flag("log_target", false)
                        ? Losses.klDivergenceOfLogs(c.x(), target(c), reduction(c))
                        : Losses.klDivergence(c.x(), target(c), reduction(c)))
                .op("hinge_embedding_loss",
                        c -> MarginLosses.hingeEmbedding(c.x(), c.tensor("target"), c.number("margin"), reduction(c)))
                .op("cosine_embedding_loss", c -> MarginLosses.cosineEmbedding(c.variable("x1"), c.variable("x2"),
                        c.tensor("target"), c.number("margin"), reduction(c)))
                .op("margin_ranking_loss", c -> MarginLosses.ranking(c.variable("x1"), c.variable("x2"),
                        c.tensor("target"), c.number("margin"), reduction(c)))
                .op("soft_margin_loss", c -> MarginLosses.softMargin(c.x(), c.tensor("target"), reduction(c)))
                .op("multi_margin_loss", c -> MarginLosses.multiClass(c.x(), c.indices("target"), c.integer("p"),
                        c.number("margin"), weight(c, "weight"), reduction(c)))
                .op("multilabel_soft_margin_loss",
                        c -> MarginLosses.multiLabel(c.x(), c.tensor("target"), weight(c, "weight"), reduction(c)))
                .op("triplet_margin_loss", c -> {
                    c.args().only("eps", 1e-6);
                    return MarginLosses.triplet(c.variable("anchor"), c.variable("positive"), c.variable("negative"),
                            c.number("margin"), c.number("p"), c.args().flag("swap", false), reduction(c));
                })
                .op("ctc_loss_from_logits",
                        c -> new Ctc().blank(c.integer("blank")).zeroInfinity(c.args().flag("zero_infinity", false))
                                .reduction(reduction(c)).of(c.variable("logits"), c.indices("targets"),
                                        c.indices("input_lengths").toArray(), c.indices("target_lengths").toArray()));
    }

    private static Variable target(Given c) {
        return c.variable("target");
    }

    private static Reduction reduction(Given c) {
        String name = c.args().text("reduction");
        return name.equals("batchmean") ? Reduction.BATCH_MEAN : Reduction.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Tensor weight(Given c, String name) {
        return c.has(name) ? c.tensor(name) : null;
    }

    private static CrossEntropy classes(Given c) {
        var loss = new CrossEntropy().labelSmoothing(c.args().number("label_smoothing", 0))
                .ignoring(c.integer("ignore_index")).reduction(reduction(c));
        return c.has("weight") ? loss.weights(c.tensor("weight")) : loss;
    }

    private static Variable crossEntropy(Given c) {
        CrossEntropy loss = classes(c);
        return c.numbers("target").kind() == Numbers.Kind.INTEGER ? loss.of(c.x(), c.indices("target"))
                : loss.of(c.x(), target(c));
    }

    private static Variable poisson(Given c) {
        boolean isLog = c.args().flag("log_input", true);
        double eps = c.number("eps");
        Variable losses = isLog ? Losses.poissonFromLog(c.x(), target(c), Reduction.NONE)
                : Losses.poisson(c.x(), target(c), eps, Reduction.NONE);
        return reduction(c)
                .of(c.args().flag("full", false) ? losses.add(Losses.stirling(target(c))) : losses);
    }

    private static Variable gaussian(Given c) {
        Variable losses =
                Losses.gaussian(c.x(), target(c), c.variable("var"), c.number("eps"), Reduction.NONE);
        return reduction(c).of(c.args().flag("full", false) ? losses.add(StrictMath.log(2 * Math.PI) / 2) : losses);
    }
}
