package glissade.autograd;

import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The gradients of an operation's inputs where it is best to compute all of them at once: the first pull-back that is called computes
/// them, the others of the same sweep take theirs.
///
///     var all = new SharedPull(2, dy -> new Tensor[] {…, …});
///     return Variable.record("op", value, a.pull(dy -> all.part(dy, 0)), b.pull(dy -> all.part(dy, 1)));
///
/// What is handed out is forgotten here. Of tensors, so it is for sweeps that are not recorded. Thread-safe.
public final class SharedPull {

    private final int parts;
    private final Function<Tensor, @Nullable Tensor[]> gradients;
    private @Nullable Tensor of;
    private @Nullable Tensor @Nullable [] computed;

    /// For an operation with this many inputs.
    ///
    /// @param gradients all gradients, of the output's gradient; null for one that no input asks for
    public SharedPull(int parts, Function<Tensor, @Nullable Tensor[]> gradients) {
        this.parts = parts;
        this.gradients = gradients;
    }

    /// The gradient of input `part`, given the output's gradient.
    public synchronized Variable part(Variable dy, int part) {
        @Nullable Tensor[] all = computed;
        Tensor gradient = of == dy.data() && all != null ? all[part] : null;
        if (all == null || gradient == null) {
            all = gradients.apply(dy.data());
            gradient = all[part];
            if (all.length != parts || gradient == null) {
                throw new IllegalStateException("a gradient is missing: part " + part + " of " + parts);
            }
            for (Tensor each : all) {
                if (each != null) {
                    TensorAccess.computed(each); // dy's memory may serve again before the others are asked for
                }
            }
            of = dy.data();
            computed = all;
        }
        all[part] = null;
        return Variable.of(gradient);
    }
}
