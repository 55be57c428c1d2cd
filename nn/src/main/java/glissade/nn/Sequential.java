package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.ShapeException;
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
        Variable y = x;
        for (int i = 0; i < layers.size(); i++) {
            try {
                y = layers.get(i).forward(y);
            } catch (ShapeException e) {
                throw e.inside(Integer.toString(i), HiddenState.name(layers.get(i).getClass()));
            }
        }
        return y;
    }

    /// The layers with their numbers, one a line.
    @Override
    public String toString() {
        var text = new StringBuilder("Sequential(");
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String described = HiddenState.isLambda(layer.getClass()) ? "lambda" : layer.toString();
            text.append("\n  ").append(i).append(": ").append(described.replace("\n", "\n  "));
        }
        return text.append("\n)").toString();
    }
}
