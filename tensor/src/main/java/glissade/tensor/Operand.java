package glissade.tensor;

/// Something that has a tensor as its value: a [Tensor] is its own value, autograd's variables hold one.
///
/// Where a constant will do, operations take an operand, so that a plain tensor goes without ceremony:
/// `prediction.sub(target)`.
public interface Operand {

    /// The value.
    Tensor value();
}
