package glissade.autograd;

import static glissade.autograd.Variable.record;

/// Elementary functions of each element by itself: powers, exponentials, logarithms, trigonometry.
public sealed interface FunctionOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// `y = √x`, `dx = dy / 2y`: infinite at 0.
    default Variable sqrt() {
        Variable x = self();
        return record("sqrt", x.data().sqrt(), x.pull((dy, y) -> dy.div(y).mul(0.5)));
    }

    /// `y = eˣ`, `dx = dy · y`.
    default Variable exp() {
        Variable x = self();
        return record("exp", x.data().exp(), x.pull((dy, y) -> dy.mul(y)));
    }

    /// `y = ln x`, `dx = dy / x`.
    default Variable log() {
        Variable x = self();
        return record("log", x.data().log(), x.pull(dy -> dy.div(x)));
    }
}
