package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.ShapeException;

/// A layer with a way around it: `y = x + f(x)`. Shape: any → same.
///
/// Source: He and others, "Deep residual learning for image recognition", CVPR 2016, section 3.2.
///
/// @param layer f, which keeps the shape
public record Residual(Layer layer) implements Layer {

    @Override
    public Variable forward(Variable x) {
        Variable y = Calls.forward(this, "layer", layer, x);
        if (!y.shape().equals(x.shape())) {
            throw ShapeException.of("Residual", "the layer changes the shape").operand("input", x.shape())
                    .operand("output", y.shape()).fix("choose a layer that keeps the shape, or use Branches.sum");
        }
        boolean isInner = Inside.isDiscreet(layer) && !Inside.share(x, y);
        return isInner ? Inside.sum(x, y) : x.add(y);
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
