package glissade.optim;

import java.util.List;

/// A rule that treats each element of a param by itself, such as Adam.
public non-sealed interface ElementRule extends UpdateRule {

    /// The names of the numbers kept for each element, zeros at first; PyTorch's names, since they are keys of the
    /// saved state.
    List<String> slots();

    /// Moves the elements `step.from()` to `step.to() − 1`. It may be called for parts of a param, on several threads.
    void update(ElementStep step);

    /// Whether an element whose gradient is zero stays as it is, with all its slots, so that of a row-sparse gradient
    /// only the rows stored need a visit.
    default boolean skipsZeros() {
        return false;
    }
}
