package glissade.conformance;

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
    private static final Set<String> INDEX_OPS = Set.of("reshape", "transpose", "permute", "expand", "squeeze",
            "unsqueeze",
            "flatten", "repeat", "slice", "select", "narrow", "split", "chunk", "pad", "flip", "roll", "tril", "triu",
            "diag", "index_select", "index_pairs", "gather", "scatter", "scatter_value", "scatter_add", "index_add",
            "masked_select", "masked_fill", "cat", "stack", "sort", "topk", "argmax", "argmin");

    /// Rates are doubles in this library, too.
    private static final Tolerance RATES = new Tolerance(1e-10, 1e-14, 0);

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
        // a few roundings of 6e-8 each
        var few = new Tolerance(1e-5, 1e-6, floor);
        // many roundings in a row: statistics, time steps, composite graphs, steps of an optimizer
        var many = new Tolerance(1e-4, 1e-5, floor);
        return switch (golden.family()) {
            case "ops" -> INDEX_OPS.contains(golden.op()) ? EXACT : few;
            // a large mean costs half of the digits before the layer starts
            case "layers" -> golden.name().startsWith("layer_norm_offset") ? new Tolerance(1e-2, 1e-3, floor) : many;
            // thousands of ops in a row
            case "autograd" -> golden.op().equals("deep_chain") ? new Tolerance(1e-3, 1e-4, floor) : many;
            case "optim", "optim_more" -> switch (golden.op()) {
                case "rates" -> RATES;
                // each step starts where the one before has ended, with its error
                case "optim_function", "sam_function" -> {
                    double relative = Math.max(1e-4, 20 * error);
                    yield new Tolerance(relative, relative / 10, floor);
                }
                case "lbfgs" -> lbfgs(golden, path, floor);
                default -> many;
            };
            case "schedulers" -> RATES;
            case "training" -> training(golden, path);
            // formulas that are rounded once; the products of rows that are rounded add up
            case "init" ->
                golden.op().equals("orthogonal") ? new Tolerance(1e-6, 1e-6, 0) : new Tolerance(1e-6, 1e-7, 0);
            default -> few;
        };
    }

    private static Tolerance lbfgs(GoldenCase golden, String path, double floor) {
        if (!Skips.isLineSearch(golden)) {
            // differences of nearly equal gradients decide on the direction
            return new Tolerance(1e-3, 1e-4, floor);
        }
        if (path.equals("returned")) {
            // the value at the start, before any step
            return new Tolerance(1e-5, 1e-6, 0);
        }
        // another line search takes another path: to the same minimum, or about as near to one of 0
        return hasConverged(golden) ? new Tolerance(0, 1e-6, 0) : new Tolerance(9, 0, 0);
    }

    /// Whether the stored run stands still at its end: two values in a row agree.
    private static boolean hasConverged(GoldenCase golden) {
        var expected = golden.expected();
        if (!(expected.get("returned") instanceof Numbers returned)
                || !(expected.get("final_value") instanceof Numbers end)) {
            return false;
        }
        int n = returned.data().length;
        double last = returned.data()[n - 1];
        double before = n > 1 ? returned.data()[n - 2] : Double.NaN;
        return Math.abs(last - end.data()[0]) <= 1e-6 || Math.abs(before - last) <= 1e-6;
    }

    /// Errors of all steps add up, in params more than in the loss, which is flat near its minimum. How far PyTorch's own runs
    /// in float32 and float64 are apart, ten times, is allowed in any case.
    private static Tolerance training(GoldenCase golden, String path) {
        boolean isParam = path.startsWith("final.");
        double gap = 10 * golden.gap(isParam ? "final" : "losses");
        return isParam ? new Tolerance(1e-3, Math.max(1e-4, gap), 0) : new Tolerance(1e-4, Math.max(1e-5, gap), 0);
    }
}
