package glissade.autograd;

import glissade.tensor.Indices;
import org.jspecify.annotations.Nullable;

/// How the gradient flows from an operation's output to one of its inputs. Made by [Variable#pull] and its kin, given to
/// [Variable#record].
///
/// Immutable.
public final class Edge {

    /// Computes an input's gradient of the outputs' gradients and, where the edge keeps them, the outputs.
    @FunctionalInterface
    interface Pullback {
        /// `gradients` and `outputs` have one entry an output; `outputs` is empty unless the edge keeps them.
        Variable apply(Variable[] gradients, Variable[] outputs);
    }

    /// What the sweep may take for granted about a pull-back.
    enum Kind {
        /// Nothing: it may keep the gradients it is given, and return one that somebody else holds.
        PLAIN,
        /// It keeps neither the gradients it is given nor the one it returns, and returns either an array of its own making or one that
        /// it was given: so that the sweep may use gradients' memory again.
        TIDY,
        /// It works on plain tensors, so that its result cannot be differentiated again.
        ONCE
    }

    /// The edge to an input that needs no gradient.
    static final Edge CONSTANT = silent(null, 0, null);

    /// Stands at the edges of a segment, whose gradients the sweep computes all at once.
    private static final Pullback AS_A_WHOLE = (dy, y) -> {
        throw new IllegalStateException("a segment has no pull-back for one input");
    };

    /// The input's node; null for a constant.
    final @Nullable Node target;
    /// Which of the target's outputs the input is.
    final int output;
    /// The version the input had when the operation was recorded.
    final long version;
    /// Null if no gradient is to flow here: the input is a frozen param, of which only the version is watched.
    final @Nullable Pullback pullback;
    final Kind kind;
    /// Whether the pull-back reads the operation's outputs.
    final boolean keepsOutputs;
    /// If not null, the pull-back gives rows, and these are their numbers in the input; its other rows have no gradient.
    final @Nullable Indices rows;
    /// The input itself, for who looks at operations ([Anomalies], [Operation#observe]); null if nobody does.
    final @Nullable Variable watched;

    private Edge(@Nullable Node target, int output, long version, @Nullable Pullback pullback, Kind kind,
            boolean keepsOutputs, @Nullable Indices rows, @Nullable Variable watched) {
        this.target = target;
        this.output = output;
        this.version = version;
        this.pullback = pullback;
        this.kind = kind;
        this.keepsOutputs = keepsOutputs;
        this.rows = rows;
        this.watched = watched;
    }

    /// The edge to an input along which no gradient flows.
    private static Edge silent(@Nullable Node target, long version, @Nullable Variable watched) {
        return new Edge(target, 0, version, null, Kind.PLAIN, false, null, watched);
    }

    /// The edge of a pull-back that reads the outputs' gradients.
    static Edge of(Variable input, Kind kind, Pullback pullback) {
        return of(input, kind, false, null, pullback);
    }

    /// The edge of a pull-back that reads the outputs too; the graph keeps them.
    static Edge keeping(Variable input, Kind kind, Pullback pullback) {
        return of(input, kind, true, null, pullback);
    }

    /// The edge of a pull-back that gives rows.
    static Edge toRows(Variable input, Indices rows, Pullback pullback) {
        return of(input, Kind.PLAIN, false, rows, pullback);
    }

    private static Edge of(Variable input, Kind kind, boolean keepsOutputs, @Nullable Indices rows, Pullback pullback) {
        Node node = input.node();
        Mode mode = Mode.current();
        Variable watched = mode.looks() ? input : null;
        if (node == null || !mode.recording()) {
            return watched == null ? CONSTANT : silent(null, 0, watched);
        }
        if (node.leaf() instanceof Param param && param.isFrozen()) {
            return silent(node, node.version(), watched);
        }
        return new Edge(node, input.output(), node.version(), pullback, kind, keepsOutputs, rows, watched);
    }

    /// An edge of a [Segment] to what an operation inside of it reads.
    static Edge into(Edge inside) {
        return new Edge(inside.target, inside.output, inside.version, inside.carries() ? AS_A_WHOLE : null, Kind.PLAIN,
                false, null, null);
    }

    boolean hasSameEnd(Edge other) {
        return target == other.target && output == other.output;
    }

    /// Whether a gradient flows along this edge.
    boolean carries() {
        return pullback != null;
    }
}
