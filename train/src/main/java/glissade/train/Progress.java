package glissade.train;

import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
/// so that a result can take its place. It is written to [System#out], is ASCII and takes 79 columns, or one less than the variable
/// `COLUMNS` of the environment says. Where `TERM` names a terminal, what does not fit into a narrower one is cut off there.
///
/// Not thread-safe.
public final class Progress implements AutoCloseable {

    private static final int COLUMNS = 79;
    /// What the terminals of our days understand, and need not be told their width for: not to go on in the next line, and to do so
    /// again.
    private static final String CUT_OFF = "\033[?7l";
    private static final String WRAP = "\033[?7h";
    private static final int BAR = 24;
    private static final long NANOS_BETWEEN = 100_000_000;

    private final String task;
    private final long steps;
    private final boolean live;
    private final PrintStream out;
    private final int columns;
    private final String before;
    private final String after;
    private final long start = System.nanoTime();
    private long done;
    private long drawings;

    Progress(String task, long steps, boolean live, PrintStream out, UnaryOperator<@Nullable String> environment) {
        if (steps < 0) {
            throw new IllegalArgumentException("progress: " + steps + " steps, must be 0 or more");
        }
        this.task = task;
        this.steps = steps;
        this.live = live;
        this.out = out;
        columns = columns(environment.apply("COLUMNS"));
        String terminal = environment.apply("TERM");
        boolean cuts = terminal != null && !terminal.isEmpty() && !terminal.equals("dumb");
        before = cuts ? CUT_OFF : "";
        after = cuts ? WRAP : "";
    }

    /// The progress of a task that has this many steps. It is shown if the program talks to a terminal.
    ///
    /// @throws IllegalArgumentException if the number of steps is negative
    public static Progress of(String task, long steps) {
        var console = System.console();
        return new Progress(task, steps, console != null && console.isTerminal(), System.out, System::getenv);
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
            draw(line(message.get()));
        }
    }

    /// Wipes the line away. To close twice does no harm.
    @Override
    public void close() {
        if (drawings > 0) {
            draw("");
            out.print("\r");
            out.flush();
            drawings = 0;
        }
    }

    private void draw(String line) {
        out.print(before + "\r" + padded(line) + after);
        out.flush();
    }

    /// One column less than the terminal has: some go to the next line once the last one is filled.
    private static int columns(@Nullable String ofTerminal) {
        boolean isNumber = ofTerminal != null && ofTerminal.matches("[1-9][0-9]{0,8}");
        return isNumber ? Math.clamp(Integer.parseInt(ofTerminal) - 1, 1, COLUMNS) : COLUMNS;
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
    private String padded(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > columns ? printable.substring(0, columns)
                : printable + " ".repeat(columns - printable.length());
    }
}
