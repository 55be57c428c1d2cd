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

    /// The edge to an input that needs no gradient.
    static final Edge CONSTANT = new Edge(null, 0, 0, null, false, false, false, null, null);

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
    /// Whether the pull-back reads the operation's outputs.
    final boolean keepsOutput;
    /// Whether the pull-back works on plain tensors, so that its result cannot be differentiated again.
    final boolean once;
    /// Whether the pull-back keeps neither the gradients it is given nor the one it returns, and returns either an array of its own
    /// making or one that it was given: so that the sweep may use gradients' memory again.
    final boolean tidy;
    /// If not null, the pull-back gives rows, and these are their numbers in the input; its other rows have no gradient.
    final @Nullable Indices rows;
    /// The input itself, for who looks at operations ([Anomalies], [Operation#observe]); null if nobody does.
    final @Nullable Variable watched;

    private Edge(@Nullable Node target, int output, long version, @Nullable Pullback pullback, boolean keepsOutput,
            boolean once, boolean tidy, @Nullable Indices rows, @Nullable Variable watched) {
        this.target = target;
        this.output = output;
        this.version = version;
        this.pullback = pullback;
        this.keepsOutput = keepsOutput;
        this.once = once;
        this.tidy = tidy;
        this.rows = rows;
        this.watched = watched;
    }

    static Edge of(Variable input, boolean keepsOutput, boolean once, boolean tidy, @Nullable Indices rows,
            Pullback pullback) {
        Node node = input.node();
        Mode mode = Mode.current();
        Variable watched = mode.looks() ? input : null;
        if (node == null || !mode.recording()) {
            return watched == null ? CONSTANT : new Edge(null, 0, 0, null, false, false, false, null, watched);
        }
        if (node.leaf() instanceof Param param && param.isFrozen()) {
            return new Edge(node, 0, node.version(), null, false, false, false, null, watched);
        }
        return new Edge(node, input.output(), node.version(), pullback, keepsOutput, once, tidy, rows, watched);
    }

    /// An edge of a [Segment] to what an operation inside of it reads.
    static Edge into(Edge inside) {
        return new Edge(inside.target, inside.output, inside.version, inside.carries() ? AS_A_WHOLE : null, false,
                false, false, null, null);
    }

    boolean hasSameEnd(Edge other) {
        return target == other.target && output == other.output;
    }

    /// Whether a gradient flows along this edge.
    boolean carries() {
        return pullback != null;
    }
}
