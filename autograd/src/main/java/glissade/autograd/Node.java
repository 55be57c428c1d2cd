package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.UserLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One step of a recorded computation: an operation's name, the edges to the nodes of its inputs, and the shapes of its
/// outputs. A node knows its outputs' values only if a pull-back asked for them, so a graph does not keep alive what the
/// backward sweep will not read.
///
/// A node without inputs is a leaf: a [Param] or a tracked variable.
sealed class Node permits Segment {

    private static final Edge[] NO_EDGES = {};
    /// Stands in place of the spares while a sweep is at work that will give them back.
    private static final List<float[]> CLAIMED = List.of(new float[0]);
    private static final VarHandle SPARES = spares();

    /// Numbers for [NodeTable], and to tell what was made before a moment; nothing is ever ordered by them.
    private static final AtomicLong IDS = new AtomicLong();

    final long id = IDS.getAndIncrement();
    final String op;
    /// Where the user's program computed it; null if nobody asked for that when it was recorded.
    final @Nullable String place;
    private final Shape[] shapes;
    private final @Nullable Variable leaf;
    private Edge @Nullable [] inputs;
    private Tensor @Nullable [] kept;
    /// Arrays that only this node's pull-backs and what is below it will read.
    private volatile @Nullable List<float[]> spares;
    /// The spares while a sweep has claimed them.
    private @Nullable List<float[]> claimed;

    Node(String op, @Nullable String place, Shape[] shapes, @Nullable Variable leaf, Edge[] inputs,
            Tensor @Nullable [] kept) {
        this.op = op;
        this.place = place;
        this.shapes = shapes;
        this.leaf = leaf;
        this.inputs = inputs;
        this.kept = kept;
    }

    static Node leaf(Variable variable, Shape shape) {
        return new Node("leaf", null, new Shape[] {shape}, variable, NO_EDGES, null);
    }

    static Node of(String op, Tensor[] outputs, Edge[] inputs) {
        boolean keeps = false;
        for (Edge input : inputs) {
            keeps |= input.keepsOutputs;
        }
        Shape[] shapes = new Shape[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            shapes[i] = outputs[i].shape();
        }
        String place = inputs[0].watched == null ? null : UserLine.here();
        return new Node(op, place, shapes, null, inputs, keeps ? outputs : null);
    }

    /// A number that is above those of all nodes made before, and not above those made later.
    static long mark() {
        return IDS.get();
    }

    int outputs() {
        return shapes.length;
    }

    Shape shape(int output) {
        return shapes[output];
    }

    /// The variable that this leaf stands for; null for an operation.
    @Nullable Variable leaf() {
        return leaf;
    }

    /// How often the leaf's value has changed; 0 for an operation, whose value never does.
    long version() {
        return leaf instanceof Param param ? param.version() : 0;
    }

    /// The edges to the inputs.
    ///
    /// @throws IllegalStateException if a backward sweep has consumed them
    Edge[] inputs() {
        if (inputs == null) {
            throw new IllegalStateException("backward: a sweep has already consumed this graph, at its operation '" + op
                    + "'\n  fix: compute the loss anew before each backward(); add up losses that share a part and sweep the"
                    + " sum; use gradient(…), which keeps the graph; or detach() the part that is not to be swept again");
        }
        return inputs;
    }

    Tensor @Nullable [] kept() {
        return kept;
    }

    /// Says that only this node's pull-backs and what is below it will read the array: once the node is consumed, nobody does.
    void spare(float[] array) {
        List<float[]> list = spares;
        if (list == null) {
            list = new ArrayList<>();
            spares = list;
        }
        list.add(array);
    }

    /// Keeps the arrays to spare for one sweep, which reads them and will give them back: until [#unclaim] no other may go through here, on this
    /// thread or another.
    void claim() {
        claimed = exchange(CLAIMED);
    }

    /// Undoes [#claim].
    void unclaim() {
        List<float[]> own = claimed;
        if (own != null) {
            claimed = null;
            spares = own;
        }
    }

    /// Forgets what [#spare] said: whoever calls this reads the arrays, and will not give them back.
    void keepSpares() {
        exchange(null);
    }

    private @Nullable List<float[]> exchange(@Nullable List<float[]> next) {
        while (true) {
            List<float[]> found = spares;
            if (found == CLAIMED) {
                throw new IllegalStateException(
                        "backward: another sweep is going through this graph, at its operation '" + op
                                + "', and will consume it\n  fix: let one sweep end before the next begins, and each have a graph of its"
                                + " own; add up losses that share a part and sweep the sum; or detach() the part that is shared");
            }
            if (found == null || SPARES.compareAndSet(this, found, next)) {
                return found;
            }
        }
    }

    /// Lets go of the inputs and of the values kept, and the arrays to spare serve again; a leaf stays.
    void consume() {
        if (leaf == null) {
            inputs = null;
            kept = null;
        }
        // inputs are gone by now: whoever finds no spares any more finds no way back either
        List<float[]> found = spares;
        if (found != null && found != CLAIMED && SPARES.compareAndSet(this, found, null)) {
            found.forEach(Pool::give);
        }
    }

    private static VarHandle spares() {
        try {
            return MethodHandles.lookup().findVarHandle(Node.class, "spares", List.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
