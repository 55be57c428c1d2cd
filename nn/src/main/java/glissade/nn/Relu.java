package glissade.nn;

import glissade.autograd.Variable;

/// The rectifier as a layer: `max(x, 0)`, see [Variable#relu]. Shape: any → same.
///
/// Source: Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
public record Relu() implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.relu();
    }

    /// `Relu`
    @Override
    public String toString() {
        return "Relu";
    }
}
