package glissade.nn;

import glissade.tensor.Shape;

/// One of the two fans of a weight; see [Fans].
public enum Fan {

    /// What leads into an output: keeps the activations even.
    IN {
        @Override
        long of(Shape weight) {
            return Fans.of(weight).in();
        }
    },

    /// What an input leads to: keeps the gradients even.
    OUT {
        @Override
        long of(Shape weight) {
            return Fans.of(weight).out();
        }
    };

    abstract long of(Shape weight);
}
