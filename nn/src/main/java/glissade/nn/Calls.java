package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How the layers of this package call those inside them: an error says which one it was, and a [Trace] sees it.
final class Calls {

    /// The trace of the running summary, for its thread and as long as it runs.
    static final ScopedValue<Trace> TRACE = ScopedValue.newInstance();

    private Calls() {
    }

    /// The output of a part.
    ///
    /// @param owner the layer that calls
    /// @param name the part's name in it
    static Variable forward(Stateful owner, String name, Layer part, Variable x) {
        try {
            return TRACE.isBound() ? traced(owner, name, part, x) : part.forward(x);
        } catch (ShapeException e) {
            throw e.inside(name, HiddenState.name(part.getClass()));
        }
    }

    /// The output of an item of a list, whose name is its number.
    static Variable forward(Stateful owner, int number, Layer item, Variable x) {
        try {
            return TRACE.isBound() ? traced(owner, Integer.toString(number), item, x) : item.forward(x);
        } catch (ShapeException e) {
            throw e.inside(Integer.toString(number), HiddenState.name(item.getClass()));
        }
    }

    /// The output of an item of a list that takes more inputs than one.
    static Variable forward(String list, int number, Stateful item, Supplier<Variable> call) {
        try {
            return call.get();
        } catch (ShapeException e) {
            throw e.inside(list + "." + number, HiddenState.name(item.getClass()));
        }
    }

    private static Variable traced(Stateful owner, String name, Layer part, Variable x) {
        Trace trace = TRACE.get();
        trace.enter(owner, name);
        Shape shape = null;
        try {
            Variable y = part.forward(x);
            shape = y.shape();
            return y;
        } finally {
            trace.leave(shape);
        }
    }

    /// The output of a layer whose last operation does not show it: because there may be none, or others come after it.
    static Variable output(Stateful layer, Variable y) {
        if (TRACE.isBound()) {
            TRACE.get().output(layer, y.shape());
        }
        return y;
    }
}
