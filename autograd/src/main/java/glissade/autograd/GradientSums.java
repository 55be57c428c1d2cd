package glissade.autograd;

import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.TensorAccess;
import org.jspecify.annotations.Nullable;

/// The gradients that a sweep has gathered and not yet pulled on: a slot for each output of each node.
///
/// A sum is added up in place only in an array that is the sweep's own, known to nobody else: one made here, or one that a
/// [tidy][Edge.Kind#TIDY] pull-back made. Others may return the very gradient they were given, so two slots may hold one array. Once
/// pulled through tidy pull-backs alone, an array of the sweep's own serves again ([Pool]).
final class GradientSums {

    private static final int GRAIN = 1 << 18;

    private final @Nullable Variable[] gradients;
    /// Whether the slot's array is known to nobody else; still true of the array last taken.
    private final boolean[] owned;
    private final boolean recorded;

    /// @param recorded whether derivatives are recorded, to be differentiated again
    GradientSums(int slots, boolean recorded) {
        gradients = new Variable[slots];
        owned = new boolean[slots];
        this.recorded = recorded;
    }

    @Nullable Variable at(int slot) {
        return gradients[slot];
    }

    void start(int slot, Variable seed) {
        gradients[slot] = seed;
    }

    /// The slot's gradient, which is then no more here.
    @Nullable Variable take(int slot) {
        Variable gradient = gradients[slot];
        gradients[slot] = null;
        return gradient;
    }

    /// @param own whether nobody else knows the gradient's array
    void add(int slot, Variable gradient, boolean own) {
        Variable before = gradients[slot];
        if (before == null) {
            gradients[slot] = gradient;
            owned[slot] = own;
        } else if (recorded) {
            gradients[slot] = before.add(gradient);
        } else if (owned[slot]) {
            addTo(before, gradient);
            if (own) {
                Pool.give(array(gradient));
            }
        } else if (own) {
            addTo(gradient, before);
            gradients[slot] = gradient;
            owned[slot] = true;
        } else {
            gradients[slot] = Variable.of(before.data().add(gradient.data()));
            owned[slot] = true;
        }
    }

    private static void addTo(Variable sum, Variable gradient) {
        float[] to = array(sum);
        float[] from = array(gradient);
        Parallel.range(to.length, GRAIN,
                (start, end) -> Binary.ADD.both(to, start, from, start, to, start, end - start));
    }

    /// Whether a gradient is in the array of one of the others, perhaps in another shape.
    static boolean share(@Nullable Variable gradient, Variable... others) {
        for (Variable other : others) {
            if (gradient != null && array(gradient) == array(other)) {
                return true;
            }
        }
        return false;
    }

    /// The array that was taken from one slot is now the other's alone.
    void pass(int from, int to) {
        owned[to] = owned[from];
    }

    /// Nobody reads any more what was taken from the slot.
    void giveBack(int slot, Variable taken) {
        if (owned[slot]) {
            Pool.give(array(taken));
        }
    }

    private static float[] array(Variable variable) {
        return TensorAccess.array(variable.data());
    }
}
