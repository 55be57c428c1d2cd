package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// Every loss, one row each, away from kinks: what the gradient check runs, and what [LossTableTest] compares with the public
/// methods, so that none can be forgotten.
final class LossTable {

    /// One loss.
    ///
    /// @param method class and method
    /// @param variant what is special about this row
    /// @param expression the loss of the inputs
    /// @param inputs what it is differentiated by
    record Row(String method, String variant, Function<List<Variable>, Variable> expression, Tensor... inputs) {
        @Override
        public String toString() {
            return method + (variant.isEmpty() ? "" : " (" + variant + ")");
        }
    }

    private static final Tensor SIGNS = Tensor.of(Shape.of(2, 3), 1, -1, 1, -1, -1, 1);
    private static final Tensor PAIR = Tensor.of(1, -1);
    private static final Indices LABELS = Indices.of(2, 0);
    private static final Reduction MEAN = Reduction.MEAN;

    static final List<Row> ROWS = List.of(
            row("Losses.meanSquaredError", "", v -> Losses.meanSquaredError(v.get(0), v.get(1)), any(1), any(2)),
            row("Losses.squaredError", "", v -> Losses.squaredError(v.get(0), v.get(1), Reduction.NONE), any(1),
                    any(2)),
            row("Losses.absoluteError", "", v -> Losses.absoluteError(v.get(0), v.get(1)), any(1), far(2)),
            row("Losses.absoluteError", "sum", v -> Losses.absoluteError(v.get(0), v.get(1), Reduction.SUM), any(1),
                    far(2)),
            row("Losses.huber", "near", v -> Losses.huber(v.get(0), v.get(1), 3, MEAN), any(1), any(2)),
            row("Losses.huber", "far", v -> Losses.huber(v.get(0), v.get(1), 0.5, MEAN), any(1), far(2)),
            row("Losses.smoothL1", "", v -> Losses.smoothL1(v.get(0), v.get(1), 3, MEAN), any(1), any(2)),
            row("Losses.poissonFromLog", "", v -> Losses.poissonFromLog(v.get(0), v.get(1), MEAN), any(1), positive(2)),
            row("Losses.poisson", "", v -> Losses.poisson(v.get(0), v.get(1), 1e-8, MEAN), positive(1), positive(2)),
            row("Losses.stirling", "", v -> Losses.stirling(v.get(0).add(1)), positive(1)),
            row("Losses.gaussian", "", v -> Losses.gaussian(v.get(0), v.get(1), v.get(2), 1e-6, MEAN), any(1), any(2),
                    positive(3)),
            row("Losses.crossEntropy", "", v -> Losses.crossEntropy(v.get(0), LABELS), any(1)),
            row("Losses.binaryCrossEntropy", "",
                    v -> Losses.binaryCrossEntropy(v.get(0), v.get(1), Tensor.of(1, 2, 3), MEAN), share(1), share(2)),
            row("Losses.binaryCrossEntropyOfLogits", "", v -> Losses.binaryCrossEntropyOfLogits(v.get(0), v.get(1)),
                    any(1),
                    share(2)),
            row("Losses.binaryCrossEntropyOfLogits", "weights",
                    v -> Losses.binaryCrossEntropyOfLogits(v.get(0), v.get(1),
                            Tensor.of(1, 2, 3), Tensor.of(2, 1, 0.5f), MEAN),
                    any(1), share(2)),
            row("Losses.klDivergence", "", v -> Losses.klDivergence(v.get(0), v.get(1), Reduction.BATCH_MEAN), any(1),
                    share(2)),
            row("Losses.klDivergenceOfLogs", "", v -> Losses.klDivergenceOfLogs(v.get(0), v.get(1), MEAN), any(1),
                    any(2)),
            row("CrossEntropy.of", "labels",
                    v -> new CrossEntropy().weights(Tensor.of(1, 2, 3)).labelSmoothing(0.1).of(v.get(0), LABELS),
                    any(1)),
            row("CrossEntropy.of", "probabilities",
                    v -> new CrossEntropy().weights(Tensor.of(1, 2, 3)).labelSmoothing(0.1).of(v.get(0), v.get(1)),
                    any(1),
                    share(2)),
            row("CrossEntropy.ofLogProbabilities", "ignored",
                    v -> new CrossEntropy().ignoring(0).ofLogProbabilities(v.get(0), LABELS), any(1)),
            row("MarginLosses.hingeEmbedding", "", v -> MarginLosses.hingeEmbedding(v.get(0), SIGNS, 5, MEAN), any(1)),
            row("MarginLosses.cosineEmbedding", "",
                    v -> MarginLosses.cosineEmbedding(v.get(0), v.get(1), PAIR, -2, MEAN),
                    any(1), any(2)),
            row("MarginLosses.ranking", "", v -> MarginLosses.ranking(v.get(0), v.get(1), SIGNS, 5, MEAN), any(1),
                    any(2)),
            row("MarginLosses.softMargin", "", v -> MarginLosses.softMargin(v.get(0), SIGNS, MEAN), any(1)),
            row("MarginLosses.multiClass", "square",
                    v -> MarginLosses.multiClass(v.get(0), LABELS, 2, 5, Tensor.of(1, 2, 3), MEAN), any(1)),
            row("MarginLosses.multiClass", "", v -> MarginLosses.multiClass(v.get(0), LABELS, 1, 5, null, MEAN),
                    any(1)),
            row("MarginLosses.multiLabel", "",
                    v -> MarginLosses.multiLabel(v.get(0), Tensor.of(Shape.of(2, 3), 1, 0, 1, 0, 0, 1), null, MEAN),
                    any(1)),
            row("MarginLosses.triplet", "", v -> MarginLosses.triplet(v.get(0), v.get(1), v.get(2), 9, 2, false, MEAN),
                    any(1), any(2), any(3)),
            row("MarginLosses.triplet", "swap",
                    v -> MarginLosses.triplet(v.get(0), v.get(1), v.get(2), 9, 2, true, MEAN),
                    any(1).add(4), any(2), any(3)));

    private LossTable() {
    }

    private static Row row(String method, String variant, Function<List<Variable>, Variable> expression,
            Tensor... inputs) {
        return new Row(method, variant, expression, inputs);
    }

    private static Tensor any(int seed) {
        return RandomStream.of(seed).uniform(Shape.of(2, 3), -1.2, 1.2);
    }

    /// Not near to anything in [#any].
    private static Tensor far(int seed) {
        return any(seed).add(Tensor.of(Shape.of(2, 3), 4, -4, 4, 4, -4, -4));
    }

    private static Tensor positive(int seed) {
        return RandomStream.of(seed).uniform(Shape.of(2, 3), 0.8, 2);
    }

    private static Tensor share(int seed) {
        return RandomStream.of(seed).uniform(Shape.of(2, 3), 0.25, 0.75);
    }
}
