package glissade.conformance;

import glissade.optim.AdaGrad;
import glissade.optim.Adafactor;
import glissade.optim.Adadelta;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.Adamax;
import glissade.optim.Ftrl;
import glissade.optim.Lion;
import glissade.optim.NAdam;
import glissade.optim.RmsProp;
import glissade.optim.Semantics;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import java.util.Map;
import java.util.function.Function;

/// Keras' optimizers as update rules. What a case leaves out is the preset's default.
final class KerasRules {

    private static final Semantics KERAS = Semantics.KERAS;

    private static final Map<String, Function<Args, UpdateRule>> RULES = Map.ofEntries(
            Map.entry("SGD", KerasRules::sgd),
            Map.entry("Adagrad", KerasRules::adaGrad),
            Map.entry("RMSprop", KerasRules::rmsProp),
            Map.entry("Adadelta", KerasRules::adadelta),
            Map.entry("Adam", KerasRules::adam),
            Map.entry("AdamW", KerasRules::adamW),
            Map.entry("Adamax", KerasRules::adamax),
            Map.entry("Nadam", KerasRules::nAdam),
            Map.entry("Lion", KerasRules::lion),
            Map.entry("Ftrl", KerasRules::ftrl),
            Map.entry("Adafactor", KerasRules::adafactor));

    private KerasRules() {
    }

    /// @throws Unsupported if the library has no such rule
    static UpdateRule of(String optimizer, Args options) {
        var rule = RULES.get(optimizer);
        if (rule == null) {
            throw new Unsupported("keras " + optimizer);
        }
        return rule.apply(options);
    }

    /// The rate; 1 if a schedule gives it.
    static double rate(Args o) {
        return o.json("learning_rate").isObject() ? 1 : o.number("learning_rate");
    }

    private static UpdateRule sgd(Args o) {
        var rule = new Sgd(KERAS);
        return rule.lr(rate(o)).momentum(o.number("momentum", rule.momentum()))
                .nesterov(o.flag("nesterov", rule.nesterov()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule adaGrad(Args o) {
        var rule = new AdaGrad(KERAS);
        return rule.lr(rate(o)).weightDecay(o.number("weight_decay", rule.weightDecay()))
                .initialAccumulator(o.number("initial_accumulator_value", rule.initialAccumulator()))
                .epsRoot(o.number("epsilon", rule.epsRoot()));
    }

    private static UpdateRule rmsProp(Args o) {
        var rule = new RmsProp(KERAS);
        return rule.lr(rate(o)).alpha(o.number("rho", rule.alpha())).epsRoot(o.number("epsilon", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()))
                .momentum(o.number("momentum", rule.momentum())).centered(o.flag("centered", rule.centered()));
    }

    private static UpdateRule adadelta(Args o) {
        var rule = new Adadelta(KERAS);
        return rule.lr(rate(o)).rho(o.number("rho", rule.rho())).eps(o.number("epsilon", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule adam(Args o) {
        var rule = new Adam(KERAS);
        return rule.lr(rate(o)).betas(o.number("beta_1", rule.beta1()), o.number("beta_2", rule.beta2()))
                .eps(o.number("epsilon", rule.eps())).weightDecay(o.number("weight_decay", rule.weightDecay()))
                .amsgrad(o.flag("amsgrad", rule.amsgrad()));
    }

    private static UpdateRule adamW(Args o) {
        var rule = new AdamW(KERAS);
        return rule.lr(rate(o)).betas(o.number("beta_1", rule.beta1()), o.number("beta_2", rule.beta2()))
                .eps(o.number("epsilon", rule.eps())).weightDecay(o.number("weight_decay", rule.weightDecay()))
                .amsgrad(o.flag("amsgrad", rule.amsgrad()));
    }

    private static UpdateRule adamax(Args o) {
        var rule = new Adamax(KERAS);
        return rule.lr(rate(o)).betas(o.number("beta_1", rule.beta1()), o.number("beta_2", rule.beta2()))
                .eps(o.number("epsilon", rule.eps())).weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule nAdam(Args o) {
        var rule = new NAdam(KERAS);
        return rule.lr(rate(o)).betas(o.number("beta_1", rule.beta1()), o.number("beta_2", rule.beta2()))
                .eps(o.number("epsilon", rule.eps())).weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule lion(Args o) {
        var rule = new Lion();
        return rule.lr(rate(o)).betas(o.number("beta_1", rule.beta1()), o.number("beta_2", rule.beta2()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule ftrl(Args o) {
        var rule = new Ftrl();
        return rule.lr(rate(o)).power(o.number("learning_rate_power", rule.power()))
                .initialAccumulator(o.number("initial_accumulator_value", rule.initialAccumulator()))
                .l1(o.number("l1_regularization_strength", rule.l1()))
                .l2(o.number("l2_regularization_strength", rule.l2()))
                .shrinkage(o.number("l2_shrinkage_regularization_strength", rule.shrinkage()))
                .beta(o.number("beta", rule.beta())).weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule adafactor(Args o) {
        o.has("relative_step"); // it changes nothing in Keras either
        var rule = new Adafactor(KERAS);
        return rule.lr(rate(o)).beta2Decay(o.number("beta_2_decay", rule.beta2Decay()))
                .eps(o.number("epsilon_1", rule.eps1()), o.number("epsilon_2", rule.eps2()))
                .clip(o.number("clip_threshold", rule.clip()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }
}
