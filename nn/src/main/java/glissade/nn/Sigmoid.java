package glissade.nn;

import glissade.autograd.Variable;

/// The logistic function as a layer: `1 / (1 + e⁻ˣ)`, see [Variable#sigmoid]. Shape: any → same.
public record Sigmoid() implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.sigmoid();
    }

    /// `Sigmoid`
    @Override
    public String toString() {
        return "Sigmoid";
    }
}
