package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.optim.UpdateRule;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Family `optim_more`: rules of PyTorch, optax and Keras along given gradients.
final class OptimMoreGoldens {

    private OptimMoreGoldens() {
    }

    static Ops ops() {
        return new Ops().results("optim_grads", OptimMoreGoldens::givenGradients);
    }

    private static Results givenGradients(Given c) {
        if (c.golden().semantics().equals("pytorch")) {
            return OptimGoldens.givenGradients(c);
        }
        boolean isOptax = c.golden().semantics().equals("optax");
        String optimizer = c.args().text("optimizer");
        Args options = c.args().part("options");
        UpdateRule rule = isOptax ? OptaxRules.of(optimizer, options) : KerasRules.of(optimizer, options);
        UnaryOperator<Gradients> before = isOptax ? transforms(c.args()) : clipping(options);
        var run = new GivenGradients(c, rule, rule);
        if (hasSchedule(options)) {
            run.schedule(RateGoldens.absolute(c.golden().semantics(), options.part("learning_rate")));
        }
        if (options.flag("use_ema", false)) {
            run.average(options.number("ema_momentum", 0.99), (int) options.number("ema_overwrite_frequency", 0));
        }
        return run.run(before);
    }

    /// optax' transformations in front of the rule, in their order.
    private static UnaryOperator<Gradients> transforms(Args args) {
        UnaryOperator<Gradients> all = UnaryOperator.identity();
        if (args.has("before")) {
            for (JsonNode pair : args.json("before")) {
                var first = all;
                var next = TransformGoldens.transform(pair.path(0).stringValue(), new Args(pair.path(1)));
                all = gradients -> next.apply(first.apply(gradients));
            }
        }
        return all;
    }

    /// Keras' three ways to clip.
    private static UnaryOperator<Gradients> clipping(Args options) {
        if (options.has("clipvalue")) {
            return gradients -> gradients.clipValue(options.number("clipvalue"));
        }
        if (options.has("clipnorm")) {
            return gradients -> gradients.clipEach(options.number("clipnorm"));
        }
        if (options.has("global_clipnorm")) {
            return gradients -> gradients.clipNorm(options.number("global_clipnorm"));
        }
        return UnaryOperator.identity();
    }

    private static boolean hasSchedule(Args options) {
        return options.has("learning_rate") && options.json("learning_rate").isObject();
    }
}
