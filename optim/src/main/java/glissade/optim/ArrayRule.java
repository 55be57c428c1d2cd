package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// A rule that needs to know a whole param before it can move an element, such as its norm or the means of its rows, and
/// moves it in place: loops over arrays, as an [ElementRule], with what is needed of the whole between them.
///
/// A [TensorRule] can do the same and is simpler to write; it makes a new tensor in each operation, which takes longer than
/// the arithmetic does.
public non-sealed interface ArrayRule extends UpdateRule {

    /// What is kept for a param of a shape; zeros at the start.
    List<Slot> slots(Shape shape);

    /// Moves the param, which has at least one element, and changes the slots.
    void update(ArrayStep step);

    /// An array kept from step to step.
    ///
    /// @param name the key in the saved state; PyTorch's name, if it has one
    /// @param shape its shape
    record Slot(String name, Shape shape) {
    }
}
