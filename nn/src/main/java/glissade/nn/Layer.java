package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.Tensor;

/// A function from a variable to a variable, with state if it likes: what [Sequential] chains.
///
/// A layer of one's own is a record:
///
///     record Residual(Linear inner) implements Layer {
///         public Variable forward(Variable x) {
///             return x.add(inner.forward(x).relu());
///         }
///     }
///
/// A method reference is a layer too: `Variable::tanh`. What takes or returns more than one variable is [Stateful] and
/// has a forward method of its own.
@FunctionalInterface
public interface Layer extends Stateful {

    /// Computes the output. How the layer behaves (training or test) is the [Mode]'s.
    Variable forward(Variable x);

    /// [#forward(Variable)] of a constant.
    default Variable forward(Tensor x) {
        return forward(Variable.of(x));
    }

    /// The output in [Mode#evaluate]: as at test time, and not recorded. It enters that mode at each call, so it can be
    /// handed to streams and other threads.
    default Tensor predict(Tensor x) {
        return Mode.evaluate(() -> forward(x)).value();
    }
}
