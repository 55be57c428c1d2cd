package glissade.tensor.kernel;

import glissade.tensor.Threads;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A recurrent layer's way over a sequence in one direction, and back again for the gradients.
///
/// Everything is in the order of the steps: `[step, batch, …]`, contiguous, where step 0 is the last time if the direction is backward. The
/// input's part of the gates, of all steps, is the caller's product, and so are the gradients of the weights: one product over all steps
/// each. Here is what has to go step by step: the product of the state and its weight, and one pass over the gates.
///
/// A sequence that is shorter than the others is not active at the steps beyond its end: it keeps its state and puts out 0. Sequences of
/// a batch are independent: threads share them, each going the whole way, and no thread waits for another at a step. No bit depends on it.
///
/// Nothing is checked. Immutable and thread-safe; the arrays are the caller's.
public final class RecurrentWalk {

    /// Kinds of cells.
    public enum Cell {
        /// `h′ = tanh(x + W·h)`.
        TANH(1),
        /// `h′ = max(x + W·h, 0)`.
        RELU(1),
        /// [Gates#lstm].
        LSTM(4),
        /// [Gates#gru].
        GRU(3);

        /// How many gates there are.
        public final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    /// What a layer remembers of its way, for the way back.
    ///
    /// @param gates first the input's part with all biases but the GRU's of the state, `[steps, batch, gates · hidden]`; then the activated
    ///     gates; on the way back their gradients
    /// @param ofState for the GRU the state's part, and on the way back its gradient, `[steps, batch, gates · hidden]`, or of one step only;
    ///     else empty
    /// @param hidden the hidden states: before step s at place s, `[steps + 1, batch, hidden]`, or of two steps in turns
    /// @param cell the cell states of the LSTM likewise; else empty
    public record Memory(float[] gates, float[] ofState, float[] hidden, float[] cell) {
    }

    /// Multiply-adds for which another thread is worth its while.
    private static final long PIECE = 1L << 22;

    private final Cell cell;
    private final int steps;
    private final int batch;
    private final int hidden;
    private final int width;
    private final boolean backward;
    private final int @Nullable [] lengths;
    private final Gates kernel = Kernels.active().gates();
    private final Elementary elementary = Kernels.active().elementary();

    /// @param hidden the numbers of a state
    /// @param backward whether the sequences are read from their ends
    /// @param lengths how long each sequence is; null if all have the whole length
    public RecurrentWalk(Cell cell, int steps, int batch, int hidden, boolean backward, int @Nullable [] lengths) {
        this.cell = cell;
        this.steps = steps;
        this.batch = batch;
        this.hidden = hidden;
        this.width = cell.gates * hidden;
        this.backward = backward;
        this.lengths = lengths;
    }

    /// The time of a step.
    public int time(int step) {
        return backward ? steps - 1 - step : step;
    }

    /// Whether a sequence has something at a step.
    public boolean isActive(int step, int sequence) {
        return lengths == null || time(step) < lengths[sequence];
    }

    // --- there

    /// All steps; `memory.gates` holds the input's part.
    ///
    /// @param keep whether the memory has room for all steps, and will be asked for on the way back
    /// @param weight of the state, as packed `[hidden, gates · hidden]`
    /// @param bias of the state's part, for the GRU; null for none
    /// @param hiddenStart the hidden states at the start, `[batch, hidden]`; null for zeros
    /// @param cellStart the cell states likewise
    /// @param y gets the hidden states: of time t and sequence b in the row `t · timeRows + b · batchRows`; is zeros before
    public void forward(Memory memory, boolean keep, PackedMatrix weight, float @Nullable [] bias,
            float @Nullable [] hiddenStart, float @Nullable [] cellStart, float[] y, int timeRows, int batchRows) {
        inBlocks((from, to) -> {
            start(hiddenStart, memory.hidden, from, to);
            if (cell == Cell.LSTM) {
                start(cellStart, memory.cell, from, to);
            }
            for (int step = 0; step < steps; step++) {
                int now = place(step, keep);
                int next = place(step + 1, keep);
                boolean first = step == 0 && hiddenStart == null;
                if (cell == Cell.GRU) {
                    int at = ((keep ? step : 0) * batch + from) * width;
                    if (first) {
                        fill(memory.ofState, at, to - from, bias);
                    } else {
                        weight.multiply(false, to - from, memory.hidden, (now + from) * hidden, bias, memory.ofState,
                                at);
                    }
                } else if (!first) {
                    weight.multiply(true, to - from, memory.hidden, (now + from) * hidden, null, memory.gates,
                            (step * batch + from) * width);
                }
                for (int row = from; row < to;) {
                    int end = run(step, row, to);
                    if (isActive(step, row)) {
                        advance(memory, step, keep, row, end);
                        put(memory.hidden, (next + row) * hidden, y, time(step) * timeRows + row * batchRows,
                                batchRows, end - row);
                    } else {
                        keep(memory.hidden, now + row, next + row, end - row);
                        if (cell == Cell.LSTM) {
                            keep(memory.cell, now + row, next + row, end - row);
                        }
                    }
                    row = end;
                }
            }
        });
    }

    /// The states after the last step, `[batch, hidden]`, of those in a memory.
    public float[] last(float[] states, boolean keep) {
        int at = place(steps, keep) * hidden;
        return Arrays.copyOfRange(states, at, at + batch * hidden);
    }

    /// The row of the first sequence's state before a step.
    private int place(int step, boolean keep) {
        return (keep ? step : step & 1) * batch;
    }

    private void start(float @Nullable [] given, float[] states, int from, int to) {
        if (given == null) {
            Arrays.fill(states, from * hidden, to * hidden, 0f);
        } else {
            System.arraycopy(given, from * hidden, states, from * hidden, (to - from) * hidden);
        }
    }

    private void fill(float[] ofState, int at, int rows, float @Nullable [] bias) {
        if (bias == null) {
            Arrays.fill(ofState, at, at + rows * width, 0f);
        } else {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(bias, 0, ofState, at + row * width, width);
            }
        }
    }

    private void advance(Memory memory, int step, boolean keep, int row, int end) {
        int rows = end - row;
        int gates = (step * batch + row) * width;
        int now = (place(step, keep) + row) * hidden;
        int next = (place(step + 1, keep) + row) * hidden;
        switch (cell) {
            case TANH -> elementary.tanh(memory.gates, gates, memory.hidden, next, rows * hidden);
            case RELU -> Unary.RELU.apply(memory.gates, gates, memory.hidden, next, rows * hidden);
            case LSTM -> kernel.lstm(rows, hidden, memory.gates, gates, memory.cell, now, memory.cell, next,
                    memory.hidden, next);
            case GRU -> kernel.gru(rows, hidden, memory.gates, gates, memory.ofState,
                    ((keep ? step : 0) * batch + row) * width, memory.hidden, now, memory.hidden, next);
        }
    }

    private void put(float[] states, int at, float[] y, int row, int rowStep, int rows) {
        if (rowStep == 1) {
            System.arraycopy(states, at, y, row * hidden, rows * hidden);
            return;
        }
        for (int i = 0; i < rows; i++) {
            System.arraycopy(states, at + i * hidden, y, (row + i * rowStep) * hidden, hidden);
        }
    }

    private void keep(float[] states, int now, int next, int rows) {
        System.arraycopy(states, now * hidden, states, next * hidden, rows * hidden);
    }

    // --- and back

    /// The gradients of what the gates were before they were activated, written over the gates (and the GRU's state's part).
    ///
    /// @param weight of the state, as packed `[gates · hidden, hidden]`
    /// @param dy of the outputs, in rows as in [#forward]
    /// @param dh of the hidden states at the end, `[batch, hidden]`; becomes that of those at the start
    /// @param dc of the cell states likewise; empty if there are none
    /// @param toStart whether the gradient of the hidden states at the start is wanted
    public void back(Memory memory, PackedMatrix weight, float[] dy, int timeRows, int batchRows, float[] dh,
            float[] dc, boolean toStart) {
        inBlocks((from, to) -> {
            for (int step = steps - 1; step >= 0; step--) {
                for (int row = from; row < to;) {
                    int end = run(step, row, to);
                    int gates = (step * batch + row) * width;
                    if (isActive(step, row)) {
                        take(dy, time(step) * timeRows + row * batchRows, batchRows, dh, row * hidden, end - row);
                        retreat(memory, step, row, end, dh, dc);
                    } else {
                        Arrays.fill(memory.gates, gates, gates + (end - row) * width, 0f);
                        if (cell == Cell.GRU) {
                            Arrays.fill(memory.ofState, gates, gates + (end - row) * width, 0f);
                        }
                    }
                    row = end;
                }
                if (step > 0 || toStart) {
                    weight.multiply(true, to - from, cell == Cell.GRU ? memory.ofState : memory.gates,
                            (step * batch + from) * width, null, dh, from * hidden);
                }
            }
        });
    }

    private void take(float[] dy, int row, int rowStep, float[] dh, int at, int rows) {
        int each = rowStep == 1 ? rows * hidden : hidden;
        for (int done = 0, i = 0; done < rows * hidden; done += each, i++) {
            Binary.ADD.both(dh, at + done, dy, (row + i * rowStep) * hidden, dh, at + done, each);
        }
    }

    private void retreat(Memory memory, int step, int row, int end, float[] dh, float[] dc) {
        int n = (end - row) * hidden;
        int gates = (step * batch + row) * width;
        int own = row * hidden;
        int now = (step * batch + row) * hidden;
        int next = now + batch * hidden;
        switch (cell) {
            case TANH -> {
                elementary.tanhGradient(dh, own, memory.hidden, next, memory.gates, gates, n);
                Arrays.fill(dh, own, own + n, 0f);
            }
            case RELU -> {
                elementary.reluGradient(dh, own, memory.hidden, next, memory.gates, gates, n);
                Arrays.fill(dh, own, own + n, 0f);
            }
            case LSTM -> kernel.lstmGradient(end - row, hidden, memory.gates, gates, memory.cell, now, memory.cell,
                    next, dh, own, dc, own);
            case GRU -> kernel.gruGradient(end - row, hidden, memory.gates, gates, memory.ofState, gates,
                    memory.hidden, now, dh, own);
        }
    }

    // --- both

    /// The first row after `row` that is active while `row` is not, or the other way round.
    private int run(int step, int row, int to) {
        if (lengths == null) {
            return to;
        }
        int end = row + 1;
        while (end < to && isActive(step, end) == isActive(step, row)) {
            end++;
        }
        return end;
    }

    /// The sequences in blocks, a thread for each.
    private void inBlocks(Parallel.RangeBody way) {
        long work = (long) steps * batch * width * hidden;
        int threads = Math.clamp(work / PIECE, 1, Threads.limit());
        int rows = Math.max(4, Math.ceilDiv(Math.ceilDiv(batch, threads), 4) * 4);
        Parallel.forEach(Math.ceilDiv(batch, rows),
                block -> way.run(block * rows, Math.min(batch, (block + 1) * rows)));
    }
}
