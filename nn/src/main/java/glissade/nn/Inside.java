package glissade.nn;

import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import java.util.function.IntPredicate;

/// Values inside of a layer, which nobody but its parts can hold: once they are read for the last time they serve again ([GraphMemory]).
///
/// A layer of the library lets nobody hold what goes in and comes out, but for the pull-backs of its operations. A layer of a user's own
/// may: what it sees is never given back.
final class Inside {

    /// Calls a part by its number.
    interface Call {
        Variable forward(int part, Variable x);
    }

    private Inside() {
    }

    /// Layers one after the other. What goes into the first and comes out of the last may be held by others.
    static Variable chain(Variable x, Layer... layers) {
        return chain(x, layers.length, i -> isDiscreet(layers[i]), (i, y) -> layers[i].forward(y));
    }

    /// [#chain(Variable, Layer...)] of parts that are called in a way of their own.
    static Variable chain(Variable x, int parts, IntPredicate isDiscreet, Call call) {
        Variable y = x;
        boolean inner = false; // whether nobody but the layers can hold y
        for (int i = 0; i < parts; i++) {
            Variable next = call.forward(i, y);
            boolean discreet = isDiscreet.test(i);
            boolean shares = share(next, y);
            if (inner && discreet) {
                read(next, y);
            }
            inner = discreet && (inner || !shares);
            y = next;
        }
        return y;
    }

    /// The output of a discreet layer for an input that only it reads.
    static Variable after(Variable inner, Layer layer) {
        return read(layer.forward(inner), inner);
    }

    /// `x + inner`, where only this sum reads `inner`.
    static Variable sum(Variable x, Variable inner) {
        return read(x.add(inner), inner);
    }

    /// Says that all that read `inner` is in `y` or below it; returns `y`.
    static Variable read(Variable y, Variable inner) {
        if (!share(y, inner)) {
            GraphMemory.spare(y, GraphMemory.array(inner));
        }
        return y;
    }

    /// [#read(Variable, Variable)] where a layer stands between the two. One of a user's own may hold a variable whose way back reads `inner`,
    /// and cut it off from `y`, as with [Variable#detach()]: then `inner` is not free.
    static Variable read(Variable y, Variable inner, Layer between) {
        return isDiscreet(between) ? read(y, inner) : y;
    }

    /// Whether they have one array.
    static boolean share(Variable x, Variable y) {
        return GraphMemory.array(x) == GraphMemory.array(y);
    }

    /// Whether a layer lets nobody hold what goes in and comes out.
    static boolean isDiscreet(Layer layer) {
        return switch (layer) {
            case Sequential chain -> chain.layers().stream().allMatch(Inside::isDiscreet);
            case Residual around -> isDiscreet(around.layer());
            case Linear _,Conv _,ConvTranspose _ -> true;
            case Activation _,Relu _,LeakyRelu _,PRelu _,Elu _,Celu _,Sigmoid _,Tanh _,Softplus _,Softmax _,LogSoftmax _ ->
                true;
            case MaxPool _,AveragePool _,AdaptivePool _,GlobalPool _,Flatten _,Unflatten _,Dropout _,Dropout2d _ ->
                true;
            case BatchNorm1d _,BatchNorm2d _,BatchNorm3d _,LayerNorm _,GroupNorm _,InstanceNorm _,RmsNorm _ -> true;
            case MultiHeadAttention _ -> true;
            case TransformerEncoderLayer block -> isDiscreet(block.activation());
            case TransformerEncoder blocks -> blocks.layers().stream().allMatch(Inside::isDiscreet);
            default -> false;
        };
    }
}
