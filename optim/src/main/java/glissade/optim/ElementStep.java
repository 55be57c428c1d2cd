package glissade.optim;

/// What an [ElementRule] works on: the arrays of one param, and which of their elements to move. Element `i` of the
/// param, of its gradient and of each slot belong together.
///
/// @param param the param's elements, to be changed
/// @param gradient its gradient, to be read only
/// @param slots what is kept for each element, to be changed, in the order of [ElementRule#slots()]
/// @param numbers what is kept for the param as a whole, to be read only, in the order of [ElementRule#numbers()]
/// @param from the first element to move
/// @param to one past the last element to move
/// @param number the number of this param's step, from 1: steps without a gradient do not count, unless
///        [UpdateRule#countsMissing()]
/// @param lr the learning rate of this step, the schedule included
public record ElementStep(float[] param, float[] gradient, float[][] slots, float[] numbers, int from, int to,
        long number, double lr) {
}
