package glissade.autograd;

import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Indices;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.TensorAccess;
import glissade.tensor.kernel.UserLine;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A tensor together with how it was computed, so that it can be differentiated.
///
///     Variable x = Variable.tracked(Tensor.of(1, 2, 3));
///     Variable loss = x.square().sum();
///     loss.backward().of(x)              // Tensor [3]: 2, 4, 6
///
/// Operations on variables compute their value at once and, if one of the inputs is tracked and [Mode] records, remember how to
/// pull a gradient back. The record is a graph of nodes that hangs on the results alone: when they are gone, so is it. Where a
/// constant will do, a plain [Tensor] can stand.
///
/// There are two ways to derivatives. [#backward()] gives tensors and consumes the graph: what training needs.
/// [#gradient(Variable)] and [#pullback] give variables, which can be differentiated again, and leave the graph as it is.
///
/// An operation of one's own is a method that computes a value and says, for each input, how the gradient flows back:
///
///     static Variable cube(Variable x) {
///         return Variable.record("cube", x.value().mul(x.value().square()),
///                 x.pull(dy -> dy.mul(x.square()).mul(3)));
///     }
///
/// A variable never changes, [Param] excepted. It may be used from several threads, each with its own results. Equality is
/// identity.
public sealed class Variable
        implements Operand, ElementwiseOps, ComparisonOps, FunctionOps, ActivationOps, ReductionOps, OrderOps,
        MatmulOps, MovementOps, IndexOps, ConvOps, NormOps permits Param {

    static {
        GraphMemory.install(new Memory());
    }

    /// Changed by [Param] alone.
    Tensor value;
    private final @Nullable Node node;
    private final int output;

    Variable(Tensor value, @Nullable Node node, int output) {
        this.value = TensorAccess.computed(value);
        this.node = node;
        this.output = output;
    }

    /// A leaf: the node is its own.
    Variable(Tensor value) {
        this.value = TensorAccess.computed(value);
        this.node = Node.leaf(this, value.shape());
        this.output = 0;
    }

    /// The operand as a variable: itself if it is one, else a constant.
    public static Variable of(Operand operand) {
        return operand instanceof Variable variable ? variable : new Variable(operand.value(), null, 0);
    }

    /// A leaf that gets a gradient and belongs to no optimizer: an input whose influence is asked for, a point at which to
    /// differentiate.
    public static Variable tracked(Tensor value) {
        return new Variable(value);
    }

    /// The value.
    @Override
    public Tensor value() {
        return value;
    }

    /// The value for reading only, within this package: unlike [#value()] it does not count as handed out. A result that shares
    /// its elements with an input must take [#value()].
    final Tensor data() {
        return value;
    }

    @Nullable Node node() {
        return node;
    }

    int output() {
        return output;
    }

    /// The shape of the value.
    public Shape shape() {
        return data().shape();
    }

    /// The only element of the value.
    ///
    /// @throws ShapeException if there is not exactly one
    public float item() {
        return data().item();
    }

    /// Whether gradients flow through this variable.
    public boolean isTracked() {
        return node != null;
    }

    /// The same value as a constant: no gradient flows through it.
    public Variable detach() {
        return new Variable(value(), null, 0);
    }

    // --- operations of several variables

    /// Tensors joined along an axis, one after the other: see [Tensor#cat(int, Tensor...)]. Each one's gradient is its part of
    /// `dy`.
    ///
    /// @throws ShapeException if there is no such axis, or the shapes differ in another size
    /// @throws IllegalArgumentException if no tensor is given
    public static Variable cat(int axis, Operand... tensors) {
        return cat(axis, List.of(tensors));
    }

    /// [#cat(int, Operand...)] of a list.
    public static Variable cat(int axis, List<? extends Operand> tensors) {
        return Joining.cat(axis, tensors);
    }

    /// Tensors of one shape joined along a new axis: see [Tensor#stack(int, Tensor...)]. Each one's gradient is its part of `dy`.
    ///
    /// @throws ShapeException if the axis is not from −rank − 1 to rank, or the shapes differ
    /// @throws IllegalArgumentException if no tensor is given
    public static Variable stack(int axis, Operand... tensors) {
        return stack(axis, List.of(tensors));
    }

    /// [#stack(int, Operand...)] of a list.
    public static Variable stack(int axis, List<? extends Operand> tensors) {
        return Joining.stack(axis, tensors);
    }

    /// A sum of products, after Einstein: see [Tensor#einsum]. The gradient of an operand is the Einstein sum of `dy` and the other
    /// operands, with that operand's axes.
    ///
    /// @throws IllegalArgumentException if the equation is none, or has another number of terms than there are operands
    /// @throws ShapeException if an operand has another number of axes than its term, or the sizes of a letter differ
    public static Variable einsum(String equation, Operand... operands) {
        return EinsteinSum.of(equation, operands);
    }

    // --- recording an operation

    /// The result of an operation, with one edge for each input. It is recorded if an edge carries a gradient.
    ///
    /// @param op the operation's name, for errors and pictures of the graph
    /// @param value the result's value
    /// @param inputs an edge for each input, from [#pull] or its kin, in the order of the inputs
    public static Variable record(String op, Tensor value, Edge... inputs) {
        return record(op, Operation.BY_NAME, value, inputs);
    }

    /// [#record(String, Tensor, Edge...)] of an operation whose multiply-adds do not follow from its name.
    static Variable record(String op, long multiplyAdds, Tensor value, Edge... inputs) {
        if (inputs.length > 0 && inputs[0].watched != null) {
            Operation.computed(op, List.of(TensorAccess.computed(value)), multiplyAdds, inputs);
        }
        for (Edge input : inputs) {
            if (input.carries()) {
                return new Variable(value, Node.of(op, new Tensor[] {value}, inputs), 0);
            }
        }
        return new Variable(value, null, 0);
    }

    /// Like [#record] for an operation with several results; its edges come from [#pullAll].
    public static List<Variable> recordAll(String op, List<Tensor> values, Edge... inputs) {
        if (inputs.length > 0 && inputs[0].watched != null) {
            values.forEach(TensorAccess::computed);
            Operation.computed(op, values, Operation.BY_NAME, inputs);
        }
        Node node = null;
        for (Edge input : inputs) {
            if (input.carries() && node == null) {
                node = Node.of(op, values.toArray(Tensor[]::new), inputs);
            }
        }
        Variable[] results = new Variable[values.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = new Variable(values.get(i), node, node == null ? 0 : i);
        }
        return List.of(results);
    }

    /// The edge to this input, with the function that makes its gradient of the output's gradient `dy`. It is written with
    /// variables, so that derivatives can be differentiated again. A gradient of a larger shape to which this one broadcasts
    /// is summed to it by the sweep.
    public Edge pull(UnaryOperator<Variable> pullback) {
        return Edge.of(this, Edge.Kind.PLAIN, (dy, y) -> pullback.apply(dy[0]));
    }

    /// Like [#pull(UnaryOperator)], for a function of the output's gradient `dy` and the output `y`; the graph keeps `y`.
    public Edge pull(BinaryOperator<Variable> pullback) {
        return Edge.keeping(this, Edge.Kind.PLAIN, (dy, y) -> pullback.apply(dy[0], y[0]));
    }

    /// Like [#pull(UnaryOperator)], for a function that is [tidy][Edge.Kind#TIDY].
    final Edge pullTidy(UnaryOperator<Variable> pullback) {
        return Edge.of(this, Edge.Kind.TIDY, (dy, y) -> pullback.apply(dy[0]));
    }

    /// Like [#pull(BinaryOperator)], for a function that is [tidy][Edge.Kind#TIDY].
    final Edge pullTidy(BinaryOperator<Variable> pullback) {
        return Edge.keeping(this, Edge.Kind.TIDY, (dy, y) -> pullback.apply(dy[0], y[0]));
    }

    /// Like [#pull(UnaryOperator)], written with plain tensors. The operation can then be differentiated only once:
    /// [#gradient(Variable)] and [#pullback] refuse it by name.
    public Edge pullOnce(UnaryOperator<Tensor> pullback) {
        return Edge.of(this, Edge.Kind.ONCE, (dy, y) -> of(pullback.apply(dy[0].value())));
    }

    /// Like [#pull(UnaryOperator)], for an operation that reads only some rows of this input: the function gives the gradient
    /// of those rows, in the order of `rows`. The other rows' gradient is zero, and is not stored where that can be avoided.
    public Edge pullRows(Indices rows, UnaryOperator<Variable> pullback) {
        return Edge.toRows(this, rows, (dy, y) -> pullback.apply(dy[0]));
    }

    /// Like [#pull(BinaryOperator)] for an operation with several results: the function gets the gradients of all of them
    /// (zeros for those that the loss does not use) and the results.
    public Edge pullAll(BiFunction<List<Variable>, List<Variable>, Variable> pullback) {
        return Edge.keeping(this, Edge.Kind.PLAIN, (dy, y) -> pullback.apply(List.of(dy), List.of(y)));
    }

    /// Like [#pullAll(BiFunction)], for a function of the outputs' gradients alone; the graph does not keep the results.
    public Edge pullAll(Function<List<Variable>, Variable> pullback) {
        return Edge.of(this, Edge.Kind.PLAIN, (dy, y) -> pullback.apply(List.of(dy)));
    }

    // --- gradients as they pass

    /// The same value, whose gradient is shown to `reader` as it passes:
    ///
    ///     Variable hidden = x.linear(w, b).onGradient(g -> norms.add(g.value().norm()));
    ///
    /// The gradient is that of the returned variable, so only what is computed from it counts, and it is whole: added up over
    /// all uses. The reader runs once in each sweep that pulls a gradient through here, on that sweep's thread; it does not run
    /// for a constant or a frozen param. It gets a variable: a constant in [#backward()], one that can be differentiated
    /// again in [#gradient(Variable)] and [#pullback]. If it throws, the sweep ends with that exception and the graph can be swept
    /// again.
    ///
    /// It serves params as well: `x.linear(w.onGradient(…), b)`.
    public Variable onGradient(Consumer<Variable> reader) {
        return record("onGradient", value(), pull(dy -> {
            reader.accept(dy);
            return dy;
        }));
    }

    /// The same value, whose gradient is replaced by `function` of it as it passes: scaled, clipped, reversed. What the function
    /// gets, and when, is as with [#onGradient]; what it returns flows on, and has the same shape. In
    /// [#gradient(Variable)] and [#pullback] the function is part of what can be differentiated again, and a second derivative
    /// that passes here is replaced too.
    ///
    ///     Variable features = encoder.forward(x).mapGradient(g -> g.neg());   // gradient reversal
    ///
    /// A sweep throws a [ShapeException] if the function returns another shape.
    public Variable mapGradient(UnaryOperator<Variable> function) {
        if (!isTracked() || !Mode.isRecording()) {
            return detach();
        }
        String place = UserLine.here();
        return record("mapGradient", value(), pull(dy -> {
            Variable mapped = function.apply(dy);
            if (!mapped.shape().equals(dy.shape())) {
                throw ShapeException.of("mapGradient", "the function given" + (place.isEmpty() ? "" : " at " + place)
                        + " returned another shape than the gradient's")
                        .operand("gradient", dy.shape()).operand("returned", mapped.shape())
                        .fix("return a gradient of the variable's shape");
            }
            return mapped;
        }));
    }

    // --- derivatives

    /// The gradients of this number with respect to all params and tracked leaves that it depends on. The graph is consumed:
    /// a second sweep over it, or over a graph that shares a part with it, is refused.
    ///
    /// @throws ShapeException if this has not exactly one element
    /// @throws IllegalStateException if this depends on no leaf, the graph was consumed, or a param has changed since
    public Gradients backward() {
        return Sweep.backward(requireScalar("backward"), null);
    }

    /// Like [#backward()], for the given params alone: what only others need is not computed.
    public Gradients backward(Params params) {
        return Sweep.backward(requireScalar("backward"), params);
    }

    /// The gradient of this number with respect to one variable, as a variable that can be differentiated again; zeros if this
    /// does not depend on it. The graph stays.
    ///
    /// @throws ShapeException if this has not exactly one element
    /// @throws IllegalArgumentException if `wrt` is a constant or frozen
    /// @throws IllegalStateException if the graph was consumed, a param has changed since, an operation can be differentiated only once, or
    ///         this was not recorded because of [Mode#evaluate] or [Mode#unrecorded]
    public Variable gradient(Variable wrt) {
        return gradients(wrt).getFirst();
    }

    /// Like [#gradient(Variable)], with respect to several variables in one sweep.
    public List<Variable> gradients(Variable... wrt) {
        requireScalar("gradient");
        Params.requireLeaves("gradient", wrt);
        return Sweep.recorded(this, Variable.of(Tensor.full(shape(), 1)), wrt);
    }

    /// [#gradients(Variable...)] of a list, such as a net's params.
    public List<Variable> gradients(List<? extends Variable> wrt) {
        return gradients(wrt.toArray(Variable[]::new));
    }

    /// The vector-Jacobian product: the gradient of `Σ seed · this` with respect to one variable, as a variable. The graph
    /// stays. Unlike [#gradient(Variable)] it works for any shape.
    ///
    /// @throws ShapeException if the seed's shape is not this one's
    /// @throws IllegalArgumentException if `wrt` is a constant or frozen
    /// @throws IllegalStateException as [#gradient(Variable)]
    public Variable pullback(Operand seed, Variable wrt) {
        return pullbacks(seed, wrt).getFirst();
    }

    /// Like [#pullback], with respect to several variables in one sweep.
    public List<Variable> pullbacks(Operand seed, Variable... wrt) {
        Variable start = of(seed);
        if (!start.shape().equals(shape())) {
            throw ShapeException.of("pullback", "the seed has another shape than the variable")
                    .operand("variable", shape()).operand("seed", start.shape())
                    .fix("give one number for each of the variable's elements");
        }
        Params.requireLeaves("pullback", wrt);
        return Sweep.recorded(this, start, wrt);
    }

    private Variable requireScalar(String door) {
        if (shape().elements() != 1) {
            throw ShapeException
                    .of(door, "this variable has " + shape().elements() + " elements, and a gradient is that of"
                            + " one number")
                    .operand("variable", shape())
                    .fix("reduce it to a loss first, with sum() or mean(), or give each element a weight with pullback(…)");
        }
        return this;
    }

    /// The door for the library's own layers.
    private static final class Memory extends GraphMemory {
        @Override
        protected Edge edge(Variable input, UnaryOperator<Variable> pullback) {
            return input.pullTidy(pullback);
        }

        @Override
        protected void free(Variable result, float[] array) {
            if (Mode.current().looks()) {
                return;
            }
            if (result.node == null) {
                Pool.give(array);
            } else {
                result.node.spare(array);
            }
        }

        @Override
        protected float[] elements(Variable variable) {
            return TensorAccess.array(variable.data());
        }
    }

    /// The value, and the operation that made it.
    @Override
    public String toString() {
        String made = node == null ? "constant" : node.leaf() != null ? "tracked" : node.op;
        return "Variable (" + made + ") " + data();
    }
}
