package glissade.nn;

import glissade.autograd.Variable;
import java.util.List;

/// Layers one after the other, each fed with the output of the one before. Without layers it returns its input.
///
///     var net = Sequential.of(Linear.init(784, 128, random), new Relu(), Linear.init(128, 10, random));
///
/// The names of its state are the layers' numbers: `0.weight`.
///
/// @param layers the layers, in order
public record Sequential(@Unnamed List<Layer> layers) implements Layer {

    /// Copies the list.
    public Sequential {
        layers = List.copyOf(layers);
    }

    /// These layers, in order.
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Variable forward(Variable x) {
        return Inside.chain(x, layers.size(), i -> Inside.isDiscreet(layers.get(i)),
                (i, y) -> Calls.forward(this, i, layers.get(i), y));
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
