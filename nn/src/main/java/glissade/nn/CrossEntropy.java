package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cross entropy of classification with all its options; [Losses#crossEntropy] is the plain one.
///
///     var loss = new CrossEntropy().labelSmoothing(0.1).ignoring(-100).of(logits, labels);
///
/// Logits have the classes along axis 1, `[N, C]` or `[N, C, …]`, or along axis 0 if they are of one sample, `[C]`; labels have the
/// same shape without that axis. Immutable, and safe to share between threads.
///
/// @param weights how much each class counts, `[C]`; null if all count the same
/// @param labelSmoothing how much of each target is spread evenly over all classes, from 0 to 1
/// @param ignored the label of what does not count
/// @param reduction what becomes of the losses; the mean divides by the sum of the weights of the labels that count
public record CrossEntropy(@Nullable Tensor weights, double labelSmoothing, int ignored, Reduction reduction) {

    /// Checks the options.
    ///
    /// @throws ShapeException if the weights are not a vector
    /// @throws IllegalArgumentException if `labelSmoothing` is not from 0 to 1
    public CrossEntropy {
        Objects.requireNonNull(reduction, "CrossEntropy: reduction is null; Reduction.MEAN is the usual one");
        if (weights != null && weights.shape().rank() != 1) {
            throw ShapeException.of("CrossEntropy", "there is one weight for each class")
                    .operand("weights", weights.shape())
                    .fix("give a vector of as many numbers as there are classes");
        }
        Options.require(labelSmoothing >= 0 && labelSmoothing <= 1, "CrossEntropy", "labelSmoothing", labelSmoothing,
                "from 0 to 1");
    }

    /// No weights, no smoothing, label −100 ignored, the mean: PyTorch's defaults.
    public CrossEntropy() {
        this(null, 0, -100, Reduction.MEAN);
    }

    /// With weights of the classes.
    public CrossEntropy weights(Tensor newWeights) {
        return new CrossEntropy(newWeights, labelSmoothing, ignored, reduction);
    }

    /// With smoothing: the target is `1 − ε + ε / C` for the label and `ε / C` for the others.
    ///
    /// Source: Szegedy and others, "Rethinking the Inception architecture for computer vision", CVPR 2016, section 7.
    public CrossEntropy labelSmoothing(double epsilon) {
        return new CrossEntropy(weights, epsilon, ignored, reduction);
    }

    /// With another label of what does not count.
    public CrossEntropy ignoring(int label) {
        return new CrossEntropy(weights, labelSmoothing, label, reduction);
    }

    /// With another reduction.
    public CrossEntropy reduction(Reduction newReduction) {
        return new CrossEntropy(weights, labelSmoothing, ignored, newReduction);
    }

    /// The loss of logits, given the labels: `−w · ln softmax(x)` of the label's class. If no label counts, the mean is NaN.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a label is neither a class nor the ignored one
    public Variable of(Variable logits, Indices labels) {
        int axis = classAxis("crossEntropy", logits.shape());
        boolean ignores = requireLabels("crossEntropy", logits.shape(), axis, labels);
        if (isPlain() && !ignores && logits.shape().rank() == 2 && logits.shape().elements() > 0) {
            return Losses.crossEntropy(logits, labels);
        }
        return ofLogs(logits.logSoftmax(axis), axis, labels);
    }

    /// Whether this is [Losses#crossEntropy], which is one operation, as far as no label is ignored.
    private boolean isPlain() {
        return weights == null && labelSmoothing == 0 && reduction == Reduction.MEAN;
    }

    /// The same of logarithms of probabilities, as [Variable#logSoftmax] gives them: the negative log-likelihood.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a label is neither a class nor the ignored one
    public Variable ofLogProbabilities(Variable logProbabilities, Indices labels) {
        int axis = classAxis("negativeLogLikelihood", logProbabilities.shape());
        requireLabels("negativeLogLikelihood", logProbabilities.shape(), axis, labels);
        return ofLogs(logProbabilities, axis, labels);
    }

    /// The loss of logits, given a probability for each class: `−Σ t · w · ln softmax(x)` over the classes. The mean divides by the
    /// number of samples.
    ///
    /// @throws ShapeException if the shapes differ
    public Variable of(Variable logits, Operand probabilities) {
        int axis = classAxis("crossEntropy", logits.shape());
        Variable t = Losses.target("crossEntropy", logits, probabilities);
        int classes = logits.shape().size(axis);
        requireWeights("crossEntropy", classes, logits.shape());
        Variable smooth = labelSmoothing == 0 ? t : t.mul(1 - labelSmoothing).add(labelSmoothing / classes);
        Variable losses = weighted(smooth.mul(logits.logSoftmax(axis)), axis).sum(axis).neg();
        return reduction.of(losses);
    }

    private Variable ofLogs(Variable logs, int axis, Indices labels) {
        Shape shape = logs.shape();
        boolean[] counted = new boolean[labels.shape().elements()];
        // an ignored label may be no class: class 0 stands in for it, and is masked out
        int[] classes = labels.toArray();
        for (int i = 0; i < classes.length; i++) {
            counted[i] = classes[i] != ignored;
            classes[i] = counted[i] ? classes[i] : 0;
        }
        Mask counts = Mask.of(labels.shape(), counted);
        Indices safe = Indices.of(labels.shape(), classes);
        Variable picked = logs.gather(axis, Indices.of(shape.with(axis, 1), classes)).squeeze(axis);
        Tensor each = counts.toTensor();
        if (weights != null) {
            each = each.mul(weights.rows(safe));
        }
        Variable losses = masked(picked.neg().mul(each), counts);
        if (labelSmoothing > 0) {
            Variable spread = masked(weighted(logs, axis).sum(axis).neg(), counts);
            losses = losses.mul(1 - labelSmoothing).add(spread.mul(labelSmoothing / shape.size(axis)));
        }
        return reduction == Reduction.MEAN ? losses.sum().div(each.sum()) : reduction.of(losses);
    }

    /// 0 for what does not count, be it infinite.
    private static Variable masked(Variable losses, Mask counts) {
        return losses.maskedFill(counts.not(), 0);
    }

    /// Each class's numbers times its weight.
    private Variable weighted(Variable x, int axis) {
        if (weights == null) {
            return x;
        }
        int[] sizes = new int[x.shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[axis] = -1;
        return x.mul(weights.reshape(sizes));
    }

    private static int classAxis(String op, Shape shape) {
        if (shape.rank() == 0) {
            throw ShapeException.of(op, "a single number has no classes").operand("logits", shape)
                    .fix("logits are [batch, classes, …], or [classes] of one sample");
        }
        return shape.rank() == 1 ? 0 : 1;
    }

    /// Checks the labels; whether one of them is ignored.
    private boolean requireLabels(String op, Shape logits, int axis, Indices labels) {
        Shape expected = without(logits, axis);
        if (!labels.shape().equals(expected)) {
            throw ShapeException.of(op, "there is not one label for each prediction").operand("logits", logits, axis)
                    .operand("labels", labels.shape())
                    .fix(classesLast(logits, labels.shape()) ? "classes are axis 1" + asRows(logits)
                            : "labels have the logits' shape without the classes: " + expected);
        }
        int classes = logits.size(axis);
        requireWeights(op, classes, logits);
        boolean ignores = false;
        int[] label = labels.toArray();
        for (int i = 0; i < label.length; i++) {
            ignores |= label[i] == ignored;
            if ((label[i] < 0 || label[i] >= classes) && label[i] != ignored) {
                throw new IllegalArgumentException(op + ": label " + label[i] + " at position " + i
                        + " is not one of the classes 0 to " + (classes - 1) + ", nor the ignored one, " + ignored
                        + "\n  logits " + logits + "\n  labels " + labels.shape()
                        + "\n  fix: count classes from 0, and give the last layer one output a class");
            }
        }
        return ignores;
    }

    /// Whether the classes stand last, behind the axes of the labels, as in Keras.
    static boolean classesLast(Shape logits, Shape labels) {
        return logits.rank() > 2 && labels.equals(without(logits, logits.rank() - 1));
    }

    static String asRows(Shape logits) {
        return "; where they stand last, reshape the logits to (-1, " + logits.size(-1) + ") and the labels to (-1)";
    }

    private static Shape without(Shape shape, int axis) {
        return Shape.of(IntStream.range(0, shape.rank()).filter(i -> i != axis).map(shape::size).toArray());
    }

    private void requireWeights(String op, int classes, Shape logits) {
        if (weights != null && weights.shape().size(0) != classes) {
            throw ShapeException.of(op, "there is one weight for each class").operand("logits", logits)
                    .operand("weights", weights.shape()).fix("give " + classes + " weights");
        }
    }
}
