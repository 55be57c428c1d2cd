package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Runs one case: finds its row, computes, differentiates, compares.
final class CaseRunner {

    private final Function<String, Ops> families;

    /// @param families the rows of each family
    CaseRunner(Function<String, Ops> families) {
        this.families = families;
    }

    Outcome run(GoldenCase golden) {
        try {
            Optional<String> skipped = Skips.whole(golden);
            if (skipped.isPresent()) {
                return Outcome.unsupported(golden, "skipped: " + skipped.get());
            }
            var row = families.apply(golden.family()).find(golden.op());
            if (row.isEmpty()) {
                return Outcome.unsupported(golden, "");
            }
            var given = new Given(golden);
            Results results = row.get().apply(given);
            given.requireAllRead();
            return difference(golden, given, results).map(text -> Outcome.failed(golden, text))
                    .orElseGet(() -> Outcome.passed(golden,
                            Skips.partly(golden).map(why -> "in part: " + why).orElse("")));
        } catch (Unsupported e) {
            return Outcome.unsupported(golden, e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            return Outcome.failed(golden, e.toString());
        }
    }

    private static Optional<String> difference(GoldenCase golden, Given given, Results results) {
        var comparison = new Comparison(golden);
        Optional<String> difference = comparison.outputs(golden.expected(), results.leaves());
        if (difference.isPresent()) {
            return difference;
        }
        var grads = golden.grads();
        if (grads.isEmpty()) {
            return Optional.empty();
        }
        Gradients gradients = gradients(golden.upstream(), results);
        for (var entry : grads.entrySet()) {
            Optional<Numbers> actual = given.used(entry.getKey()).flatMap(gradients::find).map(Numbers::of);
            difference = comparison.gradient(entry.getKey(), entry.getValue(), actual);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /// The gradients of the sum of all outputs, each element times its number upstream.
    private static Gradients gradients(Map<String, Numbers> upstream, Results results) {
        Optional<Variable> loss = Optional.empty();
        for (var entry : upstream.entrySet()) {
            Variable output = results.variable(entry.getKey()).orElseThrow(() -> new IllegalStateException(
                    entry.getKey() + ": has a number upstream, but the row returns no variable"));
            Variable part = output.mul(entry.getValue().tensor()).sum();
            loss = Optional.of(loss.map(sum -> sum.add(part)).orElse(part));
        }
        return loss.filter(Variable::isTracked).map(Variable::backward).orElseGet(Gradients::none);
    }
}
