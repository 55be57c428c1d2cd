package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Family `optim_more`: rules of PyTorch, optax and Keras, as far as they are the library's under other names.
final class OptimMoreGoldens {

    private static final Map<String, Function<Args, UpdateRule>> OPTAX =
            Map.of("sgd", OptimMoreGoldens::sgd, "adam", OptimMoreGoldens::optaxAdam, "adamw",
                    OptimMoreGoldens::optaxAdamW,
                    "rmsprop", OptimMoreGoldens::optaxRmsProp);

    // Keras' Adam and RMSprop have epsilon elsewhere
    private static final Map<String, Function<Args, UpdateRule>> KERAS = Map.of("SGD", OptimMoreGoldens::sgd);

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
        var maker = (isOptax ? OPTAX : KERAS).get(optimizer);
        if (maker == null) {
            throw new Unsupported(c.golden().semantics() + " " + optimizer);
        }
        Args options = c.args().part("options");
        UpdateRule rule = maker.apply(options);
        UnaryOperator<Gradients> before = isOptax ? transforms(c.args()) : clipping(options);
        var run = new GivenGradients(c, rule, rule);
        if (hasSchedule(options)) {
            run.schedule(RateGoldens.absolute(c.golden().semantics(), options.part("learning_rate")));
        }
        if (options.flag("use_ema", false)) {
            run.average(options.number("ema_momentum", 0.99), (int) options.number("ema_overwrite_frequency", 0));
        }
        c.args().requireAllRead();
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
        return options.json("learning_rate").isObject();
    }

    /// The rate; 1 if a schedule gives it.
    private static double rate(Args options) {
        return hasSchedule(options) ? 1 : options.number("learning_rate");
    }

    private static UpdateRule sgd(Args o) {
        return new Sgd().lr(rate(o)).momentum(o.number("momentum", 0)).nesterov(o.flag("nesterov", false));
    }

    private static UpdateRule optaxAdam(Args o) {
        o.only("eps_root", 0).only("nesterov", !o.flag("nesterov", false));
        return new Adam().lr(rate(o)).betas(o.number("b1", 0.9), o.number("b2", 0.999)).eps(o.number("eps", 1e-8));
    }

    private static UpdateRule optaxAdamW(Args o) {
        o.only("eps_root", 0).only("nesterov", !o.flag("nesterov", false));
        return new AdamW().lr(rate(o)).betas(o.number("b1", 0.9), o.number("b2", 0.999)).eps(o.number("eps", 1e-8))
                .weightDecay(o.number("weight_decay", 1e-4));
    }

    private static UpdateRule optaxRmsProp(Args o) {
        if (o.flag("eps_in_sqrt", true)) {
            throw new Unsupported("eps_in_sqrt true");
        }
        o.only("initial_scale", 0).only("nesterov", !o.flag("nesterov", false))
                .only("bias_correction", !o.flag("bias_correction", false));
        return new RmsProp().lr(rate(o)).alpha(o.number("decay", 0.9)).eps(o.number("eps", 1e-8))
                .centered(o.flag("centered", false)).momentum(o.number("momentum", 0));
    }
}
