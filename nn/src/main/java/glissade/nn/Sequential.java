package glissade.nn;

import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
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
        boolean inner = false; // whether nobody but the layers can hold y
        for (int i = 0; i < layers.size(); i++) {
            Variable next = Calls.forward(this, i, layers.get(i), y);
            boolean shares = GraphMemory.array(next) == GraphMemory.array(y);
            boolean discreet = isDiscreet(layers.get(i));
            if (inner && discreet && !shares) {
                GraphMemory.spare(next, GraphMemory.array(y));
            }
            inner = discreet && (inner || !shares);
            y = next;
        }
        return y;
    }

    /// Whether a layer lets nobody hold what goes in and comes out, but for the pull-backs of its operations. A layer of a user's own may.
    private static boolean isDiscreet(Layer layer) {
        return switch (layer) {
            case Sequential chain -> chain.layers.stream().allMatch(Sequential::isDiscreet);
            case Linear _,Conv _,ConvTranspose _ -> true;
            case Activation _,Relu _,LeakyRelu _,PRelu _,Elu _,Celu _,Sigmoid _,Tanh _,Softplus _,Softmax _,LogSoftmax _ ->
                true;
            case MaxPool _,AveragePool _,AdaptivePool _,GlobalPool _,Flatten _,Unflatten _,Dropout _,Dropout2d _ ->
                true;
            case BatchNorm1d _,BatchNorm2d _,BatchNorm3d _,LayerNorm _,GroupNorm _,InstanceNorm _,RmsNorm _ -> true;
            default -> false;
        };
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
