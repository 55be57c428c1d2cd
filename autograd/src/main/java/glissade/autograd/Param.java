package glissade.autograd;

import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A trainable leaf: a variable whose value an optimizer changes.
///
/// Its array does not escape. [#value()] marks it as handed out, and the next change then writes to a fresh array, so a tensor
/// once taken never changes; while nobody holds it, changes happen in place. Each change raises the [#version()], and a
/// backward sweep over a graph recorded before the change is refused.
///
/// A frozen param gets no gradient, and so no optimizer moves it.
///
/// Equality is identity: a param used in two places is one param. Reading from several threads is safe; a change must not
/// run at the same time as anything that reads the param.
public final class Param extends Variable {

    private boolean handedOut;
    private boolean frozen;
    private long version;
    private @Nullable String name;

    private Param(Tensor value) {
        super(value);
        handedOut = true; // whoever made the tensor may hold it
    }

    /// Stands for a variable that was computed.
    private Param(Variable variable) {
        super(variable.data(), variable.node(), variable.output());
        handedOut = true;
    }

    /// A param that stands for a variable, so that a layer can compute with it: its value is the variable's, and gradients flow on to
    /// what that was computed from, such as the weights before a step, or a net that makes another's weights. It is no leaf: it
    /// cannot be set, updated or frozen, and no optimizer takes it; that for a constant is a frozen param of its value. `Stateful.with`
    /// puts such params into a net.
    public static Param standingFor(Variable variable) {
        return variable.isTracked() ? new Param(variable) : frozen(variable.value());
    }

    private static Param frozen(Tensor value) {
        Param param = of(value);
        param.freeze();
        return param;
    }

    private void requireLeaf(String action) {
        if (!isLeaf()) {
            throw new IllegalStateException(
                    action + ": " + description() + " stands for a variable that was computed, and is no leaf"
                            + "\n  fix: change the params that it was computed from");
        }
    }

    /// A param with this value at first.
    public static Param of(Tensor value) {
        return new Param(value);
    }

    /// The value at this moment. The tensor stays as it is when the param changes later.
    @Override
    public Tensor value() {
        handedOut = true;
        return value;
    }

    /// How often the value has changed.
    public long version() {
        return version;
    }

    /// Replaces the value.
    ///
    /// @throws ShapeException if the shapes differ
    public void set(Tensor newValue) {
        requireLeaf("set");
        if (!newValue.shape().equals(shape())) {
            throw ShapeException.of("set", "the new value has another shape than " + description())
                    .operand("param", shape()).operand("value", newValue.shape()).fix("a param keeps its shape");
        }
        value = TensorAccess.computed(newValue);
        handedOut = true;
        version++;
    }

    /// Changes the elements, row-major, in place: an update rule's door. If the value was handed out, they are copied first.
    /// The array must not be kept after `change` returns.
    public void update(Consumer<float[]> change) {
        requireLeaf("update");
        float[] elements = TensorAccess.array(value);
        if (handedOut) {
            elements = elements.clone();
            value = TensorAccess.wrap(value.shape(), elements);
            handedOut = false;
        }
        version++;
        change.accept(elements);
    }

    /// Reads the elements, row-major, without handing them out. The array must be neither changed nor kept after `look` returns.
    public void read(Consumer<float[]> look) {
        look.accept(TensorAccess.array(value));
    }

    /// Whether the param is frozen.
    public boolean isFrozen() {
        return frozen;
    }

    /// Whether the param can be set and moved: false only for one that stands for a variable ([#standingFor]).
    public boolean isLeaf() {
        Node node = node();
        return node != null && node.leaf() == this;
    }

    /// From now on no gradient is recorded for this param.
    public void freeze() {
        requireLeaf("freeze");
        frozen = true;
    }

    /// Undoes [#freeze()].
    public void unfreeze() {
        frozen = false;
    }

    /// The name for messages: that in the first [Params] that lists it.
    @Nullable String name() {
        return name;
    }

    void nameIfNew(String newName) {
        if (name == null) {
            name = newName;
        }
    }

    /// `param 0.weight [128, 784]`, for messages.
    String description() {
        return "param " + (name == null ? "" : name + " ") + shape();
    }

    /// The name if it has one, and the value.
    @Override
    public String toString() {
        return "Param " + (name == null ? "" : name + " ") + (frozen ? "(frozen) " : "") + value;
    }
}
