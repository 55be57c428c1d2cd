package glissade.train;

import java.io.PrintStream;
import java.util.function.Supplier;

/// A line that shows how far a loop has come, on a terminal; in a pipe or a file, nothing at all.
///
///     try (var progress = Progress.of("epoch 1/5", batches.count())) {
///         for (Labelled batch : batches.epoch(0)) {
///             …
///             progress.step(() -> "loss " + loss);
///         }
///     }
///
///     epoch 1/5 [=========>              ]  41 %  385/938  loss 0.2534
///
/// The line is drawn by the steps themselves, ten times a second at most, without a thread; [#close()] wipes it away,
/// so that a result can take its place. It is written to [System#out], takes 79 columns and is ASCII.
///
/// Not thread-safe.
public final class Progress implements AutoCloseable {

    private static final int COLUMNS = 79;
    private static final int BAR = 24;
    private static final long NANOS_BETWEEN = 100_000_000;

    private final String task;
    private final long steps;
    private final boolean live;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private long done;
    private long drawings;

    Progress(String task, long steps, boolean live, PrintStream out) {
        if (steps < 0) {
            throw new IllegalArgumentException("progress: " + steps + " steps, must be 0 or more");
        }
        this.task = task;
        this.steps = steps;
        this.live = live;
        this.out = out;
    }

    /// The progress of a task that has this many steps. It is shown if the program talks to a terminal.
    ///
    /// @throws IllegalArgumentException if the number of steps is negative
    public static Progress of(String task, long steps) {
        var console = System.console();
        return new Progress(task, steps, console != null && console.isTerminal(), System.out);
    }

    /// Counts a step.
    public void step() {
        step(() -> "");
    }

    /// Counts a step. The message is asked for only when the line is drawn.
    public void step(Supplier<String> message) {
        done++;
        if (live && System.nanoTime() - start >= drawings * NANOS_BETWEEN) {
            // the next time from now on, so that a long step is not followed by several drawings
            drawings = (System.nanoTime() - start) / NANOS_BETWEEN + 1;
            out.print("\r" + padded(line(message.get())));
            out.flush();
        }
    }

    /// Wipes the line away. To close twice does no harm.
    @Override
    public void close() {
        if (drawings > 0) {
            out.print("\r" + padded("") + "\r");
            out.flush();
            drawings = 0;
        }
    }

    private String line(String message) {
        long percent = steps == 0 ? 100 : Math.min(100, 100 * done / steps);
        int filled = (int) (percent * BAR / 100);
        String bar = "=".repeat(filled) + (filled < BAR ? ">" : "");
        String count = Long.toString(steps);
        return task + " [" + bar + " ".repeat(BAR - bar.length()) + "] " + right(Long.toString(percent), 3) + " %  "
                + right(Long.toString(done), count.length()) + "/" + count + "  " + message;
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /// Cut or filled to the width of the line; a control character would break it.
    private static String padded(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > COLUMNS ? printable.substring(0, COLUMNS)
                : printable + " ".repeat(COLUMNS - printable.length());
    }
}
