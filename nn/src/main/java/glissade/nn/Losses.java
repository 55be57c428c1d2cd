package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What training makes small: a number that says how far predictions are from targets.
///
/// Here are the losses of regression, of probabilities and of plain classification; [CrossEntropy] has classification with weights,
/// smoothing and ignored labels, [MarginLosses] losses that ask for a distance, [Ctc] that of sequences without alignment. Without a
/// [Reduction] they are means. Prediction and target have one shape: a `[64, 1]` would broadcast with a `[64]`, and the loss would
/// be wrong without a word.
///
/// Gradients flow to the targets too, where they are tracked, so that one net can be another's target.
public final class Losses {

    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private Losses() {
    }

    /// The mean squared error: `Σ (x − t)² / n` over all n elements. `dx = 2 (x − t) / n · dy`, `dt = −dx`.
    ///
    /// Fused, since it stands at the end of every small regression: one operation instead of three.
    ///
    /// @throws ShapeException if the shapes differ, or n is 0
    public static Variable meanSquaredError(Variable prediction, Operand target) {
        Variable t = target("meanSquaredError", prediction, target);
        double n = prediction.shape().elements();
        if (n == 0) {
            throw ShapeException.of("meanSquaredError", "the mean over nothing is not a number")
                    .operand("prediction", prediction.shape()).fix("leave out empty batches");
        }
        Tensor value = prediction.value().sub(t.value()).square().mean();
        return Variable.record("meanSquaredError", value,
                prediction.pull(dy -> prediction.sub(t).mul(dy.mul(2 / n))),
                t.pull(dy -> t.sub(prediction).mul(dy.mul(2 / n))));
    }

    /// The squared error, `(x − t)²`, `dx = 2 (x − t) · dy`.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable squaredError(Variable prediction, Operand target, Reduction reduction) {
        return reduction.of(prediction.sub(target("squaredError", prediction, target)).square());
    }

    /// The mean absolute error (L1), `|x − t|`, `dx = sign(x − t) · dy / n`; 0 where they are equal.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable absoluteError(Variable prediction, Operand target) {
        return absoluteError(prediction, target, Reduction.MEAN);
    }

    /// [#absoluteError(Variable, Operand)] with another reduction.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable absoluteError(Variable prediction, Operand target, Reduction reduction) {
        return reduction.of(prediction.sub(target("absoluteError", prediction, target)).abs());
    }

    /// Squared near the target and linear far from it, so that outliers pull no harder than others: with `e = x − t`, `e² / 2` where
    /// `|e| ≤ delta`, else `delta · (|e| − delta / 2)`. `de = clamp(e, ±delta)`.
    ///
    /// Source: Huber, "Robust estimation of a location parameter", 1964.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if `delta` is not finite and greater than 0
    public static Variable huber(Variable prediction, Operand target, double delta, Reduction reduction) {
        Options.require(delta > 0 && Double.isFinite(delta), "huber", "delta", delta, "finite and greater than 0");
        Variable e = prediction.sub(target("huber", prediction, target));
        Variable near = e.clamp(-delta, delta);
        return reduction.of(near.mul(e.sub(near.mul(0.5))));
    }

    /// [#huber(Variable, Operand, double, Reduction)] with a `delta` of 1, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable huber(Variable prediction, Operand target) {
        return huber(prediction, target, 1, Reduction.MEAN);
    }

    /// [#huber(Variable, Operand, double, Reduction)] divided by its `delta`, here called `beta`: its slope far from the target is 1. A beta of 0 is the absolute error.
    ///
    /// Source: Girshick, "Fast R-CNN", ICCV 2015, equation 3.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if `beta` is negative or not finite
    public static Variable smoothL1(Variable prediction, Operand target, double beta, Reduction reduction) {
        Options.require(beta >= 0 && Double.isFinite(beta), "smoothL1", "beta", beta, "finite and 0 or more");
        return beta == 0 ? absoluteError(prediction, target, reduction)
                : huber(prediction, target, beta, reduction).div(beta);
    }

    /// [#smoothL1(Variable, Operand, double, Reduction)] with a `beta` of 1, as a mean: the same as [#huber(Variable, Operand)].
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable smoothL1(Variable prediction, Operand target) {
        return smoothL1(prediction, target, 1, Reduction.MEAN);
    }

    /// How surprising counts are under a Poisson distribution whose mean has the logarithm x, but for a term of the target alone:
    /// `eˣ − t·x`.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable poissonFromLog(Variable logMean, Operand count, Reduction reduction) {
        return reduction.of(logMean.exp().sub(target("poissonFromLog", logMean, count).mul(logMean)));
    }

    /// [#poissonFromLog(Variable, Operand, Reduction)] as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable poissonFromLog(Variable logMean, Operand count) {
        return poissonFromLog(logMean, count, Reduction.MEAN);
    }

    /// [#poissonFromLog] of the mean itself: `x − t · ln(x + eps)`.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable poisson(Variable mean, Operand count, double eps, Reduction reduction) {
        return reduction.of(mean.sub(target("poisson", mean, count).mul(mean.add(eps).log())));
    }

    /// [#poisson(Variable, Operand, double, Reduction)] with an `eps` of 1e-8, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable poisson(Variable mean, Operand count) {
        return poisson(mean, count, 1e-8, Reduction.MEAN);
    }

    /// Stirling's approximation of `ln t!`, the term that [#poissonFromLog] and [#poisson] leave out: `t ln t − t + ln(2πt) / 2` for
    /// counts above 1, else 0. Added to their losses it makes them comparable between targets.
    public static Variable stirling(Operand count) {
        Variable t = Variable.of(count);
        Mask large = t.value().greater(1);
        Variable safe = t.where(large, Variable.of(Tensor.scalar(1)));
        Variable log = safe.log();
        return safe.mul(log).sub(safe).add(log.add(LOG_TWO_PI).mul(0.5)).where(large,
                Variable.of(Tensor.scalar(0)));
    }

    /// How surprising targets are under normal distributions with these means and variances: `(ln v + (x − t)² / v) / 2`. A variance
    /// below `eps` counts as `eps`, but its gradient passes as if it did not. Add `ln(2π) / 2` for the whole density.
    ///
    /// Source: Nix and Weigend, "Estimating the mean and variance of the target probability distribution", 1994, equation 3.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if `eps` is not finite and greater than 0
    public static Variable gaussian(Variable mean, Operand target, Operand variance, double eps, Reduction reduction) {
        Options.require(eps > 0 && Double.isFinite(eps), "gaussian", "eps", eps, "finite and greater than 0");
        Variable t = target("gaussian", mean, target);
        Variable given = target("gaussian", mean, variance);
        Tensor raised = given.value().maximum(Tensor.scalar(eps));
        Variable v = given.add(raised.sub(given.value()));
        return reduction.of(v.log().add(mean.sub(t).square().div(v)).mul(0.5));
    }

    /// [#gaussian(Variable, Operand, Operand, double, Reduction)] with an `eps` of 1e-6, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable gaussian(Variable mean, Operand target, Operand variance) {
        return gaussian(mean, target, variance, 1e-6, Reduction.MEAN);
    }

    /// The mean over the batch of `−ln p` of the right class, where p is the softmax of the logits: the loss of
    /// classification. Shapes: logits `[N, C]`, labels `[N]` → a single number. `dx = (softmax(x) − onehot) / N · dy`.
    ///
    /// Fused: composed of softmax and log it would lose the logarithm of small probabilities, and take four passes.
    /// [CrossEntropy] has class weights, smoothing, ignored labels and other shapes.
    ///
    /// @throws ShapeException if logits are not `[N, C]` or labels not `[N]`, or N or C is 0
    /// @throws IllegalArgumentException if a label is not from 0 to C − 1
    public static Variable crossEntropy(Variable logits, Indices labels) {
        return FusedCrossEntropy.of(logits, labels);
    }

    /// Of two classes, the cross entropy between the probability x and the target's t: `−w · (t ln x + (1 − t) ln(1 − x))`, where
    /// logarithms are at least −100. `dx = w · (x − t) / max(x (1 − x), 1e-12) · dy`. [#binaryCrossEntropyOfLogits] is more exact.
    ///
    /// @param weight w, of a shape that broadcasts to the prediction's; null for 1
    /// @throws ShapeException if the shapes differ, or the weight's does not broadcast
    /// @throws IllegalArgumentException if a prediction is not from 0 to 1
    public static Variable binaryCrossEntropy(Variable probability, Operand target, @Nullable Tensor weight,
            Reduction reduction) {
        Variable t = target("binaryCrossEntropy", probability, target);
        requireWeight("binaryCrossEntropy", "weight", probability.shape(), weight);
        requireProbabilities(probability.value());
        Variable losses = binary(probability, t);
        return reduction.of(weight == null ? losses : losses.mul(weight));
    }

    /// [#binaryCrossEntropy(Variable, Operand, Tensor, Reduction)] without weights, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a prediction is not from 0 to 1
    public static Variable binaryCrossEntropy(Variable probability, Operand target) {
        return binaryCrossEntropy(probability, target, null, Reduction.MEAN);
    }

    /// An operation of its own, since the clamped logarithms would have no gradient.
    private static Variable binary(Variable x, Variable t) {
        Tensor p = x.value();
        Tensor yes = p.log().maximum(Tensor.scalar(-100));
        Tensor no = p.neg().log1p().maximum(Tensor.scalar(-100));
        Tensor value = t.value().mul(yes).add(t.value().rsub(1).mul(no)).neg();
        return Variable.record("binaryCrossEntropy", value,
                x.pull(dy -> dy.mul(x.sub(t)).div(x.mul(x.rsub(1)).clamp(1e-12, Double.POSITIVE_INFINITY))),
                t.pull(dy -> dy.mul(x.neg().log1p().clamp(-100, 0).sub(x.log().clamp(-100, 0)))));
    }

    private static void requireProbabilities(Tensor p) {
        Mask outside = p.less(0).or(p.greater(1));
        if (outside.any()) {
            throw new IllegalArgumentException("binaryCrossEntropy: " + outside.count()
                    + " of the predictions are not probabilities, from 0 to 1\n  prediction " + p.shape()
                    + "\n  fix: apply sigmoid() first, or give the logits to binaryCrossEntropyOfLogits");
        }
    }

    /// [#binaryCrossEntropy(Variable, Operand, Tensor, Reduction)] of the logistic function of the logits, without overflow: `w · ((1 − t) x + (1 + (k − 1) t) ·
    /// softplus(−x))`.
    ///
    /// @param weight w, of a shape that broadcasts to the prediction's; null for 1
    /// @param positiveWeight k, how much more a positive target counts; null for 1
    /// @throws ShapeException if the shapes differ, or a weight's does not broadcast
    public static Variable binaryCrossEntropyOfLogits(Variable logits, Operand target, @Nullable Tensor weight,
            @Nullable Tensor positiveWeight, Reduction reduction) {
        Variable t = target("binaryCrossEntropyOfLogits", logits, target);
        requireWeight("binaryCrossEntropyOfLogits", "weight", logits.shape(), weight);
        requireWeight("binaryCrossEntropyOfLogits", "positiveWeight", logits.shape(), positiveWeight);
        Variable soft = logits.logSigmoid().neg();
        Variable scaled = positiveWeight == null ? soft : soft.mul(t.mul(positiveWeight.sub(1)).add(1));
        Variable losses = t.rsub(1).mul(logits).add(scaled);
        return reduction.of(weight == null ? losses : losses.mul(weight));
    }

    /// [#binaryCrossEntropyOfLogits(Variable, Operand, Tensor, Tensor, Reduction)] without weights, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable binaryCrossEntropyOfLogits(Variable logits, Operand target) {
        return binaryCrossEntropyOfLogits(logits, target, null, null, Reduction.MEAN);
    }

    /// How far distributions, given by their logarithms, are from targets (Kullback and Leibler): `t · (ln t − x)`, where `0 · ln 0` is 0.
    /// Summed over a distribution; [Reduction#BATCH_MEAN] is what the mathematics means, [Reduction#MEAN] divides by the number
    /// of classes too.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable klDivergence(Variable logProbability, Operand target, Reduction reduction) {
        Variable t = target("klDivergence", logProbability, target);
        Mask some = t.value().notEqualTo(0);
        Variable log = t.where(some, Variable.of(Tensor.scalar(1))).log();
        return reduction.of(t.mul(log).sub(t.mul(logProbability)));
    }

    /// [#klDivergence] to targets that are given by their logarithms: `eᵗ · (t − x)`.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable klDivergenceOfLogs(Variable logProbability, Operand logTarget, Reduction reduction) {
        Variable t = target("klDivergenceOfLogs", logProbability, logTarget);
        return reduction.of(t.exp().mul(t.sub(logProbability)));
    }

    /// A weight of more axes would make the losses more than the predictions.
    private static void requireWeight(String loss, String name, Shape prediction, @Nullable Tensor weight) {
        if (weight != null && !weight.shape().broadcastsTo(prediction)) {
            throw ShapeException.of(loss, "the " + name + " does not broadcast to the prediction")
                    .operand("prediction", prediction).operand(name, weight.shape())
                    .fix("aligned at the last axis, each of its sizes must be 1 or the prediction's");
        }
    }

    /// The target as a variable, of the prediction's shape.
    static Variable target(String loss, Variable prediction, Operand target) {
        Variable t = Variable.of(target);
        Shape shape = prediction.shape();
        if (!shape.equals(t.shape())) {
            throw ShapeException.of(loss, "prediction and target differ in shape").operand("prediction", shape)
                    .operand("target", t.shape()).fix("reshape the target to the prediction's shape");
        }
        return t;
    }
}
