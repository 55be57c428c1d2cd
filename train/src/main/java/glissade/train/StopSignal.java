package glissade.train;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C (or `kill`) into a request that a loop reads when it suits, so that it can finish the step and save.
///
///     try (var stop = StopSignal.install()) {
///         while (step < steps && !stop.requested()) { … }
///         SafeTensors.write(file, net.state());
///     }
///
/// The Java virtual machine ends as soon as the signal is closed, or after ten seconds ([#install(Duration)] takes
/// others) if it is not: what must still happen stands inside of the `try`. [System#exit] is such a request too. Called
/// by the thread that installed the signal, it ends the program at once, since that thread will not come back to save
/// anything.
///
/// [#requested()] is thread-safe; install and close on the loop's thread.
public final class StopSignal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;

    private final Thread loop = Thread.currentThread();
    private final Thread hook = new Thread(this::waitForLoop, "glissade-stop");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long patienceNanos;
    private volatile boolean requested;

    private StopSignal(Duration patience) {
        patienceNanos = TimeUnit.NANOSECONDS.convert(patience); // what is too long for a long is its greatest
    }

    /// A signal for the loop that this thread runs.
    ///
    /// @throws IllegalStateException if the program is ending already
    public static StopSignal install() {
        return install(PATIENCE);
    }

    /// A signal for the loop that this thread runs, which gives it as much time to close the signal as `patience` says,
    /// instead of ten seconds.
    ///
    /// @throws IllegalStateException if the program is ending already
    public static StopSignal install(Duration patience) {
        var signal = new StopSignal(patience);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /// Whether the loop is asked to stop.
    public boolean requested() {
        return requested;
    }

    /// From now on Ctrl-C ends the program at once. If it was pressed before, the program ends now. To close twice does
    /// no harm.
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending: the hook runs, and has just been let go
        }
    }

    /// Keeps the virtual machine alive until the loop has closed the signal.
    private void waitForLoop() {
        requested = true;
        long end = System.nanoTime() + patienceNanos;
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - end >= 0 || !loop.isAlive() || loopIsExiting()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the loop's thread is inside of `System.exit`. It waits there for this hook to end, so this must not wait
    /// for it.
    private boolean loopIsExiting() {
        for (StackTraceElement frame : loop.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
