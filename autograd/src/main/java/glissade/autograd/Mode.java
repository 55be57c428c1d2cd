package glissade.autograd;

import java.util.function.Function;
import java.util.function.Supplier;

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
/// The mode is a property of the running code, never of a layer: nothing must be switched back, and two threads may train and
/// evaluate one net. A scope does not reach other threads, nor code that runs after it has ended, such as a stream that was
/// built inside it. [#evaluating] gives a function that enters the scope at each call, wherever it is called.
///
/// Thread-safe.
public final class Mode {

    private static final Mode TRAIN = new Mode(true, true);
    private static final ScopedValue<Mode> CURRENT = ScopedValue.newInstance();

    private final boolean recording;
    private final boolean training;

    private Mode(boolean recording, boolean training) {
        this.recording = recording;
        this.training = training;
    }

    private static Mode current() {
        return CURRENT.orElse(TRAIN);
    }

    /// Whether operations are recorded here.
    public static boolean isRecording() {
        return current().recording;
    }

    /// Whether layers behave as in training here: dropout drops, batch norm normalises by its batch.
    public static boolean isTraining() {
        return current().training;
    }

    /// Evaluation: nothing is recorded, and layers behave as at test time.
    public static <T> T evaluate(Supplier<T> body) {
        return in(new Mode(false, false), body);
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
        return in(new Mode(false, isTraining()), body);
    }

    /// Nothing is recorded; layers behave as outside.
    public static void unrecorded(Runnable body) {
        unrecorded(returning(body));
    }

    /// Layers behave as at test time; recording is as outside. A frozen batch norm in a net that trains:
    /// `Mode.atTest(() -> norm.forward(x))`.
    public static <T> T atTest(Supplier<T> body) {
        return in(new Mode(isRecording(), false), body);
    }

    /// Layers behave as at test time; recording is as outside.
    public static void atTest(Runnable body) {
        atTest(returning(body));
    }

    /// Recorded, with the behaviour of training, whatever the mode outside.
    public static <T> T train(Supplier<T> body) {
        return in(TRAIN, body);
    }

    /// Recorded, with the behaviour of training, whatever the mode outside.
    public static void train(Runnable body) {
        train(returning(body));
    }

    private static <T> T in(Mode mode, Supplier<T> body) {
        return ScopedValue.where(CURRENT, mode).call(body::get);
    }

    private static Supplier<Boolean> returning(Runnable body) {
        return () -> {
            body.run();
            return true;
        };
    }
}
