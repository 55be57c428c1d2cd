package glissade.autograd;

import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a backward sweep found: a gradient for each param and tracked leaf that the loss depends on.
///
/// A leaf without a gradient is not a leaf with a gradient of zeros: an optimizer leaves such a param alone, its step count
/// and its weight decay too.
///
/// Immutable, and safe to share between threads.
public final class Gradients {

    private static final Gradients NONE = new Gradients(List.of(), List.of());

    private final List<Variable> leaves;
    private final List<Gradient> gradients;
    private final NodeTable places = new NodeTable();

    Gradients(List<Variable> leaves, List<Gradient> gradients) {
        this.leaves = leaves;
        this.gradients = gradients;
        for (int i = 0; i < leaves.size(); i++) {
            places.put(Params.leaf(leaves.get(i)), i);
        }
    }

    /// No gradient at all: where a sum of gradients starts.
    public static Gradients none() {
        return NONE;
    }

    /// A gradient of one's own for one leaf; [#plus] makes a set of several.
    ///
    /// @throws ShapeException if the shapes differ
    public static Gradients of(Variable leaf, Gradient gradient) {
        if (!leaf.shape().equals(gradient.shape())) {
            throw ShapeException.of("gradients", "the gradient has another shape than " + description(leaf))
                    .operand("leaf", leaf.shape()).operand("gradient", gradient.shape())
                    .fix("give it the leaf's shape");
        }
        return new Gradients(List.of(leaf), List.of(gradient));
    }

    /// [#of(Variable, Gradient)] for a dense gradient.
    ///
    /// @throws ShapeException if the shapes differ
    public static Gradients of(Variable leaf, Tensor gradient) {
        return of(leaf, new Gradient.Dense(gradient));
    }

    /// The gradient of a leaf, as a tensor of its shape.
    ///
    /// @throws IllegalArgumentException if it has none
    public Tensor of(Variable leaf) {
        return find(leaf).orElseThrow(() -> new IllegalArgumentException("there is no gradient of " + description(leaf)
                + why(leaf)));
    }

    private static String why(Variable variable) {
        Node node = variable.node();
        if (node == null) {
            return ", which is a constant\n  fix: make it a Param or Variable.tracked(…), and compute the loss of that";
        }
        return node.leaf() == null
                ? ", which is computed\n  fix: backward() keeps the gradients of params and tracked variables; that of any"
                        + " other is loss.gradient(variable), and onGradient(…) shows it as it passes"
                : "\n  fix: the loss must depend on it, it must not be frozen, and backward(params) must include it; find(…)"
                        + " asks whether there is one";
    }

    /// The gradient of a leaf as a tensor of its shape, if there is one.
    public Optional<Tensor> find(Variable leaf) {
        return entry(leaf).map(Gradient::dense);
    }

    /// The gradient of a leaf, dense or row-sparse, if there is one.
    public Optional<Gradient> entry(Variable leaf) {
        Node node = leaf.node();
        int at = node == null ? NodeTable.ABSENT : places.find(node);
        return at < 0 ? Optional.empty() : Optional.of(gradients.get(at));
    }

    /// The leaves that have a gradient, in the order in which the sweep reached them.
    public List<Variable> leaves() {
        return leaves;
    }

    /// The sum of two sets, leaf by leaf; a leaf that only one of them has keeps that gradient. So the gradients of
    /// micro-batches add up to that of the batch.
    public Gradients plus(Gradients other) {
        var all = new ArrayList<>(leaves);
        var sums = new ArrayList<>(gradients);
        for (int i = 0; i < other.leaves.size(); i++) {
            Variable leaf = other.leaves.get(i);
            int at = places.find(Params.leaf(leaf));
            if (at < 0) {
                all.add(leaf);
                sums.add(other.gradients.get(i));
            } else {
                sums.set(at, sums.get(at).plus(other.gradients.get(i)));
            }
        }
        return new Gradients(List.copyOf(all), List.copyOf(sums));
    }

    /// All gradients times a number.
    public Gradients times(double factor) {
        return map(gradient -> gradient.times(factor));
    }

    /// The norm of all gradients taken as one vector: the square root of the sum of all squares.
    public double norm() {
        double squares = 0;
        for (Gradient gradient : gradients) {
            double norm = gradient.stored().norm();
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    /// The p-norm of all gradients taken as one vector, `(Σ |g|^p)^(1/p)`; for an infinite p the greatest `|g|`.
    ///
    /// @throws IllegalArgumentException if `p` is not a number greater than 0
    public double norm(double p) {
        return GradientNorms.norm(gradients, p);
    }

    /// All gradients, scaled by `min(1, max / (norm + 1e-6))`: their direction stays, and their [#norm()] is at most `max`. If the
    /// norm is NaN, all of them become NaN; if it is infinite, what is infinite becomes NaN and the rest 0.
    ///
    /// Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, section 3.2.
    ///
    /// @throws IllegalArgumentException if `max` is not a number greater than 0
    public Gradients clipNorm(double max) {
        return scaleTo(max, norm());
    }

    /// [#clipNorm(double)] by the p-norm.
    ///
    /// @throws IllegalArgumentException if `max` or `p` is not a number greater than 0
    public Gradients clipNorm(double max, double p) {
        return scaleTo(max, norm(p));
    }

    private Gradients scaleTo(double max, double norm) {
        requirePositive("clipNorm: the bound", max);
        double factor = max / (norm + 1e-6);
        return factor >= 1 ? this : times(factor);
    }

    /// Each gradient by itself scaled so that its norm is at most `max`: `g · min(1, max / |g|)`.
    ///
    /// @throws IllegalArgumentException if `max` is not a number greater than 0
    public Gradients clipEach(double max) {
        requirePositive("clipEach: the bound", max);
        return map(gradient -> GradientNorms.scaledTo(gradient, max, gradient.stored().norm()));
    }

    /// Each gradient by itself scaled so that the root of its mean square is at most `max`: `g / max(1, rms(g) / max)`. Unlike
    /// that of [#clipEach] the bound does not depend on the number of elements.
    ///
    /// Source: Shazeer and Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML 2018, section 6.
    ///
    /// @throws IllegalArgumentException if `max` is not a number greater than 0
    public Gradients clipRms(double max) {
        requirePositive("clipRms: the bound", max);
        return map(gradient -> GradientNorms.scaledTo(gradient, max,
                gradient.stored().norm() / Math.sqrt(Math.max(1, gradient.shape().elements()))));
    }

    /// Adaptive clipping: a unit's gradient may be at most `clipping` times as long as its weights, `g · min(1, clipping · max(|w|,
    /// eps) / |g|)`. A unit is all that leads to one output: a row of a weight `[out, in]`, a filter of a convolution; of a vector
    /// it is the whole.
    ///
    /// Source: Brock and others, "High-performance large-scale image recognition without normalization", ICML 2021, section 4,
    /// with its 1e-3 for eps.
    ///
    /// @throws IllegalArgumentException if `clipping` is not a number greater than 0
    public Gradients clipAdaptively(double clipping) {
        return clipAdaptively(clipping, 1e-3, 0);
    }

    /// [#clipAdaptively(double)] with another least length of the weights, and with units along another axis: 1 for weights
    /// that are stored as `[in, out]`.
    ///
    /// @throws IllegalArgumentException if `clipping` or `eps` is not a number greater than 0, or the axis is neither 0 nor 1
    public Gradients clipAdaptively(double clipping, double eps, int unitAxis) {
        requirePositive("clipAdaptively: clipping", clipping);
        requirePositive("clipAdaptively: eps", eps);
        var clipped = new ArrayList<Gradient>();
        for (int i = 0; i < leaves.size(); i++) {
            clipped.add(GradientNorms.clippedByUnit(gradients.get(i), leaves.get(i).data(), clipping, eps, unitAxis));
        }
        return new Gradients(leaves, List.copyOf(clipped));
    }

    /// Each gradient with two or more axes without its mean over all axes but the first: `g − mean(g)` for each unit.
    ///
    /// Source: Yong and others, "Gradient centralization: a new optimization technique for deep neural networks", ECCV 2020,
    /// equation 1.
    public Gradients centralize() {
        return map(gradient -> gradient.shape().rank() < 2 ? gradient : GradientNorms.centred(gradient));
    }

    /// Each element moved to the nearest number from `-max` to `max`.
    ///
    /// @throws IllegalArgumentException if `max` is not a number greater than 0
    public Gradients clipValue(double max) {
        requirePositive("clipValue: the bound", max);
        return map(gradient -> gradient.clamp(max));
    }

    /// Whether no gradient has a NaN or an infinity.
    public boolean isFinite() {
        return gradients.stream().allMatch(gradient -> gradient.stored().allFinite());
    }

    private Gradients map(UnaryOperator<Gradient> change) {
        return new Gradients(leaves, gradients.stream().map(change).toList());
    }

    private static void requirePositive(String what, double number) {
        if (!(number > 0)) {
            throw new IllegalArgumentException(what + " is " + number + ", must be greater than 0");
        }
    }

    private static String description(Variable leaf) {
        return leaf instanceof Param param ? param.description() : "a variable of shape " + leaf.shape();
    }

    /// The leaves with the norms of their gradients, one a line.
    @Override
    public String toString() {
        var text = new StringBuilder("Gradients");
        for (int i = 0; i < leaves.size(); i++) {
            text.append("\n  ").append(description(leaves.get(i))).append(" norm ")
                    .append(gradients.get(i).stored().norm());
        }
        return text.toString();
    }
}
