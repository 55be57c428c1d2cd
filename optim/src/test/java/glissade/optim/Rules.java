package glissade.optim;

import glissade.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// The rules that every law of optimizers is tried on, a TensorRule of the tests' own among them.
final class Rules {

    private Rules() {
    }

    /// A step of length lr along a running mean of the gradients.
    record Normed(double lr, double beta) implements TensorRule {
        @Override
        public List<Slot> slots(Tensor param) {
            return List.of(new Slot("mean", Tensor.zeros(param.shape())));
        }

        @Override
        public Update update(TensorStep step) {
            Tensor mean = step.slots().getFirst().mul(beta).add(step.gradient().mul(1 - beta));
            double correction = 1 - StrictMath.pow(beta, step.number());
            double norm = mean.norm() / correction;
            return new Update(step.param().sub(mean.mul(step.lr() / correction / (norm + 1e-8))), List.of(mean));
        }
    }

    /// Every rule of the module, and variants that keep or do other things.
    static Stream<UpdateRule> all() {
        return Stream.of(new Sgd().lr(0.1), new Sgd().lr(0.1).momentum(0.9).weightDecay(0.1),
                new Sgd().lr(0.1).momentum(0.9).nesterov(true), new Sgd(Semantics.KERAS).lr(0.1).momentum(0.9),
                new AdaGrad().lr(0.1), new AdaGrad(Semantics.KERAS).lr(0.1).weightDecay(0.1), new RmsProp(),
                new RmsProp().momentum(0.9).centered(true), new RmsProp(Semantics.OPTAX).momentum(0.9).initial(1),
                new Adadelta(), new Adam().lr(0.1), new Adam().lr(0.1).amsgrad(true),
                new Adam(Semantics.KERAS).lr(0.1), new Adam(Semantics.OPTAX).lr(0.1).amsgrad(true),
                new AdamW().lr(0.1), new NAdam().lr(0.1), new RAdam().lr(0.1), new Adamax().lr(0.1),
                new Rprop().lr(0.1), new Asgd().lr(0.1).t0(3), new SparseAdam().lr(0.1), new SignSgd().lr(0.1),
                new Lion().lr(0.1), new AdaBelief().lr(0.1), new Yogi().lr(0.1), new Adan().lr(0.1),
                new Ftrl().lr(0.1).l1(0.01), new ScheduleFreeSgd().lr(0.1).warmup(5), new ScheduleFreeAdamW().lr(0.1),
                new Lamb().lr(0.1), new Lars().lr(10), new NovoGrad().lr(0.1), new Fromage().lr(0.1), new Sm3().lr(0.1),
                new Adafactor().lr(0.1),
                new Adafactor(Semantics.KERAS).lr(0.1), new Muon().lr(0.1), new Lookahead(new Adam().lr(0.1)),
                new Lookahead(new Lamb().lr(0.1)).period(4).reset(true),
                new Normed(0.1, 0.9));
    }

    /// Those that treat a row without a gradient as one whose gradient is zero.
    static Stream<UpdateRule> withoutRows() {
        return all().filter(rule -> !(rule instanceof SparseAdam));
    }
}
