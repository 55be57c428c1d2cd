package glissade.optim;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// SM3: AdaGrad that keeps one sum for each row, column, …, not for each element.
///
///     v = g² + min over the axes of aₖ        aₖ one number for each index of axis k
///     d = g / √(v + ε)
///     m ← μ m + (1 − μ) d
///     x ← x − lr · m
///     aₖ ← max of v over the other axes
///
/// Good: models that hardly fit into memory; sparse activations. Bad: as [AdaGrad], steps die out on long runs.
///
/// Source: Anil, Gupta, Koren and Singer, "Memory-efficient adaptive optimization", NeurIPS 2019, algorithm SM3-II. Defaults
/// are optax'.
///
/// @param lr the learning rate, > 0; 1e-1 by default
/// @param momentum μ, from 0 to less than 1; 0.9 by default
/// @param eps ε > 0; 1e-8 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Sm3(double lr, double momentum, double eps, boolean maximize)
        implements TensorRule {

    /// Checks the options.
    public Sm3 {
        Options.requireRate("Sm3", "lr", lr);
        Options.requireDecay("Sm3", "momentum", momentum);
        Options.requireRate("Sm3", "eps", eps);
    }

    /// optax' defaults.
    public Sm3() {
        this(1e-1, 0.9, 1e-8, false);
    }

    /// This rule with another learning rate.
    public Sm3 lr(double lr) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule with another momentum.
    public Sm3 momentum(double momentum) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule with another ε.
    public Sm3 eps(double eps) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    /// This rule climbing or descending.
    public Sm3 maximize(boolean maximize) {
        return new Sm3(lr, momentum, eps, maximize);
    }

    @Override
    public List<Slot> slots(Tensor param) {
        var slots = new ArrayList<Slot>();
        slots.add(new Slot("momentum_buffer", Tensor.zeros(param.shape())));
        if (param.shape().rank() == 0) {
            slots.add(new Slot("accumulator_0", Tensor.scalar(0)));
        }
        for (int axis = 0; axis < param.shape().rank(); axis++) {
            slots.add(new Slot("accumulator_" + axis, Tensor.zeros(alone(param.shape(), axis))));
        }
        return slots;
    }

    /// The shape in which all axes but one have size 1.
    private static Shape alone(Shape shape, int axis) {
        int[] sizes = new int[shape.rank()];
        Arrays.fill(sizes, 1);
        sizes[axis] = shape.size(axis);
        return Shape.of(sizes);
    }

    @Override
    public Update update(TensorStep step) {
        Tensor x = step.param();
        Tensor g = step.gradient(maximize);
        Tensor least = step.slot(1);
        for (int i = 2; i < step.slots().size(); i++) {
            least = least.minimum(step.slot(i));
        }
        Tensor v = g.square().add(least);
        Tensor m = step.slot(0).mul(momentum).add(g.div(v.add(eps).sqrt()).mul(1 - momentum));
        var slots = new ArrayList<>(List.of(m));
        for (int i = 1; i < step.slots().size(); i++) {
            slots.add(greatest(v, i - 1));
        }
        return new Update(x.sub(m.mul(step.lr())), slots);
    }

    /// The greatest for each index of one axis.
    private static Tensor greatest(Tensor v, int axis) {
        int[] others = IntStream.range(0, v.shape().rank()).filter(k -> k != axis).toArray();
        return others.length == 0 ? v : v.max(others).reshape(alone(v.shape(), axis));
    }
}
