package glissade.conformance;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Compares what came out with what a case expects. Each method returns the first difference, or nothing.
final class Comparison {

    private final GoldenCase golden;

    Comparison(GoldenCase golden) {
        this.golden = golden;
    }

    /// All leaves: no one may be missing or left over.
    Optional<String> outputs(Map<String, Leaf> expected, Map<String, Leaf> actual) {
        for (String path : actual.keySet()) {
            if (!expected.containsKey(path)) {
                return Optional.of(path + ": computed, but not expected");
            }
        }
        for (var entry : expected.entrySet()) {
            Leaf found = actual.get(entry.getKey());
            Optional<String> difference = found == null ? Optional.of(entry.getKey() + ": missing")
                    : leaf(entry.getKey(), entry.getValue(), found);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> leaf(String path, Leaf expected, Leaf actual) {
        if (expected instanceof Numbers wanted && actual instanceof Numbers computed) {
            return numbers(path, wanted, computed, false);
        }
        return expected.equals(actual) ? Optional.empty()
                : Optional.of(path + ": is " + actual + ", expected " + expected);
    }

    /// The gradient with respect to an input; `expected` and `actual` are empty where there is no path.
    Optional<String> gradient(String input, Optional<Numbers> expected, Optional<Numbers> actual) {
        String path = "grads." + input;
        if (expected.isEmpty() && isCount() && actual.isPresent()
                && Arrays.stream(actual.get().data()).allMatch(x -> x == 0)) {
            return Optional.empty();
        }
        if (expected.isEmpty() || actual.isEmpty()) {
            return expected.isPresent() == actual.isPresent() ? Optional.empty()
                    : Optional
                            .of(path + (expected.isPresent() ? ": there is no gradient" : ": no gradient is expected"));
        }
        // where the function has no derivative, a finite gradient is better than PyTorch's NaN
        return numbers(path, expected.get(), actual.get(), !golden.isSmooth());
    }

    /// The norm with p = 0 counts elements: PyTorch cuts the path there, and a gradient of zeros says the same.
    private boolean isCount() {
        return golden.op().equals("norm") && golden.args().number("p", 2) == 0;
    }

    /// Two tensors: kind, shape, and each element; a skipped one must only be finite.
    ///
    /// @param finiteForNaN whether a finite number will do where NaN is expected
    Optional<String> numbers(String path, Numbers expected, Numbers actual, boolean finiteForNaN) {
        if (expected.kind() != actual.kind()) {
            return Optional.of(path + ": is of kind " + actual.kind() + ", expected " + expected.kind());
        }
        if (!expected.shape().equals(actual.shape())) {
            return Optional.of(path + ": the shape is " + actual.shape() + ", expected " + expected.shape());
        }
        Tolerance tolerance = expected.kind() == Numbers.Kind.FLOAT ? Tolerance.of(golden, path) : Tolerance.EXACT;
        for (int i = 0; i < expected.data().length; i++) {
            double b = expected.data()[i];
            double a = actual.data()[i];
            boolean agrees = agree(tolerance, b, a) || finiteForNaN && Double.isNaN(b) && Double.isFinite(a);
            if (!agrees && !(Skips.covers(golden, path, i) && (Double.isFinite(a) || !Double.isFinite(b)))) {
                return Optional.of(path + "[" + i + "]: is " + a + ", expected " + b + ", off by " + Math.abs(a - b)
                        + " with " + tolerance);
            }
        }
        return Optional.empty();
    }

    /// NaN agrees with NaN, an infinity with itself, a number with one nearby.
    private static boolean agree(Tolerance tolerance, double expected, double actual) {
        if (Double.isFinite(expected) && Double.isFinite(actual)) {
            return tolerance.accepts(actual, expected);
        }
        return Double.isNaN(expected) ? Double.isNaN(actual) : expected == actual;
    }
}
