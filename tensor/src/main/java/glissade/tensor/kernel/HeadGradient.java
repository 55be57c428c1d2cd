package glissade.tensor.kernel;

import glissade.tensor.Threads;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The gradients of [HeadAttention], head by head: of the output's `dY` they are `dV = Wᵀ · dY` and that of the weights, `dW = dY · Vᵀ`; of
/// that one `dS = W · (dW − Σ dW · W)`, `dQ = dS · K · scale` and `dK = dSᵀ · Q · scale`.
///
/// What begins with queries is done for some of a head's queries, then what ends in keys for some of its keys: each element is a sum in an order
/// of its own, however they are cut. Where there are as many heads as threads, a task is a whole head; fewer are done one after the other,
/// each by all threads.
///
/// @param attention sizes, scale and mask
/// @param weights W before any is dropped
/// @param output what Y's gradient is computed of; null if it is not
/// @param dw W's gradient, `[heads, queries, keys]`; null if Y's is there
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeadGradient(HeadAttention attention, Heads q, Heads k, float[] weights, Heads dq, Heads dk,
        @Nullable OfOutput output, float @Nullable [] dw) {

    /// The gradient of the output, the values, and where their gradient goes.
    record OfOutput(Heads dy, Heads v, Heads dv) {
    }

    void run() {
        int heads = attention.heads();
        int queries = attention.queries();
        int keys = attention.keys();
        if (heads >= Threads.limit()) {
            Parallel.range(heads, attention.grain(queries), (from, to) -> {
                for (int h = from; h < to; h++) {
                    var head = new Head(h);
                    head.queries(0, queries);
                    head.keys(0, keys);
                }
            });
            return;
        }
        for (int h = 0; h < heads; h++) {
            var head = new Head(h);
            Parallel.range(queries, rows(keys), head::queries);
            Parallel.range(keys, rows(queries), head::keys);
        }
    }

    /// Queries in a task for so many keys, or the reverse.
    private int rows(int others) {
        long each = (long) others * (attention.features() + attention.values());
        return (int) Math.max(HeadAttention.ROWS, HeadAttention.GRAIN / each);
    }

    /// One head, with what the first half leaves for the second.
    private final class Head {
        private final Matmul matmul = Kernels.active().matmul();
        private final int h;
        private final int queries = attention.queries();
        private final int keys = attention.keys();
        private final int features = attention.features();
        private final int values = attention.values();
        private final boolean drops = attention.kept() != null && output != null;
        /// Where its weights begin.
        private final int own;
        private final float[] ds = Scratch.floats(Scratch.Use.SCORES, queries * keys);
        private final float[] scaled = Scratch.floats(Scratch.Use.QUERIES, queries * features);
        private final float[] used;

        Head(int h) {
            this.h = h;
            own = h * queries * keys;
            used = drops ? Scratch.floats(Scratch.Use.DROPPED, queries * keys) : weights;
        }

        /// dS and dQ of the queries from `first` to `end − 1`.
        void queries(int first, int end) {
            int rows = end - first;
            int at = own + first * keys;
            int to = first * keys;
            if (output != null) {
                Heads dy = output.dy;
                Heads v = output.v;
                matmul.block(rows, keys, values, dy.array(), dy.at()[h] + first * dy.row(), dy.row(), 1, v.array(),
                        v.at()[h], 1, v.row(), null, 0, ds, to, keys);
                if (drops) {
                    attention.keep(weights, at, at, used, to, rows);
                    attention.keep(ds, to, at, ds, to, rows);
                }
            }
            Kernels.active().softmax().softmaxGradient(dw == null ? ds : dw, dw == null ? to : at, weights, at, ds, to,
                    rows, keys);
            if (attention.mask().hides()) {
                attention.mask().hide(ds, to, h, first, rows, keys, 0);
            }
            if (attention.mask().bias() != null) {
                withoutHidden(first, rows);
            }
            int dqAt = dq.at()[h] + first * dq.row();
            matmul.block(rows, features, keys, ds, to, keys, 1, k.array(), k.at()[h], k.row(), 1, null, 0, dq.array(),
                    dqAt, dq.row());
            attention.scale(rows, dq.array(), dqAt, dq.row(), dq.array(), dqAt, dq.row());
            attention.scale(rows, q.array(), q.at()[h] + first * q.row(), q.row(), scaled, first * features, features);
        }

        /// Zeros in dS for queries from which a bias of −∞ hides all keys: their weights are 0, and 0 times a gradient need not be.
        private void withoutHidden(int first, int rows) {
            for (int row = first * keys; row < (first + rows) * keys; row += keys) {
                boolean isHidden = true;
                for (int j = 0; j < keys && isHidden; j++) {
                    isHidden = weights[own + row + j] == 0;
                }
                if (isHidden) {
                    Arrays.fill(ds, row, row + keys, 0);
                }
            }
        }

        /// dV and dK of the keys from `first` to `end − 1`, once dS is there for all queries.
        void keys(int first, int end) {
            int rows = end - first;
            if (output != null) {
                Heads dy = output.dy;
                Heads dv = output.dv;
                matmul.block(rows, values, queries, used, (drops ? 0 : own) + first, 1, keys, dy.array(), dy.at()[h],
                        dy.row(), 1, null, 0, dv.array(), dv.at()[h] + first * dv.row(), dv.row());
            }
            matmul.block(rows, features, queries, ds, first, 1, keys, scaled, 0, features, 1, null, 0, dk.array(),
                    dk.at()[h] + first * dk.row(), dk.row());
        }
    }
}
