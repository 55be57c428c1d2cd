package glissade.nn;

import glissade.autograd.Edge;
import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Gates;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Matmul;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.RecurrentWalk;
import glissade.tensor.kernel.TensorAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A layer over a whole sequence as one operation, whose results are the output at each time and the states at the end.
///
/// Forward, one product takes the inputs of all times to the gates, and [RecurrentWalk] goes from step to step, in place. In
/// [Variable#backward()] it goes back, and leaves the gradients of the gates where the gates were; then each weight's gradient is one
/// product over all times. All edges share that way back. Where derivatives are recorded, the gradients are those of the same computation
/// composed of operations, so every order works.
final class FusedRecurrence {

    private static final float[] NONE = {};

    private final RecurrentPass pass;
    private final List<Variable> inputs;
    /// How many of the inputs get a gradient.
    private final int carrying;
    private final Gates gates = Kernels.active().gates();
    private final Matmul matmul = Kernels.active().matmul();
    private final RecurrentWalk walk;
    private final int times;
    private final int batch;
    private final int in;
    private final int hidden;
    private final int width;
    private final int timeRows;
    private final int batchRows;

    /// What the way there has left for the way back, which uses it up: a second sweep goes there again.
    private @Nullable Way kept;
    /// The gradients of the sweep that is under way.
    private @Nullable Swept swept;

    /// The way there.
    ///
    /// @param x the inputs in the order of the steps
    private record Way(float[] x, RecurrentWalk.Memory memory) {
    }

    private FusedRecurrence(RecurrentPass pass) {
        this.pass = pass;
        inputs = pass.inputs();
        carrying = Mode.isRecording() ? (int) inputs.stream().filter(FusedRecurrence::carries).count() : 0;
        times = pass.times();
        batch = pass.batch();
        in = pass.x().shape().size(2);
        hidden = pass.weights().hidden();
        width = pass.cell().kind.gates * hidden;
        timeRows = pass.batchFirst() ? 1 : batch;
        batchRows = pass.batchFirst() ? times : 1;
        walk = new RecurrentWalk(pass.cell().kind, times, batch, hidden, pass.backward(), pass.lengths());
    }

    private static boolean carries(Variable input) {
        return input.isTracked() && !(input instanceof Param param && param.isFrozen());
    }

    /// The output, `[time, batch, hidden]` or batch first as the input is, then the states at the end, `[batch, hidden]` each.
    static List<Variable> of(RecurrentPass pass) {
        return new FusedRecurrence(pass).results();
    }

    private List<Variable> results() {
        boolean keep = carrying > 0;
        float[] y = Allocation.floats(pass.x().shape().with(2, hidden));
        Way way = forward(keep, y);
        kept = keep ? way : null;
        Shape state = Shape.of(batch, hidden);
        var values = new ArrayList<Tensor>();
        values.add(TensorAccess.wrap(pass.x().shape().with(2, hidden), y));
        values.add(TensorAccess.wrap(state, walk.last(way.memory.hidden(), keep)));
        if (pass.cell() == RecurrentCell.LSTM) {
            values.add(TensorAccess.wrap(state, walk.last(way.memory.cell(), keep)));
        }
        if (!keep) {
            giveBack(way);
        }
        Edge[] edges = new Edge[inputs.size()];
        for (int i = 0; i < edges.length; i++) {
            int input = i;
            edges[i] = inputs.get(i).pullAll(dy -> gradient(dy, input));
        }
        return Variable.recordAll(pass.cell().op, values, edges);
    }

    // --- there

    /// @param y gets the output; zeros before
    private Way forward(boolean keep, float[] y) {
        Shape states = Shape.of(keep ? times + 1 : 2, batch, hidden);
        boolean gru = pass.cell() == RecurrentCell.GRU;
        boolean lstm = pass.cell() == RecurrentCell.LSTM;
        float[] x = steps();
        var memory = new RecurrentWalk.Memory(ofInputs(x),
                gru ? Pool.take(Shape.of(keep ? times : 1, batch, width)) : NONE, Pool.take(states),
                lstm ? Pool.take(states) : NONE);
        var weight = reading(pass.weights().weightHh(), w -> gates.pack(true, hidden, width, w, 0));
        walk.forward(memory, keep, weight, gru ? copied(pass.weights().biasHh()) : null, start(0), start(1), y,
                timeRows, batchRows);
        return new Way(x, memory);
    }

    private float @Nullable [] start(int kind) {
        return kind < pass.start().size() ? TensorAccess.array(pass.start().get(kind).value()) : null;
    }

    /// The input's part of the gates, and the biases that can be added to it at once.
    private float[] ofInputs(float[] x) {
        float[] bias = copied(pass.weights().biasIh());
        float[] second = pass.cell() == RecurrentCell.GRU ? null : copied(pass.weights().biasHh());
        if (bias != null && second != null) {
            for (int j = 0; j < width; j++) {
                bias[j] += second[j];
            }
        }
        float[] both = bias == null ? second : bias;
        float[] y = Pool.take(Shape.of(times, batch, width));
        return reading(pass.weights().weightIh(), w -> {
            matmul.multiply(false, true, times * batch, width, in, x, 0, w, 0, both, 0, y, 0);
            return y;
        });
    }

    /// The inputs in the order of the steps; 0 where a sequence has ended, since what is there is not looked at.
    private float[] steps() {
        float[] x = TensorAccess.array(pass.x().value());
        if (isInOrder()) {
            return x;
        }
        float[] y = Pool.take(Shape.of(times, batch, in));
        if (pass.lengths() != null) {
            Arrays.fill(y, 0);
        }
        eachRow((row, own) -> System.arraycopy(x, own * in, y, row * in, in));
        return y;
    }

    /// Whether the input stands in the order of the steps.
    private boolean isInOrder() {
        return !pass.batchFirst() && !pass.backward() && pass.lengths() == null;
    }

    private void giveBack(Way way) {
        Pool.give(way.memory.gates(), way.memory.ofState(), way.memory.hidden(), way.memory.cell());
        if (!isInOrder()) {
            Pool.give(way.x);
        }
    }

    private interface RowTask {
        /// @param row in the order of the steps
        /// @param own the same row of the input
        void run(int row, int own);
    }

    /// The rows of the sequences, without what is beyond their ends.
    private void eachRow(RowTask task) {
        for (int step = 0; step < times; step++) {
            for (int i = 0; i < batch; i++) {
                if (walk.isActive(step, i)) {
                    task.run(step * batch + i, walk.time(step) * timeRows + i * batchRows);
                }
            }
        }
    }

    // --- and back

    private Variable gradient(List<Variable> dy, int input) {
        synchronized (this) {
            Swept current = swept;
            if (current == null || !current.isOf(dy)) {
                current = Mode.isRecording() ? new Composed(dy) : new Fused(dy);
                swept = current;
            }
            Variable gradient = current.of(input);
            current.pulled++;
            if (current.pulled == carrying) {
                swept = null; // what it holds is not needed any more
                current.end();
            }
            return gradient;
        }
    }

    /// The gradients of all inputs in one sweep.
    private abstract static class Swept {
        private final List<Variable> dy;
        private int pulled;

        Swept(List<Variable> dy) {
            this.dy = dy;
        }

        /// Gradients come with each edge's call anew, but within a sweep they are the same objects.
        boolean isOf(List<Variable> gradients) {
            for (int i = 0; i < dy.size(); i++) {
                if (dy.get(i) != gradients.get(i)) {
                    return false;
                }
            }
            return true;
        }

        abstract Variable of(int input);

        /// All gradients have been asked for.
        void end() {
        }
    }

    private final class Composed extends Swept {
        private final List<Variable> gradients = new ArrayList<>();

        Composed(List<Variable> dy) {
            super(dy);
            var points = new ArrayList<Variable>();
            RecurrentPass apart = pass.map(input -> {
                // variables of their own, so that what an input was computed from does not count
                Variable point = carries(input) ? Variable.record("point", input.value(), input.pull(d -> d)) : input;
                points.add(point);
                return point;
            });
            List<Variable> results = apart.composed();
            Variable sum = results.getFirst().mul(dy.getFirst()).sum();
            for (int i = 1; i < dy.size(); i++) {
                sum = sum.add(results.get(i).mul(dy.get(i)).sum());
            }
            var wanted = points.stream().filter(point -> point.isTracked() && !(point instanceof Param)).toList();
            List<Variable> found = sum.gradients(wanted.toArray(Variable[]::new));
            for (Variable point : points) {
                int at = wanted.indexOf(point);
                gradients.add(at < 0 ? point : found.get(at));
            }
        }

        @Override
        Variable of(int input) {
            return gradients.get(input);
        }
    }

    private final class Fused extends Swept {
        private final Way way;
        private final float[] dh;
        private final float[] dc;
        private final List<Supplier<Tensor>> gradients = new ArrayList<>();
        private @Nullable Tensor biasGradient;

        Fused(List<Variable> dy) {
            super(dy);
            Way left = kept;
            way = left == null ? forward(true, new float[times * batch * hidden]) : left;
            kept = null;
            dh = TensorAccess.array(dy.get(1).value()).clone();
            dc = dy.size() == 2 ? NONE : TensorAccess.array(dy.get(2).value()).clone();
            CellWeights weights = pass.weights();
            boolean toStart = pass.start().stream().anyMatch(FusedRecurrence::carries);
            var packed = reading(weights.weightHh(), w -> gates.pack(false, width, hidden, w, 0));
            walk.back(way.memory, packed, TensorAccess.array(dy.getFirst().value()), timeRows, batchRows, dh, dc,
                    toStart);
            gradients.add(this::ofX);
            gradients.add(this::ofWeightIh);
            gradients.add(this::ofWeightHh);
            if (weights.biasIh() != null) {
                gradients.add(() -> ofBias(false));
            }
            if (weights.biasHh() != null) {
                gradients.add(() -> ofBias(true));
            }
            gradients.add(() -> TensorAccess.wrap(Shape.of(batch, hidden), dh));
            gradients.add(() -> TensorAccess.wrap(Shape.of(batch, hidden), dc));
        }

        @Override
        Variable of(int input) {
            return Variable.of(gradients.get(input).get());
        }

        @Override
        void end() {
            giveBack(way);
        }

        private Tensor ofX() {
            Shape shape = pass.x().shape();
            float[] dx = Pool.take(shape);
            reading(pass.weights().weightIh(), w -> {
                matmul.multiply(false, false, times * batch, in, width, way.memory.gates(), 0, w, 0, null, 0, dx, 0);
                return dx;
            });
            if (!pass.batchFirst() && !pass.backward()) {
                return TensorAccess.wrap(shape, dx);
            }
            float[] inOwnOrder = Allocation.floats(shape);
            eachRow((row, own) -> System.arraycopy(dx, row * in, inOwnOrder, own * in, in));
            return TensorAccess.wrap(shape, inOwnOrder);
        }

        private Tensor ofWeightIh() {
            Shape shape = pass.weights().weightIh().shape();
            float[] dw = Pool.take(shape);
            matmul.multiply(true, false, width, in, times * batch, way.memory.gates(), 0, way.x, 0, null, 0, dw, 0);
            return TensorAccess.wrap(shape, dw);
        }

        /// The first step counts only if there was a state before it.
        private Tensor ofWeightHh() {
            Shape shape = pass.weights().weightHh().shape();
            float[] dw = Pool.take(shape);
            int from = pass.start().isEmpty() ? batch : 0;
            matmul.multiply(true, false, width, hidden, times * batch - from, ofState(), from * width,
                    way.memory.hidden(), from * hidden, null, 0, dw, 0);
            return TensorAccess.wrap(shape, dw);
        }

        private float[] ofState() {
            return pass.cell() == RecurrentCell.GRU ? way.memory.ofState() : way.memory.gates();
        }

        /// But for the GRU both biases have one gradient.
        private Tensor ofBias(boolean hh) {
            Tensor sum = biasGradient;
            if (sum == null || pass.cell() == RecurrentCell.GRU) {
                float[] d = hh ? ofState() : way.memory.gates();
                sum = TensorAccess.wrap(Shape.of(times * batch, width), d).sum(0);
                biasGradient = sum;
            }
            return sum;
        }
    }

    // --- params, read without handing out their arrays

    private static <T> T reading(Variable weight, Function<float[], T> f) {
        if (!(weight instanceof Param param)) {
            return f.apply(TensorAccess.array(weight.value()));
        }
        var result = new ArrayList<T>(1);
        param.read(elements -> result.add(f.apply(elements)));
        return result.getFirst();
    }

    private static float @Nullable [] copied(@Nullable Variable bias) {
        return bias == null ? null : reading(bias, float[]::clone);
    }
}
