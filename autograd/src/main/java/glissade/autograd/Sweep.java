package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reverse-mode differentiation: walks the graph from the result to the leaves, each node after all that use it, and pulls the
/// gradient through each edge (Griewank and Walther, "Evaluating Derivatives", 2nd edition, chapter 3).
///
/// The order is that of a depth-first search, given by the graph alone. Nothing recurses, so depth costs no stack. A node's
/// gradient is dropped once it has been pulled through.
final class Sweep {

    private static final Variable[] NONE = {};
    /// No slot of this sweep.
    private static final int NOWHERE = -1;

    /// The nodes that the root depends on, inputs before the nodes that use them.
    private final List<Node> order;
    private final NodeOrder nodes;
    /// Whether a gradient is asked for at this node or at one below it; by place.
    private final boolean[] needed;
    /// The first slot of each node; a node has one slot an output.
    private final int[] slots;
    private final GradientSums sums;
    /// The row-sparse part of a leaf's gradient; by place.
    private final Gradient.@Nullable Rows[] rows;
    /// Whether derivatives are recorded, to be differentiated again.
    private final boolean recorded;
    /// What [Anomalies] look for; the sweep looks itself, so that an error names the operation and not what its pull-back calls.
    private final Watch watch;
    /// Whether arrays that nobody reads any more serve again: not where somebody looks, who may keep them.
    private final boolean recycles;
    /// Nodes with a lower id are outside of the segment that is swept, and belong to `outer`; 0 for a whole graph.
    private final long first;
    private final @Nullable Sweep outer;

    private Sweep(Node root, boolean recorded) {
        this(root, recorded, 0, null, Mode.current().watch());
    }

    private Sweep(Node root, boolean recorded, long first, @Nullable Sweep outer, Watch watch) {
        this.recorded = recorded;
        this.watch = watch;
        recycles = !recorded && watch == Watch.NOTHING && Mode.current().observer() == null;
        this.first = first;
        this.outer = outer;
        nodes = new NodeOrder(root, first);
        order = nodes.order();
        slots = new int[order.size() + 1];
        for (int i = 0; i < order.size(); i++) {
            slots[i + 1] = slots[i] + order.get(i).outputs();
        }
        needed = new boolean[order.size()];
        sums = new GradientSums(slots[order.size()], recorded);
        rows = new Gradient.Rows[order.size()];
    }

    /// The door for training: tensors, the graph is consumed once all went well.
    static Gradients backward(Variable root, @Nullable Params params) {
        Node node = root.node();
        if (node == null) {
            throw new IllegalStateException(
                    "backward: this variable is a constant, so there is nothing to differentiate"
                            + "\n  fix: compute it from a tracked variable, or a Param that is not frozen, outside of Mode.evaluate"
                            + " and Mode.unrecorded");
        }
        var sweep = new Sweep(node, false);
        if (params == null) {
            sweep.needLeaves();
        } else {
            params.forEach(param -> sweep.need(Params.leaf(param)));
        }
        sweep.spreadNeed();
        return Mode.unrecorded(() -> sweep.unwatched(() -> sweep.run(root)));
    }

    private Gradients run(Variable root) {
        int claimed = 0;
        Gradients gradients;
        try {
            for (Node node : order) {
                if (recycles) {
                    node.claim();
                } else {
                    node.keepSpares();
                }
                claimed++;
            }
            gradients = sweep(root);
        } finally {
            for (int i = 0; i < claimed; i++) {
                order.get(i).unclaim();
            }
        }
        order.forEach(Node::consume);
        return gradients;
    }

    private Gradients sweep(Variable root) {
        start(root, Variable.of(Tensor.full(root.shape(), 1)));
        var leaves = new ArrayList<Variable>();
        var found = new ArrayList<Gradient>();
        for (int place = order.size() - 1; place >= 0; place--) {
            Variable leaf = order.get(place).leaf();
            if (leaf == null) {
                pull(place);
                continue;
            }
            Gradient gradient = gradient(place);
            if (needed[place] && gradient != null) {
                leaves.add(leaf);
                found.add(gradient);
            }
        }
        return new Gradients(leaves, found);
    }

    /// The door for higher derivatives: variables, and the graph stays.
    static List<Variable> recorded(Variable root, Variable seed, Variable... wrt) {
        for (Variable variable : wrt) {
            if (variable instanceof Param param && param.isFrozen()) {
                throw new IllegalArgumentException(
                        "gradient: " + param.description() + " is frozen, so no gradient of it was"
                                + " recorded\n  fix: unfreeze() it before the computation");
            }
        }
        Node node = root.node();
        if (node == null) {
            if (!Mode.isRecording()) {
                throw new IllegalStateException(
                        "gradient: nothing is recorded here, inside of Mode.evaluate or Mode.unrecorded,"
                                + " so the gradient would be zeros\n  fix: go without it; Mode.atTest records, and layers behave in it as at test time");
            }
            return zeros(wrt);
        }
        var sweep = new Sweep(node, true);
        sweep.order.forEach(Node::keepSpares);
        for (Variable variable : wrt) {
            sweep.need(Params.leaf(variable));
        }
        sweep.spreadNeed();
        return sweep.unwatched(() -> sweep.run(root, seed, wrt));
    }

    private List<Variable> run(Variable root, Variable seed, Variable... wrt) {
        start(root, seed);
        var results = zeros(wrt);
        int[] asked = new int[order.size()]; // by place: one more than the first of `wrt` there, 0 for none
        int[] next = new int[wrt.length]; // and after it the next
        for (int i = 0; i < wrt.length; i++) {
            Node node = wrt[i].node();
            int place = node == null ? NodeTable.ABSENT : nodes.find(node);
            if (place >= 0) {
                next[i] = asked[place];
                asked[place] = i + 1;
            }
        }
        for (int place = order.size() - 1; place >= 0; place--) {
            for (int i = asked[place] - 1; i >= 0; i = next[i] - 1) {
                Variable gradient = sums.at(slots[place] + wrt[i].output());
                results.set(i, gradient == null ? results.get(i) : gradient);
            }
            pull(place);
        }
        return List.copyOf(results);
    }

    private <T> T unwatched(Supplier<T> run) {
        return watch == Watch.NOTHING ? run.get() : Mode.watching(Watch.NOTHING, run);
    }

    private static List<Variable> zeros(Variable... wrt) {
        var zeros = new ArrayList<Variable>();
        for (Variable variable : wrt) {
            zeros.add(Variable.of(Tensor.zeros(variable.shape())));
        }
        return zeros;
    }

    // --- which gradients are needed

    private void needLeaves() {
        for (int place = 0; place < needed.length; place++) {
            needed[place] = order.get(place).leaf() != null;
        }
    }

    private void need(Node node) {
        int place = nodes.find(node);
        if (place >= 0) {
            needed[place] = true;
        }
    }

    private void spreadNeed() {
        for (int place = 0; place < needed.length; place++) {
            for (Edge edge : nodes.inputs(order.get(place))) {
                needed[place] |= edge.carries() && needed[place(edge)];
            }
        }
    }

    private int place(Edge edge) {
        return edge.target == null ? -1 : nodes.find(edge.target);
    }

    // --- gradients

    private void start(Variable root, Variable seed) {
        sums.start(slots[order.size() - 1] + root.output(), seed);
    }

    /// Pulls a node's gradient to its inputs, and drops it.
    private void pull(int place) {
        Node node = order.get(place);
        Variable[] dy = needed[place] && nodes.inputs(node).length > 0 ? take(node, place) : null;
        if (dy == null) {
            return;
        }
        if (node instanceof Segment segment) {
            pullSegment(segment, dy[0]);
            return;
        }
        Variable[] y = outputs(node);
        boolean tidy = recycles;
        int holder = NOWHERE;
        for (Edge edge : node.inputs()) {
            var pullback = edge.pullback;
            int input = place(edge);
            if (pullback == null || !needed[input]) {
                continue;
            }
            if (recorded && edge.kind == Edge.Kind.ONCE) {
                throw new IllegalStateException("gradient: the operation '" + node.op
                        + "' can be differentiated only once,"
                        + " because its pull-back was given with pullOnce\n  fix: write it with pull, or use backward()");
            }
            Variable dx = pullback.apply(dy, y);
            if (watch != Watch.NOTHING) {
                Anomalies.checkPulled(watch, node, edge, dy, dx);
            }
            int slot = give(node, edge, input, dx, dy);
            tidy &= edge.kind == Edge.Kind.TIDY && slot != NOWHERE;
            if (tidy && GradientSums.share(sums.at(slot), dy)) {
                tidy = holder == NOWHERE && dy.length == 1; // else two hold it
                holder = slot;
            }
        }
        if (tidy) {
            release(place, dy, holder);
        }
    }

    /// What a node's gradients took is free, or that of the one slot which still holds it.
    private void release(int place, Variable[] dy, int holder) {
        for (int i = 0; i < dy.length; i++) {
            if (holder == NOWHERE) {
                sums.giveBack(slots[place] + i, dy[i]);
            } else {
                sums.pass(slots[place] + i, holder);
            }
        }
    }

    /// Runs the segment again, and pulls the gradient through what that records; it is given to this sweep's nodes as the
    /// segment's own operations would give it, in the same order.
    private void pullSegment(Segment segment, Variable dy) {
        long start = Node.mark();
        Variable again = segment.runAgain(watch);
        Node root = again.node();
        if (root == null || root.id < start) {
            throw segment.differs("nothing that can be differentiated");
        }
        var inner = new Sweep(root, recorded, start, this, watch);
        var inputs = new NodeTable();
        for (Edge edge : segment.inputs()) {
            if (edge.target != null) {
                inputs.put(edge.target, edge.carries() && needed[place(edge)] ? 1 : 0);
            }
        }
        for (int place = 0; place < inner.needed.length; place++) {
            Node node = inner.order.get(place);
            if (node.id < start) {
                int need = inputs.find(node);
                if (need == NodeTable.ABSENT) {
                    throw segment.differs("something of a variable that it did not read the first time");
                }
                inner.needed[place] = need == 1;
            }
        }
        inner.spreadNeed();
        inner.start(again, dy);
        for (int place = inner.order.size() - 1; place >= 0; place--) {
            inner.pull(place);
        }
        if (inner.recycles) { // nobody else sweeps what only this sweep has recorded
            for (Node node : inner.order) {
                if (node.id >= start) {
                    node.consume();
                }
            }
        }
    }

    /// The gradients of a node's outputs, zeros for those that have none; null if none has.
    private Variable @Nullable [] take(Node node, int place) {
        Variable[] dy = new Variable[node.outputs()];
        boolean any = false;
        for (int i = 0; i < dy.length; i++) {
            int slot = slots[place] + i;
            Variable gradient = sums.take(slot);
            any |= gradient != null;
            dy[i] = gradient == null ? Variable.of(Tensor.zeros(node.shape(i))) : gradient;
        }
        return any ? dy : null;
    }

    private Variable[] outputs(Node node) {
        Tensor[] kept = node.kept();
        if (kept == null) {
            return NONE;
        }
        Variable[] y = new Variable[kept.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = new Variable(kept[i], recorded ? node : null, i);
        }
        return y;
    }

    /// Adds a gradient to those of the edge's input; returns the slot, or [#NOWHERE] if it has another place.
    private int give(Node node, Edge edge, int place, Variable gradient, Variable... dy) {
        requireGiven(node, gradient);
        Node target = order.get(place);
        if (outer != null && target.id < first) {
            outer.give(node, edge, outer.nodes.find(target), gradient, dy);
            return NOWHERE;
        }
        Shape shape = target.shape(edge.output);
        if (edge.rows != null) {
            if (!recorded && target.leaf() != null) {
                var part = Gradient.Rows.of(shape, edge.rows, gradient.data());
                var before = rows[place];
                rows[place] = before == null ? part : (Gradient.Rows) before.plus(part);
                return NOWHERE;
            }
            gradient = gradient.scatterRows(edge.rows, shape.size(0));
        }
        if (!gradient.shape().equals(shape)) {
            if (!shape.broadcastsTo(gradient.shape())) {
                throw ShapeException.of(node.op, "its pull-back gave a gradient that does not fit the input")
                        .operand("input", shape).operand("gradient", gradient.shape())
                        .fix("a pull-back returns the input's shape, or one that the input broadcasts to");
            }
            gradient = gradient.sumTo(shape);
        }
        int slot = slots[place] + edge.output;
        boolean own = edge.kind == Edge.Kind.TIDY && !GradientSums.share(gradient, dy);
        sums.add(slot, gradient, recycles && own);
        Variable sum = sums.at(slot);
        if (watch != Watch.NOTHING && sum != null) {
            Anomalies.checkSum(watch, target, sum);
        }
        return slot;
    }

    /// A user's pull-back may return null, whatever the types say.
    private static void requireGiven(Node node, @Nullable Variable gradient) {
        if (gradient == null) {
            throw new IllegalStateException(
                    node.op + ": its pull-back returned null\n  fix: return a gradient; for an input"
                            + " through which none flows, give record the edge of its detach()");
        }
    }

    /// A leaf's gradient; null if it has none.
    private @Nullable Gradient gradient(int place) {
        Variable dense = sums.at(slots[place]);
        Gradient sparse = rows[place];
        if (dense == null) {
            return sparse;
        }
        Gradient all = new Gradient.Dense(dense.value());
        return sparse == null ? all : all.plus(sparse);
    }
}
