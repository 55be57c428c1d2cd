package glissade.nn;

import glissade.autograd.Variable;
import java.util.function.UnaryOperator;

/// Activations without options, as layers: `Sequential.of(linear, Activation.GELU)`. [Relu], [Sigmoid] and [Tanh] are layers of
/// their own; those with options are records, such as [LeakyRelu]. Shape: any → same.
public enum Activation implements Layer {

    /// [Variable#relu6].
    RELU6(Variable::relu6),
    /// [Variable#gelu].
    GELU(Variable::gelu),
    /// [Variable#geluTanh].
    GELU_TANH(Variable::geluTanh),
    /// [Variable#silu].
    SILU(Variable::silu),
    /// [Variable#mish].
    MISH(Variable::mish),
    /// [Variable#selu].
    SELU(Variable::selu),
    /// [Variable#hardsigmoid].
    HARDSIGMOID(Variable::hardsigmoid),
    /// [Variable#hardswish].
    HARDSWISH(Variable::hardswish),
    /// [Variable#logSigmoid].
    LOG_SIGMOID(Variable::logSigmoid),
    /// [Variable#softsign].
    SOFTSIGN(Variable::softsign),
    /// `y = x − tanh x`, `dx = dy · tanh² x`.
    TANHSHRINK(x -> x.sub(x.tanh()));

    private final UnaryOperator<Variable> function;

    Activation(UnaryOperator<Variable> function) {
        this.function = function;
    }

    @Override
    public Variable forward(Variable x) {
        return function.apply(x);
    }
}
