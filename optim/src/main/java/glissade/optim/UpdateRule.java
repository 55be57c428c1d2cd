package glissade.optim;

import glissade.autograd.Params;

/// How a gradient becomes a step: an immutable record of options whose one method reads as the published formula. An
/// [Optimizer] applies it to params and keeps what it has to remember.
///
/// There are three levels. An [ElementRule] treats each element by itself, and is a loop over arrays; most are. A
/// [TensorRule] sees a whole tensor with its shape, for rules that need norms, rows or products of matrices; so does an
/// [ArrayRule], in place. [LBfgs] sees all params at once and asks for the loss several times a step. [Lookahead] wraps any
/// other rule but that.
///
/// Rules are values: safe to share between threads and optimizers.
public sealed interface UpdateRule permits ElementRule, ArrayRule, TensorRule, Lookahead, LBfgs {

    /// The learning rate before any schedule.
    double lr();

    /// Whether the steps in which a param has no gradient count for it, too, as in Keras ([Semantics#KERAS]). Its value stays
    /// as it is in any case.
    default boolean countsMissing() {
        return false;
    }

    /// An optimizer that applies this rule to the given params.
    ///
    /// @throws IllegalArgumentException if there are no params
    default Optimizer over(Params params) {
        return new Optimizer(this, params);
    }
}
