package glissade.optim;

import java.util.List;
import java.util.Optional;

/// A rule that treats each element of a param by itself, such as Adam.
public non-sealed interface ElementRule extends UpdateRule {

    /// The names of the numbers kept for each element, zeros unless [#start] says otherwise; PyTorch's names, since they are
    /// keys of the saved state.
    List<String> slots();

    /// The names of the numbers kept once for a whole param; keys of the saved state, too. They are floats, so that they are
    /// saved as they are.
    default List<String> numbers() {
        return List.of();
    }

    /// Fills what does not start at zero: called before a param's first step, with all its elements.
    ///
    /// @param param the param's elements, to be read only
    /// @param slots what is kept for each element, in the order of [#slots()]
    /// @param numbers what is kept for the param, in the order of [#numbers()]
    default void start(float[] param, float[][] slots, float[] numbers) {
    }

    /// Moves the elements `step.from()` to `step.to() − 1`. It may be called for parts of a param, on several threads.
    void update(ElementStep step);

    /// Changes the numbers kept for the param: called once a step, after all its elements have moved.
    ///
    /// @param numbers what is kept for the param, in the order of [#numbers()]
    /// @param number the number of the step that ends, from 1
    /// @param lr the learning rate of that step
    default void finish(float[] numbers, long number, double lr) {
    }

    /// Whether of a row-sparse gradient only the rows stored are visited: true for rules that leave an element whose gradient
    /// is zero as it is, with all its slots, so that it makes no difference; and for those that are so defined, as
    /// [SparseAdam].
    default boolean onlyStoredRows() {
        return false;
    }

    /// The slot that holds the point at which the model is to be evaluated, if that is not the param itself.
    default Optional<String> averageSlot() {
        return Optional.empty();
    }
}
