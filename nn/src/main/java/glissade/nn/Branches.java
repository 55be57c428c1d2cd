package glissade.nn;

import glissade.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Layers side by side, each fed with the same input; their outputs are added up, or joined along an axis.
///
/// The names of its state are the layers' numbers: `0.weight`.
///
/// @param layers the layers
/// @param joined the axis along which the outputs are joined; null if they are added
public record Branches(@Unnamed List<Layer> layers, @Nullable Integer joined) implements Layer {

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there is no layer
    public Branches {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("Branches: there are no layers; give one or more");
        }
    }

    /// The sum of the layers' outputs, which broadcast.
    public static Branches sum(Layer... layers) {
        return new Branches(List.of(layers), null);
    }

    /// The layers' outputs joined along an axis.
    public static Branches cat(int axis, Layer... layers) {
        return new Branches(List.of(layers), axis);
    }

    @Override
    public Variable forward(Variable x) {
        var outputs = new ArrayList<Variable>();
        for (int i = 0; i < layers.size(); i++) {
            outputs.add(Calls.forward(this, i, layers.get(i), x));
        }
        return joined == null ? outputs.stream().reduce(Variable::add).orElseThrow() : Variable.cat(joined, outputs);
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
