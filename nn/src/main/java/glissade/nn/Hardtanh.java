package glissade.nn;

import glissade.autograd.Variable;

/// x moved to the nearest number of a range, see [Variable#hardtanh]. Shape: any → same.
///
/// @param least the range's lower end
/// @param greatest its upper end
public record Hardtanh(double least, double greatest) implements Layer {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if `least ≥ greatest`, or one is NaN
    public Hardtanh {
        Options.require(least < greatest, "Hardtanh", "least", least, "less than the greatest, which is " + greatest);
    }

    /// From −1 to 1.
    public Hardtanh() {
        this(-1, 1);
    }

    @Override
    public Variable forward(Variable x) {
        return x.hardtanh(least, greatest);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Hardtanh(" + least + ", " + greatest + ")";
    }
}
