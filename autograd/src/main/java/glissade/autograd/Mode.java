package glissade.autograd;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether operations are recorded for differentiation, and whether layers behave as in training. Both hold by default; a
/// scope changes them for what runs inside it, on this thread:
///
///     Tensor scores = Mode.evaluate(() -> net.forward(x)).value();
///
/// | scope | recorded | training behaviour |
/// | --- | --- | --- |
/// | none, [#train] | yes | yes |
/// | [#evaluate] | no | no |
/// | [#unrecorded] | no | as outside |
/// | [#atTest] | as outside | no |
///
/// Each keeps what [#isRecomputing()] says, what [Anomalies] look for, and who observes each [Operation].
///
/// The mode is a property of the running code, never of a layer: nothing must be switched back, and two threads may train and
/// evaluate one net. A scope does not reach other threads, nor code that runs after it has ended, such as a stream that was
/// built inside it. [#evaluating] gives a function that enters the scope at each call, wherever it is called.
///
/// Thread-safe.
public final class Mode {

    private static final Mode TRAIN = new Mode(true, true, false, Watch.NOTHING, null);
    private static final ScopedValue<Mode> CURRENT = ScopedValue.newInstance();

    private final boolean recording;
    private final boolean training;
    private final boolean recomputing;
    private final Watch watch;
    private final @Nullable Consumer<Operation> observer;

    private Mode(boolean recording, boolean training, boolean recomputing, Watch watch,
            @Nullable Consumer<Operation> observer) {
        this.recording = recording;
        this.training = training;
        this.recomputing = recomputing;
        this.watch = watch;
        this.observer = observer;
    }

    static Mode current() {
        return CURRENT.orElse(TRAIN);
    }

    boolean recording() {
        return recording;
    }

    /// What [Anomalies] look for here.
    Watch watch() {
        return watch;
    }

    /// Who is shown each [Operation] here; null if nobody.
    @Nullable Consumer<Operation> observer() {
        return observer;
    }

    /// Whether operations must know their inputs, because somebody looks at them.
    boolean looks() {
        return watch != Watch.NOTHING || observer != null;
    }

    /// Whether operations are recorded here.
    public static boolean isRecording() {
        return current().recording;
    }

    /// Whether layers behave as in training here: dropout drops, batch norm normalises by its batch.
    public static boolean isTraining() {
        return current().training;
    }

    /// Whether a [Recompute#segment] is being run again, in a backward sweep. What was done once for this batch is not to be done
    /// a second time: a layer that gathers running statistics leaves them alone.
    public static boolean isRecomputing() {
        return current().recomputing;
    }

    /// Evaluation: nothing is recorded, and layers behave as at test time.
    public static <T> T evaluate(Supplier<T> body) {
        return in(false, false, body);
    }

    /// Evaluation: nothing is recorded, and layers behave as at test time.
    public static void evaluate(Runnable body) {
        evaluate(returning(body));
    }

    /// A function that evaluates `f` at each call, on whatever thread it is called.
    public static <A, B> Function<A, B> evaluating(Function<A, B> f) {
        return argument -> evaluate(() -> f.apply(argument));
    }

    /// Nothing is recorded; layers behave as outside.
    public static <T> T unrecorded(Supplier<T> body) {
        return in(false, isTraining(), body);
    }

    /// Nothing is recorded; layers behave as outside.
    public static void unrecorded(Runnable body) {
        unrecorded(returning(body));
    }

    /// Layers behave as at test time; recording is as outside. A frozen batch norm in a net that trains:
    /// `Mode.atTest(() -> norm.forward(x))`.
    public static <T> T atTest(Supplier<T> body) {
        return in(isRecording(), false, body);
    }

    /// Layers behave as at test time; recording is as outside.
    public static void atTest(Runnable body) {
        atTest(returning(body));
    }

    /// Recorded, with the behaviour of training, whatever the mode outside.
    public static <T> T train(Supplier<T> body) {
        return in(true, true, body);
    }

    /// Recorded, with the behaviour of training, whatever the mode outside.
    public static void train(Runnable body) {
        train(returning(body));
    }

    /// A segment that is run again, with the behaviour it had.
    static <T> T recompute(boolean training, Watch watch, Supplier<T> body) {
        return in(new Mode(true, training, true, watch, current().observer), body);
    }

    static <T> T watching(Watch watch, Supplier<T> body) {
        Mode mode = current();
        return in(new Mode(mode.recording, mode.training, mode.recomputing, watch, mode.observer), body);
    }

    static <T> T observing(Consumer<Operation> observer, Supplier<T> body) {
        Mode mode = current();
        return in(new Mode(mode.recording, mode.training, mode.recomputing, mode.watch, observer), body);
    }

    private static <T> T in(boolean recording, boolean training, Supplier<T> body) {
        Mode outside = current();
        return in(new Mode(recording, training, outside.recomputing, outside.watch, outside.observer), body);
    }

    private static <T> T in(Mode mode, Supplier<T> body) {
        return ScopedValue.where(CURRENT, mode).call(body::get);
    }

    static Supplier<Boolean> returning(Runnable body) {
        return () -> {
            body.run();
            return true;
        };
    }
}
