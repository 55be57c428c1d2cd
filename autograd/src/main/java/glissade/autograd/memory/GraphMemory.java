package glissade.autograd.memory;

import glissade.autograd.Edge;
import glissade.autograd.Variable;
import glissade.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Says which arrays of a recorded computation serve again, in the next step of training.
///
/// `glissade.autograd` installs the implementation when it is loaded.
public abstract class GraphMemory {

    private static @Nullable GraphMemory installed;

    /// Set up by the autograd package alone.
    protected GraphMemory() {
    }

    /// Called once, by the class [Variable] as it is initialised.
    public static void install(GraphMemory memory) {
        if (installed != null) {
            throw new IllegalStateException("the memory of graphs is installed already");
        }
        installed = memory;
    }

    private static final class Holder {
        static final GraphMemory MEMORY = load();

        private static GraphMemory load() {
            var loaded = Variable.of(Tensor.scalar(0)); // initialises the class, which installs it
            var memory = installed;
            if (memory == null) {
                throw new IllegalStateException("no memory of graphs: " + loaded.shape());
            }
            return memory;
        }
    }

    /// Like [Variable#pull(UnaryOperator)], for a function that keeps neither the gradient it is given nor the one it returns, and
    /// returns either a new array or what it was given. The sweep may then use their memory again.
    public static Edge pull(Variable input, UnaryOperator<Variable> pullback) {
        return Holder.MEMORY.edge(input, pullback);
    }

    /// Says that nobody holds the array any more, but for the pull-backs of `result` and of what `result` was computed of. So it is free
    /// once a backward sweep has consumed `result`; at once if `result` was not recorded. Where somebody observes operations, nothing
    /// is freed.
    public static void spare(Variable result, float[] array) {
        Holder.MEMORY.free(result, array);
    }

    /// The array of a variable's elements, which does not count as handed out. It must not be written to.
    public static float[] array(Variable variable) {
        return Holder.MEMORY.elements(variable);
    }

    /// See [#pull].
    protected abstract Edge edge(Variable input, UnaryOperator<Variable> pullback);

    /// See [#spare].
    protected abstract void free(Variable result, float[] array);

    /// See [#array].
    protected abstract float[] elements(Variable variable);
}
