package glissade.tensor.kernel;

import glissade.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The random streams that a piece of code advances, with the positions they had before: what it takes to run the code again
/// with the same numbers.
///
/// For one thread.
public final class DrawnStreams {

    private static final ScopedValue<DrawnStreams> CURRENT = ScopedValue.newInstance();

    private record Start(RandomStream stream, long position) {
    }

    private final List<Start> starts = new ArrayList<>();
    private @Nullable DrawnStreams outer;

    /// No stream yet.
    public DrawnStreams() {
    }

    /// Called by a stream before its position changes or is copied: whoever watches on this thread notes the position, unless
    /// it knows an earlier one.
    public static void note(RandomStream stream) {
        if (CURRENT.isBound()) {
            for (DrawnStreams at = CURRENT.get(); at != null; at = at.outer) {
                at.add(stream);
            }
        }
    }

    private void add(RandomStream stream) {
        for (Start start : starts) {
            if (start.stream == stream) {
                return;
            }
        }
        starts.add(new Start(stream, stream.position()));
    }

    /// Runs `body` and notes the streams that it advances.
    public <T> T during(Supplier<T> body) {
        outer = CURRENT.isBound() ? CURRENT.get() : null;
        try {
            return ScopedValue.where(CURRENT, this).call(body::get);
        } finally {
            outer = null;
        }
    }

    /// Runs `body` with the streams at the noted positions, and puts them back to where they were; those too that only this
    /// run advances.
    public <T> T replay(Supplier<T> body) {
        var moved = new DrawnStreams();
        try {
            return moved.during(() -> {
                rewind();
                return body.get();
            });
        } finally {
            moved.rewind();
        }
    }

    private void rewind() {
        starts.forEach(start -> start.stream.moveTo(start.position));
    }
}
