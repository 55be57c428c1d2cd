package glissade.conformance;

import glissade.optim.AdaBelief;
import glissade.optim.AdaGrad;
import glissade.optim.Adadelta;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.Adamax;
import glissade.optim.Adan;
import glissade.optim.Fromage;
import glissade.optim.Lamb;
import glissade.optim.Lars;
import glissade.optim.Lion;
import glissade.optim.Lookahead;
import glissade.optim.NAdam;
import glissade.optim.NovoGrad;
import glissade.optim.RAdam;
import glissade.optim.RmsProp;
import glissade.optim.ScheduleFreeAdamW;
import glissade.optim.ScheduleFreeSgd;
import glissade.optim.Semantics;
import glissade.optim.Sgd;
import glissade.optim.SignSgd;
import glissade.optim.Sm3;
import glissade.optim.UpdateRule;
import glissade.optim.Yogi;
import java.util.Map;
import java.util.function.Function;

/// optax' optimizers as update rules. What a case leaves out is the preset's default, or optax' where the library has none.
final class OptaxRules {

    private static final Semantics OPTAX = Semantics.OPTAX;

    private static final Map<String, Function<Args, UpdateRule>> RULES = Map.ofEntries(
            Map.entry("sgd", OptaxRules::sgd),
            Map.entry("sign_sgd", o -> new SignSgd().lr(rate(o))),
            Map.entry("adagrad", OptaxRules::adaGrad),
            Map.entry("rmsprop", OptaxRules::rmsProp),
            Map.entry("adadelta", OptaxRules::adadelta),
            Map.entry("adam", o -> o.flag("nesterov", false) ? nAdam(o, 0) : adam(o).amsgrad(false)),
            Map.entry("amsgrad", o -> adam(o).amsgrad(true)),
            Map.entry("adamw", o -> o.flag("nesterov", false) ? nAdam(o, 1e-4) : adamW(o)),
            Map.entry("nadam", o -> nAdam(o, 0)),
            Map.entry("nadamw", o -> nAdam(o, 1e-4)),
            Map.entry("adamax", o -> adamax(o, 0)),
            Map.entry("adamaxw", o -> adamax(o, 1e-4)),
            Map.entry("radam", OptaxRules::rAdam),
            Map.entry("lion", OptaxRules::lion),
            Map.entry("adabelief", OptaxRules::adaBelief),
            Map.entry("yogi", OptaxRules::yogi),
            Map.entry("adan", OptaxRules::adan),
            Map.entry("lamb", OptaxRules::lamb),
            Map.entry("lars", OptaxRules::lars),
            Map.entry("novograd", OptaxRules::novoGrad),
            Map.entry("fromage", o -> new Fromage().lr(rate(o)).minNorm(o.number("min_norm", 1e-6))),
            Map.entry("sm3", o -> new Sm3().lr(rate(o)).momentum(o.number("momentum", new Sm3().momentum()))),
            Map.entry("lookahead", OptaxRules::lookahead),
            Map.entry("schedule_free_sgd", OptaxRules::scheduleFreeSgd),
            Map.entry("schedule_free_adamw", OptaxRules::scheduleFreeAdamW));

    private OptaxRules() {
    }

    /// @throws Unsupported if the library has no such rule
    static UpdateRule of(String optimizer, Args options) {
        var rule = RULES.get(optimizer);
        if (rule == null) {
            throw new Unsupported("optax " + optimizer);
        }
        return rule.apply(options);
    }

    static double rate(Args o) {
        return KerasRules.rate(o);
    }

    private static UpdateRule sgd(Args o) {
        var rule = new Sgd(OPTAX);
        return rule.lr(rate(o)).momentum(o.number("momentum", rule.momentum()))
                .nesterov(o.flag("nesterov", rule.nesterov()));
    }

    private static UpdateRule adaGrad(Args o) {
        var rule = new AdaGrad(OPTAX);
        return rule.lr(rate(o))
                .initialAccumulator(o.number("initial_accumulator_value", rule.initialAccumulator()))
                .epsRoot(o.number("eps", rule.epsRoot()));
    }

    private static UpdateRule rmsProp(Args o) {
        var rule = new RmsProp(OPTAX);
        double eps = o.number("eps", rule.epsRoot());
        boolean isInside = o.flag("eps_in_sqrt", true);
        return rule.lr(rate(o)).alpha(o.number("decay", rule.alpha())).eps(isInside ? 0 : eps)
                .epsRoot(isInside ? eps : 0).momentum(o.number("momentum", rule.momentum()))
                .nesterov(o.flag("nesterov", rule.nesterov())).centered(o.flag("centered", rule.centered()))
                .initial(o.number("initial_scale", rule.initial()))
                .biasCorrection(o.flag("bias_correction", rule.biasCorrection()));
    }

    private static UpdateRule adadelta(Args o) {
        var rule = new Adadelta(OPTAX);
        return rule.lr(rate(o)).rho(o.number("rho", rule.rho())).eps(o.number("eps", rule.eps()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static Adam adam(Args o) {
        var rule = new Adam(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .meanCorrection(o.flag("bias_correction_mu", rule.meanCorrection()))
                .squareCorrection(o.flag("bias_correction_nu", rule.squareCorrection()));
    }

    private static UpdateRule adamW(Args o) {
        var rule = new AdamW(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule nAdam(Args o, double weightDecay) {
        var rule = new NAdam(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", weightDecay)).decoupled(true);
    }

    private static UpdateRule adamax(Args o, double weightDecay) {
        var rule = new Adamax(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).weightDecay(o.number("weight_decay", weightDecay)).decoupled(true);
    }

    private static UpdateRule rAdam(Args o) {
        var rule = new RAdam(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .threshold(o.number("threshold", rule.threshold())).nesterov(o.flag("nesterov", rule.nesterov()));
    }

    private static UpdateRule lion(Args o) {
        var rule = new Lion();
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .weightDecay(o.number("weight_decay", 1e-3));
    }

    private static UpdateRule adaBelief(Args o) {
        var rule = new AdaBelief();
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .nesterov(o.flag("nesterov", rule.nesterov()));
    }

    private static UpdateRule yogi(Args o) {
        var rule = new Yogi();
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps()));
    }

    private static UpdateRule adan(Args o) {
        var rule = new Adan(OPTAX);
        return rule.lr(rate(o))
                .betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()), o.number("b3", rule.beta3()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule lamb(Args o) {
        var rule = new Lamb();
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule lars(Args o) {
        var rule = new Lars();
        return rule.lr(rate(o)).trust(o.number("trust_coefficient", rule.trust())).eps(o.number("eps", rule.eps()))
                .momentum(o.number("momentum", rule.momentum())).nesterov(o.flag("nesterov", rule.nesterov()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule novoGrad(Args o) {
        var rule = new NovoGrad();
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).epsRoot(o.number("eps_root", rule.epsRoot()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule scheduleFreeSgd(Args o) {
        var rule = new ScheduleFreeSgd(OPTAX);
        return rule.lr(rate(o)).beta(o.number("b1", rule.beta()))
                .warmup((int) o.number("warmup_steps", rule.warmup()))
                .weightPower(o.number("weight_lr_power", rule.weightPower()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule scheduleFreeAdamW(Args o) {
        var rule = new ScheduleFreeAdamW(OPTAX);
        return rule.lr(rate(o)).betas(o.number("b1", rule.beta1()), o.number("b2", rule.beta2()))
                .eps(o.number("eps", rule.eps())).warmup((int) o.number("warmup_steps", rule.warmup()))
                .weightPower(o.number("weight_lr_power", rule.weightPower()))
                .weightDecay(o.number("weight_decay", rule.weightDecay()));
    }

    private static UpdateRule lookahead(Args o) {
        return new Lookahead(of(o.text("optimizer"), o.part("options"))).period(o.integer("sync_period"))
                .share(o.number("slow_step_size")).reset(o.flag("reset_state", false));
    }
}
