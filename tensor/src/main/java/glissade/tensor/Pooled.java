package glissade.tensor;

/// The greatest elements of windows, and where they stand.
///
/// @param values the elements
/// @param places the place of each in its channel, counted over all spatial axes
public record Pooled(Tensor values, Indices places) {
}
