package glissade.optim;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/// Averages of params over the steps of a training run. They often predict better than the params themselves, which still
/// move to and fro.
///
///     var averages = Averages.exponential(net.parameters(), 0.999);
///     …
///     optimizer.step(loss.backward());
///     averages.update();
///     …
///     double accuracy = averages.within(() -> evaluate(net));
///
/// The first update copies the params. Running statistics are not params and not averaged: those of a batch norm have to be
/// computed anew for averaged weights, by a pass over the data in training mode.
///
/// Not thread-safe: an update must not run at the same time as anything that changes the params.
public final class Averages {

    /// Elements a task averages; the cut depends on the param's size alone.
    private static final int GRAIN = 1 << 17;

    private final Params params;
    /// What an update counts, of how many were before it: at least one.
    private final LongToDoubleFunction share;
    private final float[][] averages;
    private long updates;
    private boolean inside;

    private Averages(Params params, LongToDoubleFunction share) {
        this.params = params;
        this.share = share;
        averages = new float[params.size()][];
        for (int i = 0; i < averages.length; i++) {
            averages[i] = new float[params.list().get(i).shape().elements()];
        }
    }

    /// The exponential moving average (EMA): `a ← decay · a + (1 − decay) · x`.
    ///
    /// Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992, for averaging; the
    /// exponential form is common practice.
    ///
    /// @throws IllegalArgumentException if `decay` is not from 0 to less than 1
    public static Averages exponential(Params params, double decay) {
        Options.requireDecay("Averages", "decay", decay);
        return new Averages(params, _ -> 1 - decay);
    }

    /// The mean of all updates so far, for stochastic weight averaging (SWA): `a ← a + (x − a) / n`.
    ///
    /// Source: Izmailov and others, "Averaging weights leads to wider optima and better generalization", UAI 2018, algorithm 1.
    public static Averages equal(Params params) {
        return new Averages(params, before -> 1.0 / (before + 1));
    }

    /// Takes the params' values of now into the averages.
    ///
    /// @throws IllegalStateException inside of [#within]
    public void update() {
        requireOutside("update");
        float part = updates == 0 ? 1 : (float) share.applyAsDouble(updates);
        for (int i = 0; i < averages.length; i++) {
            float[] average = averages[i];
            params.list().get(i).read(x -> {
                if (updates == 0) {
                    System.arraycopy(x, 0, average, 0, x.length);
                } else {
                    Parallel.range(x.length, GRAIN, (from, to) -> move(average, x, part, from, to));
                }
            });
        }
        updates++;
    }

    private static void move(float[] average, float[] x, float part, int from, int to) {
        for (int i = from; i < to; i++) {
            average[i] += part * (x[i] - average[i]);
        }
    }

    /// How many updates there have been.
    public long updates() {
        return updates;
    }

    /// The average of one param.
    ///
    /// @throws IllegalArgumentException if it is not one of the params averaged
    /// @throws IllegalStateException before the first update
    public Tensor of(Param param) {
        requireUpdated("of");
        int at = params.list().indexOf(param);
        if (at < 0) {
            throw new IllegalArgumentException("the averages are of other params, not of " + param.shape()
                    + "; there are " + params.names());
        }
        return Tensor.of(param.shape(), averages[at]);
    }

    /// Runs an action with the averages in place of the params' values, and puts the values back after it, also when it ends
    /// in an exception. Graphs recorded before or inside cannot be swept after it.
    ///
    /// @throws IllegalStateException before the first update, or inside of another call
    public <T> T within(Supplier<T> action) {
        requireUpdated("within");
        requireOutside("within");
        List<Tensor> values = new ArrayList<>();
        params.forEach(param -> values.add(param.value()));
        inside = true;
        try {
            put();
            return action.get();
        } finally {
            inside = false;
            for (int i = 0; i < values.size(); i++) {
                params.list().get(i).set(values.get(i));
            }
        }
    }

    /// Sets the params to their averages for good: the end of a run.
    ///
    /// @throws IllegalStateException before the first update, or inside of [#within]
    public void overwrite() {
        requireUpdated("overwrite");
        requireOutside("overwrite");
        put();
    }

    private void put() {
        for (int i = 0; i < averages.length; i++) {
            Param param = params.list().get(i);
            param.set(Tensor.of(param.shape(), averages[i]));
        }
    }

    /// The averages by the params' names, and the number of updates.
    public StateDict state() {
        var states = new ArrayList<StateDict>();
        states.add(StateDict.empty().with("updates", updates));
        for (int i = 0; i < averages.length; i++) {
            states.add(StateDict.empty().with("average." + params.names().get(i),
                    Tensor.of(params.list().get(i).shape(), averages[i])));
        }
        return StateDict.join(states);
    }

    /// Goes back to a saved [#state()].
    ///
    /// @throws IllegalArgumentException if an entry is missing or left over, or has another shape; nothing has changed then
    public void load(StateDict state) {
        StateCheck.requireAverages(state(), state);
        updates = state.integer("updates");
        for (int i = 0; i < averages.length; i++) {
            averages[i] = state.tensor("average." + params.names().get(i)).toArray();
        }
    }

    private void requireUpdated(String method) {
        if (updates == 0) {
            throw new IllegalStateException(
                    method + ": there is no average yet; call update() after a step first");
        }
    }

    private void requireOutside(String method) {
        if (inside) {
            throw new IllegalStateException(
                    method + ": the params hold their averages now; call it after within(…) has returned");
        }
    }
}
