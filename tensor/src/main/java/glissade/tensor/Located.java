package glissade.tensor;

/// Elements that were chosen along an axis, and where they stood there. A plain value; as safe to share as its parts.
///
/// @param values the elements: tensors, or variables through which gradients flow to the places they came from
/// @param indices their places along the axis, of the same shape
/// @param <T> [Tensor], or `Variable`
public record Located<T extends Operand>(T values, Indices indices) {
}
