package glissade.conformance;

import glissade.optim.AdaGrad;
import glissade.optim.Adadelta;
import glissade.optim.Adafactor;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.Adamax;
import glissade.optim.Asgd;
import glissade.optim.Muon;
import glissade.optim.NAdam;
import glissade.optim.RAdam;
import glissade.optim.RmsProp;
import glissade.optim.Rprop;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// PyTorch's optimizers as update rules. What a case leaves out is the library's default, so that the defaults are compared, too.
final class Rules {

    private static final Map<String, Function<Args, UpdateRule>> RULES = Map.ofEntries(
            Map.entry("SGD", Rules::sgd),
            Map.entry("Adagrad", Rules::adaGrad),
            Map.entry("RMSprop", Rules::rmsProp),
            Map.entry("Adadelta", Rules::adadelta),
            Map.entry("Adam", Rules::adam),
            Map.entry("AdamW", Rules::adamW),
            Map.entry("Adamax", Rules::adamax),
            Map.entry("NAdam", Rules::nAdam),
            Map.entry("RAdam", Rules::rAdam),
            Map.entry("Rprop", Rules::rprop),
            Map.entry("ASGD", Rules::asgd),
            Map.entry("Adafactor", Rules::adafactor),
            Map.entry("Muon", Rules::muon));

    private Rules() {
    }

    /// @throws Unsupported if the library has no such rule, or not that option
    static UpdateRule of(String optimizer, Args options) {
        var rule = RULES.get(optimizer);
        if (rule == null) {
            throw new Unsupported("optimizer " + optimizer);
        }
        // how PyTorch computes it is no part of the formula
        Set.of("foreach", "fused", "capturable", "differentiable").forEach(options::has);
        UpdateRule made = rule.apply(options);
        options.requireAllRead();
        return made;
    }

    /// A pair of options, or the defaults.
    static double[] pair(Args o, String name, double first, double second) {
        return o.has(name) ? o.numbers(name) : new double[] {first, second};
    }

    private static UpdateRule sgd(Args o) {
        var rule = new Sgd();
        // all at once: what nesterov needs must be there with it
        return new Sgd(o.number("lr", rule.lr()), o.number("momentum", rule.momentum()),
                o.number("dampening", rule.dampening()), o.flag("nesterov", rule.nesterov()),
                o.number("weight_decay", rule.weightDecay()), rule.decoupled(), o.flag("maximize", rule.maximize()),
                rule.semantics());
    }

    private static UpdateRule adaGrad(Args o) {
        var rule = new AdaGrad();
        return rule.lr(o.number("lr", rule.lr())).lrDecay(o.number("lr_decay", rule.lrDecay()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .initialAccumulator(o.number("initial_accumulator_value", rule.initialAccumulator()))
                .eps(o.number("eps", rule.eps())).maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule rmsProp(Args o) {
        var rule = new RmsProp();
        return rule.lr(o.number("lr", rule.lr())).alpha(o.number("alpha", rule.alpha()))
                .eps(o.number("eps", rule.eps())).weightDecay(o.number("weight_decay", rule.weightDecay()))
                .momentum(o.number("momentum", rule.momentum())).centered(o.flag("centered", rule.centered()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adadelta(Args o) {
        var rule = new Adadelta();
        return rule.lr(o.number("lr", rule.lr())).rho(o.number("rho", rule.rho())).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adam(Args o) {
        var rule = new Adam();
        double[] betas = pair(o, "betas", rule.beta1(), rule.beta2());
        return rule.lr(o.number("lr", rule.lr())).betas(betas[0], betas[1]).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .decoupled(o.flag("decoupled_weight_decay", rule.decoupled()))
                .amsgrad(o.flag("amsgrad", rule.amsgrad())).maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adamW(Args o) {
        var rule = new AdamW();
        double[] betas = pair(o, "betas", rule.beta1(), rule.beta2());
        return rule.lr(o.number("lr", rule.lr())).betas(betas[0], betas[1]).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .amsgrad(o.flag("amsgrad", rule.amsgrad())).maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule adamax(Args o) {
        var rule = new Adamax();
        double[] betas = pair(o, "betas", rule.beta1(), rule.beta2());
        return rule.lr(o.number("lr", rule.lr())).betas(betas[0], betas[1]).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule nAdam(Args o) {
        var rule = new NAdam();
        double[] betas = pair(o, "betas", rule.beta1(), rule.beta2());
        return rule.lr(o.number("lr", rule.lr())).betas(betas[0], betas[1]).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .decoupled(o.flag("decoupled_weight_decay", rule.decoupled()))
                .momentumDecay(o.number("momentum_decay", rule.momentumDecay()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule rAdam(Args o) {
        var rule = new RAdam();
        double[] betas = pair(o, "betas", rule.beta1(), rule.beta2());
        return rule.lr(o.number("lr", rule.lr())).betas(betas[0], betas[1]).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .decoupled(o.flag("decoupled_weight_decay", rule.decoupled()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule rprop(Args o) {
        var rule = new Rprop();
        double[] etas = pair(o, "etas", rule.etaMinus(), rule.etaPlus());
        double[] sizes = pair(o, "step_sizes", rule.stepMin(), rule.stepMax());
        return rule.lr(o.number("lr", rule.lr())).etas(etas[0], etas[1]).stepSizes(sizes[0], sizes[1])
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule asgd(Args o) {
        var rule = new Asgd();
        return rule.lr(o.number("lr", rule.lr())).lambd(o.number("lambd", rule.lambd()))
                .alpha(o.number("alpha", rule.alpha())).t0(o.number("t0", rule.t0()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    /// Two numbers, of which the first may be null for the default.
    private static double[] adafactorEps(Args o, Adafactor rule) {
        if (!o.has("eps")) {
            return new double[] {rule.eps1(), rule.eps2()};
        }
        JsonNode first = o.json("eps").path(0);
        return new double[] {first.isNull() ? rule.eps1() : Numbers.number(first),
            Numbers.number(o.json("eps").path(1))};
    }

    private static UpdateRule adafactor(Args o) {
        var rule = new Adafactor();
        double[] eps = adafactorEps(o, rule);
        return rule.lr(o.number("lr", rule.lr())).beta2Decay(o.number("beta2_decay", rule.beta2Decay()))
                .eps(eps[0], eps[1]).clip(o.number("d", rule.clip()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .maximize(o.flag("maximize", rule.maximize()));
    }

    private static UpdateRule muon(Args o) {
        var rule = new Muon();
        double[] c = o.has("ns_coefficients") ? o.numbers("ns_coefficients")
                : new double[] {rule.a(), rule.b(), rule.c()};
        boolean matches = o.has("adjust_lr_fn") && o.text("adjust_lr_fn").equals("match_rms_adamw");
        return rule.lr(o.number("lr", rule.lr())).weightDecay(o.number("weight_decay", rule.weightDecay()))
                .momentum(o.number("momentum", rule.momentum())).nesterov(o.flag("nesterov", rule.nesterov()))
                .coefficients(c[0], c[1], c[2]).eps(o.number("eps", rule.eps()))
                .iterations((int) o.number("ns_steps", rule.iterations())).matchAdamW(matches)
                .maximize(o.flag("maximize", rule.maximize()));
    }
}
