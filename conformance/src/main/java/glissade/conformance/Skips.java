package glissade.conformance;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// What the goldens' README tells a library in float32 not to compare, and why. A case of which numbers are skipped passes or
/// fails by the rest: other numbers, kinds, shapes, which inputs have a gradient; and where the golden number is finite, a
/// skipped one must be, too. The table of results says that a part was not compared. A case that is skipped as a whole counts as
/// unsupported.
final class Skips {

    /// @param family the family, or `*` for all
    /// @param which the cases
    /// @param what the numbers
    /// @param reason why, for people
    private record Skip(String family, Predicate<GoldenCase> which, What what, String reason) {

        boolean concerns(GoldenCase golden) {
            return (family.equals("*") || family.equals(golden.family())) && which.test(golden);
        }
    }

    /// Which numbers of a case.
    @FunctionalInterface
    private interface What {
        /// The case is not run.
        What WHOLE = (golden, path, position) -> true;
        /// The case is run, and no number compared.
        What NUMBERS = (golden, path, position) -> true;

        boolean covers(GoldenCase golden, String path, int position);
    }

    private static final List<Skip> TABLE = List.of(
            new Skip("*", golden -> Double.isInfinite(golden.float32Error()), What.WHOLE,
                    "the case over- or underflows in float32"),
            new Skip("ops",
                    golden -> golden.name().startsWith("nasty_var_offset")
                            || golden.name().startsWith("nasty_std_offset"),
                    What.NUMBERS, "the inputs 1e8, 1e8 + 1, … are one number in float32"),
            new Skip("ops", golden -> golden.name().startsWith("nasty_sum_cancel"),
                    (golden, path, i) -> path.equals("output"),
                    "any of the roundings of 1e16 + 1 - 1e16 is right"),
            new Skip("ops", golden -> golden.op().equals("hardswish"), (golden, path, i) -> path.equals("grads.x")
                    && golden.inputs().get("x") instanceof Numbers x && Math.abs(x.data()[i]) == 3,
                    "either one-sided derivative at ±3 is right"),
            new Skip("optim", golden -> argument(golden, "optimizer", "NAdam_1_13_1"), What.WHOLE,
                    "shows a bug of PyTorch 1.13.1"),
            new Skip("optim", golden -> golden.op().equals("lbfgs") && isLineSearch(golden),
                    (golden, path, i) -> !path.equals("final_value") && !(path.equals("returned") && i == 0),
                    "the path is the line search's own; the first value and the last are compared"),
            new Skip("optim_more", golden -> argument(golden, "precision", "bfloat16"), What.WHOLE,
                    "two or three digits, for information"),
            new Skip("optim_more",
                    golden -> golden.semantics().equals("optax") && argument(golden, "optimizer", "rprop"),
                    What.WHOLE, "optax 0.2.8 moves a step late; the cases of family optim are compared instead"),
            new Skip("training", golden -> argument(golden, "model", "transformer"),
                    (golden, path, i) -> path.equals("final.qkvb") && isMiddleThird(golden, path, i),
                    "the key's bias has no gradient but rounding noise, which Adam turns into steps"));

    private Skips() {
    }

    /// Why a case is skipped as a whole, if it is.
    static Optional<String> whole(GoldenCase golden) {
        return TABLE.stream().filter(skip -> skip.what == What.WHOLE && skip.concerns(golden)).map(Skip::reason)
                .findFirst();
    }

    /// Why numbers of a case are skipped, if some are.
    static Optional<String> partly(GoldenCase golden) {
        return TABLE.stream().filter(skip -> skip.what != What.WHOLE && skip.concerns(golden))
                .filter(skip -> coversAny(skip, golden)).map(Skip::reason).findFirst();
    }

    private static boolean coversAny(Skip skip, GoldenCase golden) {
        boolean covers =
                golden.expected().entrySet().stream().anyMatch(leaf -> leaf.getValue() instanceof Numbers numbers
                        && coversAny(skip, golden, leaf.getKey(), numbers));
        return covers || golden.grads().entrySet().stream().anyMatch(grad -> grad.getValue()
                .filter(numbers -> coversAny(skip, golden, "grads." + grad.getKey(), numbers)).isPresent());
    }

    private static boolean coversAny(Skip skip, GoldenCase golden, String path, Numbers numbers) {
        return IntStream.range(0, numbers.data().length).anyMatch(i -> skip.what.covers(golden, path, i));
    }

    /// Whether one number of a leaf is not compared.
    static boolean covers(GoldenCase golden, String path, int position) {
        return TABLE.stream().anyMatch(skip -> skip.concerns(golden) && skip.what.covers(golden, path, position));
    }

    static boolean isLineSearch(GoldenCase golden) {
        return golden.json().path("args").path("options").path("line_search_fn").stringValue("").equals("strong_wolfe");
    }

    private static boolean argument(GoldenCase golden, String name, String value) {
        return golden.json().path("args").path(name).stringValue("").equals(value);
    }

    private static boolean isMiddleThird(GoldenCase golden, String path, int position) {
        int n = golden.expected().get(path) instanceof Numbers numbers ? numbers.data().length : 0;
        return position >= n / 3 && position < 2 * n / 3;
    }
}
