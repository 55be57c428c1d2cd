package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;

/// The feed-forward layer of gated units: `down(f(gate(x)) · up(x))`. Shape: `[…, in] → […, out]`. With [#swiGlu] f is silu, with
/// [#geGlu] gelu.
///
/// Source: Shazeer, "GLU variants improve transformer", 2020, section 2.
///
/// @param gate the projection that f goes over
/// @param up the projection that is gated
/// @param down out of the hidden layer
/// @param activation f
public record GatedLinear(Linear gate, Linear up, Linear down, Layer activation) implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if gate and up differ in shape, or down takes another number of features
    public GatedLinear {
        Shape inner = gate.weight().shape();
        if (!inner.equals(up.weight().shape()) || down.weight().shape().size(1) != inner.size(0)) {
            throw ShapeException.of("GatedLinear", "the projections do not fit together").operand("gate", inner)
                    .operand("up", up.weight().shape()).operand("down", down.weight().shape())
                    .fix("gate and up are [hidden, in], down [out, hidden]");
        }
    }

    /// With silu, without biases.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static GatedLinear swiGlu(int features, int hidden, RandomStream random) {
        return init(features, hidden, Activation.SILU, random);
    }

    /// With gelu, without biases.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static GatedLinear geGlu(int features, int hidden, RandomStream random) {
        return init(features, hidden, Activation.GELU, random);
    }

    private static GatedLinear init(int features, int hidden, Layer activation, RandomStream random) {
        return new GatedLinear(Linear.initWithoutBias(features, hidden, random),
                Linear.initWithoutBias(features, hidden, random), Linear.initWithoutBias(hidden, features, random),
                activation);
    }

    @Override
    public Variable forward(Variable x) {
        Variable gated = Calls.forward(this, "activation", activation, Calls.forward(this, "gate", gate, x))
                .mul(Calls.forward(this, "up", up, x));
        return Calls.forward(this, "down", down, gated);
    }

    /// `GatedLinear(64 → 256 → 64, SILU)`
    @Override
    public String toString() {
        return "GatedLinear(" + up.weight().shape().size(1) + " → " + up.weight().shape().size(0) + " → "
                + down.weight().shape().size(0) + ", " + activation + ")";
    }
}
