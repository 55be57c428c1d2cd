package glissade.nn;

import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import glissade.tensor.StateFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Anything with params or other state inside: every layer and every net, whatever its forward looks like.
///
/// State is found by walking over the components of records: a component is a [glissade.autograd.Param], a
/// [RunningStatistics], a [glissade.tensor.RandomStream], another `Stateful`, or a list of those; others (sizes,
/// functions, tensors, which are constants) are passed over. Names are PyTorch's: a component's name in snake_case, list items by number, joined by
/// dots: `encoder.0.weight`. The list of a [Sequential] is [Unnamed], so its layers are `0`, `1`, ….
///
/// A class that is no record overrides [#parts()]. A record in a named module must be open to `glissade.nn`.
public interface Stateful {

    /// The parts that hold state, with their names, in a fixed order.
    default List<Part> parts() {
        return RecordParts.of(this);
    }

    /// All params, by name. A param that stands in two places is listed once.
    default Params parameters() {
        return new StateWalk(this).params();
    }

    /// The params' values and the running statistics by PyTorch's names: what a weights file holds.
    default StateDict state() {
        return new StateWalk(this).state();
    }

    /// Takes over a [#state()]. All is checked first: after an error nothing has changed.
    ///
    /// @throws IllegalArgumentException if a name is missing or left over, a shape differs, or two names of one tied param
    ///         bring different numbers; the message lists all of them
    default void load(StateDict state) {
        new StateWalk(this).load(state);
    }

    /// Takes over those entries of a [#state()] that this has too, in the same shape, and leaves the rest as it is: a
    /// pretrained body under a new head. The report says what was left out on either side; look at it, for a state of
    /// quite another net loads nothing, without an error. Of several names of one tied param the last one counts.
    default StateFit loadMatching(StateDict state) {
        return new StateWalk(this).loadMatching(state);
    }

    /// A net of the same structure and values with params, statistics and streams of its own: a teacher whose weights
    /// are an average of the student's. Params that are tied in one are tied in the other, frozen ones stay frozen.
    ///
    /// @throws IllegalStateException if a part with state is no record
    @SuppressWarnings("unchecked") // the copy of a value is of its class
    static <S extends Stateful> S copyOf(S net) {
        net.state(); // refuses state that is hidden, which both would share
        return (S) Objects.requireNonNull(NetCopy.deep().copy(net));
    }

    /// A net of the same structure that computes with variables in place of its params, in the order of [#parameters()]; gradients flow
    /// on to what those were computed from. So a net can be differentiated through a step of its own training:
    ///
    ///     List<Param> weights = net.parameters().list();
    ///     List<Variable> slopes = loss(net).gradients(weights);
    ///     Net stepped = Stateful.with(net, IntStream.range(0, weights.size())
    ///             .mapToObj(i -> weights.get(i).sub(slopes.get(i).mul(0.01))).toList());
    ///
    /// Running statistics and random streams are the net's own, not copies.
    ///
    /// Source: Finn, Abbeel and Levine, "Model-agnostic meta-learning", ICML 2017, equation 1, is such a step.
    ///
    /// @throws IllegalArgumentException if there are not as many variables as params
    /// @throws glissade.tensor.ShapeException if a variable has another shape than its param
    /// @throws IllegalStateException if a part with state is no record
    @SuppressWarnings("unchecked") // as in copyOf
    static <S extends Stateful> S with(S net, List<? extends Variable> values) {
        return (S) Objects.requireNonNull(NetCopy.with(net.parameters(), values).copy(net));
    }

    /// The structure, a layer a line, those inside indented below it, with their names:
    ///
    ///     Net(
    ///       body: Sequential(
    ///         0: Linear(784 → 128)
    ///         1: Relu
    ///       )
    ///       head: Linear(128 → 10)
    ///     )
    ///
    /// What a line says of a layer is its own `toString`, or for a record that has none its type and options. [Summary] adds
    /// shapes and sizes.
    default String describe() {
        return LayerTree.text(this);
    }

    /// The positions of the random streams inside, such as those of dropout. Together with [#state()] a run that
    /// stopped can go on bit for bit; apart from it, because PyTorch's files know no such entries.
    default StateDict streams() {
        return new StateWalk(this).streams();
    }

    /// Moves the random streams to the positions of a [#streams()].
    ///
    /// @throws IllegalArgumentException if a name is missing or left over
    default void loadStreams(StateDict streams) {
        new StateWalk(this).loadStreams(streams);
    }

    /// A part of something stateful.
    ///
    /// @param name its name, empty if it adds none of its own
    /// @param value the part
    record Part(String name, Object value) {

        /// The parts of a list, named by their numbers.
        static List<Part> numbered(List<?> values) {
            var parts = new ArrayList<Part>();
            for (Object value : values) {
                parts.add(new Part(Integer.toString(parts.size()), value));
            }
            return parts;
        }
    }
}
