package glissade.optim;

import glissade.tensor.Tensor;
import java.util.List;

/// A rule that sees a whole param with its shape, such as one that divides by a norm.
public non-sealed interface TensorRule extends UpdateRule {

    /// The tensors kept for a param at its start; their keys are those of the saved state.
    ///
    /// @param param the param's value
    List<Slot> slots(Tensor param);

    /// The param's new value and its new slots.
    Update update(TensorStep step);

    /// A tensor kept from step to step.
    ///
    /// @param name the key in the saved state
    /// @param value the tensor
    record Slot(String name, Tensor value) {
    }

    /// What a rule is given.
    ///
    /// @param param the param's value
    /// @param gradient its gradient, of the same shape
    /// @param slots what is kept, in the order of [#slots]
    /// @param number the number of this param's step, from 1
    /// @param lr the learning rate of this step
    record TensorStep(Tensor param, Tensor gradient, List<Tensor> slots, long number, double lr) {

        /// What is kept in one slot.
        public Tensor slot(int index) {
            return slots.get(index);
        }

        /// The gradient, or its negative to climb.
        public Tensor gradient(boolean maximize) {
            return maximize ? gradient.neg() : gradient;
        }
    }

    /// What a rule returns.
    ///
    /// @param param the param's new value, of the same shape
    /// @param slots what is to be kept, in the order of [#slots]
    record Update(Tensor param, List<Tensor> slots) {
    }
}
