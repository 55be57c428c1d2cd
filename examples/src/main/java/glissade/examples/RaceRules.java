package glissade.examples;

import glissade.optim.AdaBelief;
import glissade.optim.AdaGrad;
import glissade.optim.Adadelta;
import glissade.optim.Adafactor;
import glissade.optim.Adam;
import glissade.optim.Adamax;
import glissade.optim.Adan;
import glissade.optim.Asgd;
import glissade.optim.Ftrl;
import glissade.optim.Lamb;
import glissade.optim.Lars;
import glissade.optim.Lion;
import glissade.optim.NAdam;
import glissade.optim.NovoGrad;
import glissade.optim.RAdam;
import glissade.optim.RmsProp;
import glissade.optim.Rprop;
import glissade.optim.ScheduleFreeAdamW;
import glissade.optim.ScheduleFreeSgd;
import glissade.optim.Sgd;
import glissade.optim.SignSgd;
import glissade.optim.Sm3;
import glissade.optim.UpdateRule;
import glissade.optim.Yogi;
import java.util.List;
import java.util.function.DoubleFunction;

/// The rules that race: one line each.
final class RaceRules {

    private RaceRules() {
    }

    /// A rule that waits for its rate.
    ///
    /// @param name for tables and legends
    /// @param group the picture that shows it: not more than [Ink#COUNT] rules share one
    /// @param withRate makes the rule; all other options are its defaults, or said in the name
    record Racer(String name, Group group, DoubleFunction<UpdateRule> withRate) {
    }

    /// A family of rules, drawn together.
    enum Group {
        GRADIENT("one rate for all params"), ADAPTIVE("a rate for each param"), ADAM("Adam and its kin"),
        OTHER("signs, differences, averages"), NORMS("norms of whole params");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /// What its rules have in common.
        String title() {
            return title;
        }
    }

    /// AdamW is not among them: without decay it is Adam, and decay moves the minima. Nor is SparseAdam, which is Adam
    /// where all gradients are dense; nor Muon, which is for matrices.
    static final List<Racer> ALL = List.of(
            new Racer("SGD", Group.GRADIENT, lr -> new Sgd().lr(lr)),
            new Racer("momentum 0.9", Group.GRADIENT, lr -> new Sgd().momentum(0.9).lr(lr)),
            new Racer("Nesterov 0.9", Group.GRADIENT, lr -> new Sgd().momentum(0.9).nesterov(true).lr(lr)),
            new Racer("ASGD", Group.GRADIENT, lr -> new Asgd().lr(lr)),
            new Racer("AdaGrad", Group.ADAPTIVE, lr -> new AdaGrad().lr(lr)),
            new Racer("Adadelta", Group.ADAPTIVE, lr -> new Adadelta().lr(lr)),
            new Racer("RMSprop", Group.ADAPTIVE, lr -> new RmsProp().lr(lr)),
            new Racer("RMSprop, centred", Group.ADAPTIVE, lr -> new RmsProp().centered(true).lr(lr)),
            new Racer("Ftrl", Group.ADAPTIVE, lr -> new Ftrl().lr(lr)),
            new Racer("Adam", Group.ADAM, lr -> new Adam().lr(lr)),
            new Racer("AMSGrad", Group.ADAM, lr -> new Adam().amsgrad(true).lr(lr)),
            new Racer("Adamax", Group.ADAM, lr -> new Adamax().lr(lr)),
            new Racer("NAdam", Group.ADAM, lr -> new NAdam().lr(lr)),
            new Racer("RAdam", Group.ADAM, lr -> new RAdam().lr(lr)),
            new Racer("AdaBelief", Group.ADAM, lr -> new AdaBelief().lr(lr)),
            new Racer("Yogi", Group.ADAM, lr -> new Yogi().lr(lr)),
            new Racer("signSGD", Group.OTHER, lr -> new SignSgd().lr(lr)),
            new Racer("Rprop", Group.OTHER, lr -> new Rprop().lr(lr)),
            new Racer("Lion", Group.OTHER, lr -> new Lion().lr(lr)),
            new Racer("Adan", Group.OTHER, lr -> new Adan().lr(lr)),
            new Racer("LARS", Group.NORMS, lr -> new Lars().lr(lr)),
            new Racer("LAMB", Group.NORMS, lr -> new Lamb().lr(lr)),
            new Racer("NovoGrad", Group.NORMS, lr -> new NovoGrad().lr(lr)),
            new Racer("Adafactor", Group.NORMS, lr -> new Adafactor().lr(lr)),
            new Racer("SM3", Group.NORMS, lr -> new Sm3().lr(lr)),
            new Racer("schedule-free SGD", Group.OTHER, lr -> new ScheduleFreeSgd().lr(lr)),
            new Racer("schedule-free AdamW", Group.OTHER, lr -> new ScheduleFreeAdamW().lr(lr)));
}
