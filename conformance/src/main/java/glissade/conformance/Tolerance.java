package glissade.conformance;

import java.util.List;
import java.util.Set;

/// How far a number may be from the golden one: `|a − b| ≤ absolute + relative · |b|`, and at least what PyTorch itself loses in
/// float32, ten times over: `10 · f32_err · (1 + |b|)`.
///
/// @param relative the part that grows with the golden number
/// @param absolute the part that does not
/// @param floor f32_err times ten
record Tolerance(double relative, double absolute, double floor) {

    /// Equal numbers.
    static final Tolerance EXACT = new Tolerance(0, 0, 0);

    /// Ops that move elements, or sum few that are multiples of 1/1024, and compute nothing else.
    private static final Set<String> INDEX_OPS = Set.of("reshape", "transpose", "permute", "expand", "squeeze", "unsqueeze",
            "flatten", "repeat", "slice", "select", "narrow", "split", "chunk", "pad", "flip", "roll", "tril", "triu",
            "diag", "index_select", "index_pairs", "gather", "scatter", "scatter_value", "scatter_add", "index_add",
            "masked_select", "masked_fill", "cat", "stack", "sort", "topk", "argmax", "argmin");

    private static final Set<String> STEPS = Set.of("optim_function", "sam_function");

    boolean accepts(double actual, double expected) {
        double magnitude = Math.abs(expected);
        double allowed = Math.max(absolute + relative * magnitude, floor * (1 + magnitude));
        return Math.abs(actual - expected) <= allowed;
    }

    /// The tolerance of one leaf of a case: the column for float32 of the goldens' README. Where that has one number for both
    /// parts, the absolute one is a tenth, as in its other rows.
    static Tolerance of(GoldenCase golden, String path) {
        double error = golden.float32Error();
        double floor = Double.isInfinite(error) ? 0 : 10 * error;
        return switch (golden.family()) {
            case "ops", "losses", "conv_pool" -> golden.family().equals("ops") && INDEX_OPS.contains(golden.op()) ? EXACT
                    : new Tolerance(1e-5, 1e-6, floor);
            case "layers" -> golden.name().equals("layer_norm_offset")
                    // the mean is large: half of the digits are gone before the layer starts
                    ? new Tolerance(1e-2, 1e-3, floor) : new Tolerance(1e-4, 1e-5, floor);
            // errors of thousands of steps add up
            case "autograd" -> golden.op().equals("deep_chain") ? new Tolerance(1e-3, 1e-4, floor)
                    : new Tolerance(1e-4, 1e-5, floor);
            case "optim", "optim_more" -> optim(golden, path, floor);
            // rates are doubles
            case "schedulers" -> RATES;
            case "training" -> training(golden, path);
            case "init" -> new Tolerance(1e-6, 1e-7, 0);
            default -> new Tolerance(1e-5, 1e-6, floor);
        };
    }

    private static final Tolerance RATES = new Tolerance(1e-10, 1e-14, 0);

    private static Tolerance optim(GoldenCase golden, String path, double floor) {
        if (golden.op().equals("rates")) {
            return RATES;
        }
        if (STEPS.contains(golden.op())) {
            // each step starts where the one before has ended, with its error
            double steps = Math.max(1e-4, 20 * golden.float32Error());
            return new Tolerance(steps, steps / 10, floor);
        }
        if (!golden.op().equals("lbfgs")) {
            return new Tolerance(1e-4, 1e-5, floor);
        }
        if (!Skips.isLineSearch(golden)) {
            return new Tolerance(1e-3, 1e-4, floor);
        }
        if (path.equals("returned")) {
            return new Tolerance(1e-5, 1e-6, 0);
        }
        // another line search takes another path: to the same minimum, or about as near to one of 0
        return hasConverged(golden) ? new Tolerance(0, 1e-6, 0) : new Tolerance(9, 0, 0);
    }

    /// Whether the stored run's last two values agree.
    private static boolean hasConverged(GoldenCase golden) {
        var expected = golden.expected();
        if (!(expected.get("returned") instanceof Numbers returned)
                || !(expected.get("final_value") instanceof Numbers last)) {
            return false;
        }
        int n = returned.data().length;
        double end = last.data()[0];
        return List.of(n - 1, n - 2).stream().filter(i -> i >= 0).map(i -> returned.data()[i])
                .anyMatch(value -> Math.abs(value - end) <= 1e-6);
    }

    private static Tolerance training(GoldenCase golden, String path) {
        boolean isParam = path.startsWith("final.");
        double gap = 10 * golden.gap(isParam ? "final" : "losses");
        return isParam ? new Tolerance(1e-3, Math.max(1e-4, gap), 0) : new Tolerance(1e-4, Math.max(1e-5, gap), 0);
    }
}
