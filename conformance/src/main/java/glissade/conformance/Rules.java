package glissade.conformance;

import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import java.util.Map;
import java.util.function.Function;

/// PyTorch's optimizers as update rules. What a case leaves out is the library's default, so that the defaults are compared, too.
final class Rules {

    private static final Map<String, Function<Args, UpdateRule>> RULES = Map.of("SGD", Rules::sgd, "Adam", Rules::adam,
            "AdamW", Rules::adamW, "RMSprop", Rules::rmsProp);

    private Rules() {
    }

    /// @throws Unsupported if the library has no such rule, or not that option
    static UpdateRule of(String optimizer, Args options) {
        var rule = RULES.get(optimizer);
        if (rule == null) {
            throw new Unsupported("optimizer " + optimizer);
        }
        UpdateRule made = rule.apply(options);
        options.requireAllRead();
        return made;
    }

    private static UpdateRule sgd(Args o) {
        var rule = new Sgd();
        return new Sgd(o.number("lr", rule.lr()), o.number("momentum", rule.momentum()),
                o.number("dampening", rule.dampening()), o.flag("nesterov", rule.nesterov()),
                o.number("weight_decay", rule.weightDecay()), o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adam(Args o) {
        if (o.flag("decoupled_weight_decay", false)) {
            // AdamW by another name, but with another default
            return adamW(o, 0);
        }
        var rule = new Adam();
        double[] betas = o.has("betas") ? o.numbers("betas") : new double[] {rule.beta1(), rule.beta2()};
        return new Adam(o.number("lr", rule.lr()), betas[0], betas[1], o.number("eps", rule.eps()),
                o.number("weight_decay", rule.weightDecay()), o.flag("amsgrad", rule.amsgrad()),
                o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adamW(Args o) {
        return adamW(o, new AdamW().weightDecay());
    }

    private static UpdateRule adamW(Args o, double weightDecay) {
        var rule = new AdamW();
        double[] betas = o.has("betas") ? o.numbers("betas") : new double[] {rule.beta1(), rule.beta2()};
        return new AdamW(o.number("lr", rule.lr()), betas[0], betas[1], o.number("eps", rule.eps()),
                o.number("weight_decay", weightDecay), o.flag("amsgrad", rule.amsgrad()),
                o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule rmsProp(Args o) {
        var rule = new RmsProp();
        return new RmsProp(o.number("lr", rule.lr()), o.number("alpha", rule.alpha()), o.number("eps", rule.eps()),
                o.number("weight_decay", rule.weightDecay()), o.number("momentum", rule.momentum()),
                o.flag("centered", rule.centered()), o.flag("maximize", rule.maximize()));
    }
}
