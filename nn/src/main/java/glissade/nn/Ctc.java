package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.Objects;

/// The loss of sequences whose labels are not aligned with time (connectionist temporal classification): `−ln p`, where p is the
/// probability of all ways to write the target within the time given, with blanks anywhere between labels and each label as long as
/// it takes.
///
///     var loss = new Ctc().of(logits, targets, new int[] {50, 48}, new int[] {11, 9});
///
/// Gradient: `softmax(x) − γ`, where γ is the expected share of a class at a time over all those ways. It can be taken once; a second
/// derivative is refused by name.
///
/// Source: Graves and others, "Connectionist temporal classification: labelling unsegmented sequence data with recurrent neural
/// networks", ICML 2006, equations 6 to 16. Immutable, and safe to share between threads.
///
/// @param blank the class that stands for no label
/// @param zeroInfinity whether a loss that is infinite, as its target does not fit into its time, counts as 0
/// @param reduction what becomes of the losses of the batch; the mean divides each by the length of its target first
public record Ctc(int blank, boolean zeroInfinity, Reduction reduction) {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if `blank` is negative
    public Ctc {
        Objects.requireNonNull(reduction, "Ctc: reduction is null; Reduction.MEAN is the usual one");
        Options.require(blank >= 0, "Ctc", "blank", blank, "0 or more");
    }

    /// Blank 0, infinite losses stay, the mean: PyTorch's defaults.
    public Ctc() {
        this(0, false, Reduction.MEAN);
    }

    /// With another blank.
    public Ctc blank(int newBlank) {
        return new Ctc(newBlank, zeroInfinity, reduction);
    }

    /// With infinite losses counted as 0, or not.
    public Ctc zeroInfinity(boolean newZeroInfinity) {
        return new Ctc(blank, newZeroInfinity, reduction);
    }

    /// With another reduction.
    public Ctc reduction(Reduction newReduction) {
        return new Ctc(blank, zeroInfinity, newReduction);
    }

    /// The loss. Logits `[time, batch, classes]` (logarithms of probabilities do too), targets `[batch, longest]`; of both, each
    /// sample's first so many count.
    ///
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a length is out of its bounds, or a label is the blank or no class
    public Variable of(Variable logits, Indices targets, int[] times, int[] lengths) {
        check(logits.shape(), targets, times, lengths);
        Tensor logs = logits.value().logSoftmax(-1);
        var paths = new CtcPaths[times.length];
        float[] losses = new float[times.length];
        for (int sample = 0; sample < times.length; sample++) {
            paths[sample] = new CtcPaths(logs, sample, times[sample], label(targets, sample, lengths[sample]), blank);
            double loss = paths[sample].loss();
            losses[sample] = zeroInfinity && Double.isInfinite(loss) ? 0 : (float) loss;
        }
        Variable each = Variable.record("ctc", Tensor.of(losses), logits.pullOnce(dy -> gradient(logs, paths, dy)));
        if (reduction != Reduction.MEAN) {
            return reduction.of(each);
        }
        float[] divisors = new float[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            divisors[i] = Math.max(1, lengths[i]);
        }
        return each.div(Tensor.of(divisors)).mean();
    }

    private Tensor gradient(Tensor logs, CtcPaths[] paths, Tensor dy) {
        float[] gradient = new float[logs.shape().elements()];
        for (int sample = 0; sample < paths.length; sample++) {
            if (!(zeroInfinity && Double.isInfinite(paths[sample].loss()))) {
                paths[sample].addGradient(gradient, dy.at(sample));
            }
        }
        return Tensor.of(logs.shape(), gradient);
    }

    private static int[] label(Indices targets, int sample, int length) {
        int[] label = new int[length];
        for (int i = 0; i < length; i++) {
            label[i] = targets.at(sample, i);
        }
        return label;
    }

    private void check(Shape logits, Indices targets, int[] times, int[] lengths) {
        if (logits.rank() != 3 || targets.shape().rank() != 2 || logits.size(1) != targets.shape().size(0)
                || times.length != logits.size(1) || lengths.length != logits.size(1)) {
            throw ShapeException.of("ctc", "logits, targets and lengths are not of one batch").operand("logits", logits)
                    .operand("targets", targets.shape()).operand("times", Shape.of(times.length))
                    .operand("lengths", Shape.of(lengths.length))
                    .fix("logits are [time, batch, classes], targets [batch, longest], times and lengths [batch]");
        }
        int classes = logits.size(2);
        Options.require(blank < classes, "ctc", "blank", blank, "less than the number of classes, " + classes);
        for (int sample = 0; sample < times.length; sample++) {
            requireLength("times", sample, times[sample], 1, logits.size(0));
            requireLength("lengths", sample, lengths[sample], 0, targets.shape().size(1));
            for (int i = 0; i < lengths[sample]; i++) {
                int label = targets.at(sample, i);
                if (label < 0 || label >= classes || label == blank) {
                    throw new IllegalArgumentException("ctc: label " + label + " at [" + sample + ", " + i
                            + "] must be one of the classes 0 to " + (classes - 1) + " and not the blank, " + blank);
                }
            }
        }
    }

    private static void requireLength(String name, int sample, int length, int least, int most) {
        if (length < least || length > most) {
            throw new IllegalArgumentException(
                    "ctc: " + name + "[" + sample + "] is " + length + ", must be from " + least
                            + " to " + most);
        }
    }
}
