package glissade.nn;

import glissade.tensor.Shape;

/// One of the two fans of a weight; see [Fans].
public enum Fan {

    /// What leads into an output: keeps the activations even.
    IN,

    /// What an input leads to: keeps the gradients even.
    OUT;

    long of(Shape weight) {
        Fans fans = Fans.of(weight);
        return this == IN ? fans.in() : fans.out();
    }
}
