package glissade.nn;

import glissade.autograd.Variable;

/// The hyperbolic tangent as a layer, see [Variable#tanh]. Shape: any → same.
public record Tanh() implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.tanh();
    }

    /// `Tanh`
    @Override
    public String toString() {
        return "Tanh";
    }
}
