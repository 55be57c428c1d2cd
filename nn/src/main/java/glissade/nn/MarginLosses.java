package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Losses that ask for a distance between what is right and what is wrong, and are content once there is one. The short forms have
/// PyTorch's margins.
public final class MarginLosses {

    private MarginLosses() {
    }

    /// Of distances x and signs t: x where t is 1, and `max(0, margin − x)` where t is −1. Pulls like pairs together and pushes others
    /// apart, up to the margin.
    ///
    /// Source: Hadsell, Chopra and LeCun, "Dimensionality reduction by learning an invariant mapping", CVPR 2006, section 2.1, for
    /// the idea.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable hingeEmbedding(Variable distance, Tensor sign, double margin, Reduction reduction) {
        requireSameShape("hingeEmbedding", "distance", distance.shape(), sign.shape());
        requireSigns("hingeEmbedding", sign);
        return reduction.of(distance.where(sign.greater(0), atLeast0(distance.rsub(margin))));
    }

    /// [#hingeEmbedding(Variable, Tensor, double, Reduction)] with a margin of 1, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable hingeEmbedding(Variable distance, Tensor sign) {
        return hingeEmbedding(distance, sign, 1, Reduction.MEAN);
    }

    /// Of pairs of vectors and signs t, with c the cosine of the angle between the vectors: `1 − c` where t is 1, and `max(0, c −
    /// margin)` where t is −1. Shapes: vectors `[N, D]` or `[D]`, signs `[N]` or none.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable cosineEmbedding(Variable first, Variable second, Tensor sign, double margin,
            Reduction reduction) {
        requireSameShape("cosineEmbedding", "first", first.shape(), second.shape());
        Variable cosine = cosine(first, second);
        requireSameShape("cosineEmbedding", "cosine", cosine.shape(), sign.shape());
        requireSigns("cosineEmbedding", sign);
        return reduction.of(cosine.rsub(1).where(sign.greater(0), atLeast0(cosine.sub(margin))));
    }

    /// [#cosineEmbedding(Variable, Variable, Tensor, double, Reduction)] with a margin of 0, as a mean.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable cosineEmbedding(Variable first, Variable second, Tensor sign) {
        return cosineEmbedding(first, second, sign, 0, Reduction.MEAN);
    }

    /// As PyTorch's loss has it: 1e-12 is added to both squares, so that a vector of zeros has a gradient.
    private static Variable cosine(Variable first, Variable second) {
        Variable lengths = first.square().sum(-1).add(1e-12).mul(second.square().sum(-1).add(1e-12)).sqrt();
        return first.mul(second).sum(-1).div(lengths);
    }

    /// Of pairs of scores and signs t: `max(0, margin − t · (x₁ − x₂))`, so that the first is greater by the margin where t is 1, and the
    /// second where t is −1.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable ranking(Variable first, Variable second, Tensor sign, double margin, Reduction reduction) {
        requireSameShape("ranking", "first", first.shape(), second.shape());
        requireSameShape("ranking", "first", first.shape(), sign.shape());
        requireSigns("ranking", sign);
        return reduction.of(atLeast0(first.sub(second).mul(sign).rsub(margin)));
    }

    /// [#ranking(Variable, Variable, Tensor, double, Reduction)] with a margin of 0, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable ranking(Variable first, Variable second, Tensor sign) {
        return ranking(first, second, sign, 0, Reduction.MEAN);
    }

    /// Of scores and signs: `ln(1 + e^(−t·x))`, a margin without an edge.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable softMargin(Variable score, Tensor sign, Reduction reduction) {
        requireSameShape("softMargin", "score", score.shape(), sign.shape());
        requireSigns("softMargin", sign);
        return reduction.of(score.mul(sign).logSigmoid().neg());
    }

    /// [#softMargin(Variable, Tensor, Reduction)] as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if a sign is neither 1 nor −1
    public static Variable softMargin(Variable score, Tensor sign) {
        return softMargin(score, sign, Reduction.MEAN);
    }

    /// The hinge loss of several classes: `Σⱼ w · max(0, margin − x_label + xⱼ)^p / C` over the other classes j. Shapes: scores `[N, C]`
    /// or `[C]`, labels `[N]` or none.
    ///
    /// Source: Crammer and Singer, "On the algorithmic implementation of multiclass kernel-based vector machines", 2001, in the form
    /// that sums over classes (Weston and Watkins, 1999).
    ///
    /// @param power p, 1 or 2
    /// @param weights w, one for each class; null for 1
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if p is neither 1 nor 2, or a label is no class
    public static Variable multiClass(Variable scores, Indices labels, int power, double margin,
            @Nullable Tensor weights,
            Reduction reduction) {
        Options.require(power == 1 || power == 2, "multiClass", "power", power, "1 or 2");
        Shape shape = scores.shape();
        if (shape.rank() == 0 || shape.rank() > 2 || labels.shape().rank() != shape.rank() - 1
                || shape.rank() == 2 && labels.shape().size(0) != shape.size(0)) {
            throw ShapeException.of("multiClass", "there is not one label for each row of scores")
                    .operand("scores", shape)
                    .operand("labels", labels.shape()).fix("scores are [batch, classes], labels [batch]");
        }
        int classes = shape.size(-1);
        requireClasses("multiClass", labels, classes);
        requireWeights("multiClass", shape, weights);
        int[] one = shape.toArray();
        one[one.length - 1] = 1;
        Variable right = scores.gather(-1, labels.reshape(one));
        Variable lacking = scores.sub(right).add(margin).relu();
        Variable each = power == 1 ? lacking : lacking.square();
        Mask isRight = Tensor.oneHot(labels, classes).notEqualTo(0);
        Variable losses = each.maskedFill(isRight, 0).sum(-1).div(classes);
        return reduction.of(weights == null ? losses : losses.mul(weights.rows(labels)));
    }

    /// [#multiClass(Variable, Indices, int, double, Tensor, Reduction)] with a power and a margin of 1 and without weights, as a mean.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a label is no class
    public static Variable multiClass(Variable scores, Indices labels) {
        return multiClass(scores, labels, 1, 1, null, Reduction.MEAN);
    }

    /// Of classes that need not exclude each other: the mean over the classes of the binary cross entropy of each,
    /// `−w · (t ln σ(x) + (1 − t) ln σ(−x))`. Shapes: scores and targets `[…, C]` → `[…]`.
    ///
    /// @param weights w, one for each class; null for 1
    /// @throws ShapeException if the shapes differ, or the weights do not fit
    public static Variable multiLabel(Variable scores, Tensor targets, @Nullable Tensor weights, Reduction reduction) {
        requireSameShape("multiLabel", "scores", scores.shape(), targets.shape());
        requireWeights("multiLabel", scores.shape(), weights);
        Variable yes = scores.logSigmoid().mul(targets);
        Variable no = scores.neg().logSigmoid().mul(targets.rsub(1));
        Variable losses = yes.add(no).neg();
        return reduction.of((weights == null ? losses : losses.mul(weights)).mean(-1));
    }

    /// [#multiLabel(Variable, Tensor, Tensor, Reduction)] without weights, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable multiLabel(Variable scores, Tensor targets) {
        return multiLabel(scores, targets, null, Reduction.MEAN);
    }

    /// Of an anchor, a positive and a negative: `max(0, |a − p| − |a − n| + margin)`, with the p-norm along the last axis, to whose
    /// differences `eps` is added, PyTorch's is 1e-6. With `swap` the lesser of `|a − n|` and `|p − n|` counts, whichever makes the
    /// negative harder.
    ///
    /// Source: Balntas and others, "Learning local feature descriptors with triplets and shallow convolutional neural networks",
    /// BMVC 2016, sections 2 and 3.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if `power` is not a number greater than 0
    public static Variable triplet(Variable anchor, Variable positive, Variable negative, double margin, double power,
            double eps, boolean swap, Reduction reduction) {
        Options.require(power > 0, "triplet", "power", power, "greater than 0");
        requireSameShape("triplet", "anchor", anchor.shape(), positive.shape());
        requireSameShape("triplet", "anchor", anchor.shape(), negative.shape());
        Variable near = distance(anchor, positive, power, eps);
        Variable far = distance(anchor, negative, power, eps);
        if (swap) {
            far = far.minimum(distance(positive, negative, power, eps));
        }
        return reduction.of(atLeast0(near.sub(far).add(margin)));
    }

    /// [#triplet(Variable, Variable, Variable, double, double, double, boolean, Reduction)] with an eps of 1e-6.
    ///
    /// @throws ShapeException if the shapes differ
    /// @throws IllegalArgumentException if `power` is not a number greater than 0
    public static Variable triplet(Variable anchor, Variable positive, Variable negative, double margin, double power,
            boolean swap, Reduction reduction) {
        return triplet(anchor, positive, negative, margin, power, 1e-6, swap, reduction);
    }

    /// [#triplet(Variable, Variable, Variable, double, double, boolean, Reduction)] of Euclidean distances, as a mean.
    ///
    /// @throws ShapeException if the shapes differ
    public static Variable triplet(Variable anchor, Variable positive, Variable negative, double margin) {
        return triplet(anchor, positive, negative, margin, 2, false, Reduction.MEAN);
    }

    /// As in PyTorch the slope at the edge is that above it, unlike [Variable#relu]'s: two equal scores are pulled apart, even by a margin
    /// of 0.
    private static Variable atLeast0(Variable x) {
        return x.clamp(0, Double.POSITIVE_INFINITY);
    }

    private static Variable distance(Variable a, Variable b, double power, double eps) {
        return a.sub(b).add(eps).norm(power, -1);
    }

    private static void requireSameShape(String loss, String name, Shape first, Shape second) {
        if (!first.equals(second)) {
            throw ShapeException.of(loss, "the shapes differ").operand(name, first).operand("other", second)
                    .fix("there is one for each");
        }
    }

    private static void requireWeights(String loss, Shape scores, @Nullable Tensor weights) {
        if (weights != null && !weights.shape().equals(Shape.of(scores.size(-1)))) {
            throw ShapeException.of(loss, "there is one weight for each class").operand("scores", scores, -1)
                    .operand("weights", weights.shape()).fix("give a vector of " + scores.size(-1) + " numbers");
        }
    }

    private static void requireSigns(String loss, Tensor sign) {
        float[] signs = sign.toArray();
        for (int i = 0; i < signs.length; i++) {
            if (signs[i] != 1 && signs[i] != -1) {
                throw new IllegalArgumentException(
                        loss + ": the sign at position " + i + " is " + signs[i] + ", must be 1 or -1");
            }
        }
    }

    private static void requireClasses(String loss, Indices labels, int classes) {
        int[] label = labels.toArray();
        for (int i = 0; i < label.length; i++) {
            if (label[i] < 0 || label[i] >= classes) {
                throw new IllegalArgumentException(loss + ": label " + label[i] + " at position " + i
                        + " is not one of the classes 0 to " + (classes - 1) + "; count classes from 0");
            }
        }
    }
}
