package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;

/// A layer that behaves as at test time even where the net around it trains: a batch norm that keeps its statistics, a dropout that drops
/// nothing. Gradients still flow; to keep the params too, freeze them. Shape: the layer's.
///
/// The names of its state are the layer's own, so it can be put around a layer without changing the files.
///
/// @param layer the layer
public record AtTest(@Unnamed Layer layer) implements Layer {

    @Override
    public Variable forward(Variable x) {
        return Mode.atTest(() -> layer.forward(x));
    }

    /// `AtTest(BatchNorm2d(32))`
    @Override
    public String toString() {
        return "AtTest(" + LayerTree.title(layer) + ")";
    }
}
