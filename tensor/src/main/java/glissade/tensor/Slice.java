package glissade.tensor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which elements of an axis to keep, as Python's `start:stop:step`:
///
///     x.slice(Slice.of(1, 5), Slice.at(0))              // x[1:5, 0]
///     x.slice(Slice.all().step(2), Slice.from(-3))      // x[::2, -3:]
///
/// Negative positions count from the end of the axis. Borders beyond an end stand for that end, so a slice may be empty but is
/// never wrong; only [#at] must name an element that is there.
///
/// Immutable, and safe to share between threads.
public final class Slice {

    private static final Slice ALL = new Slice(null, null, 1, false);

    /// Null: the end of the axis from which the steps start.
    private final @Nullable Integer start;
    /// Null: beyond the end at which the steps arrive.
    private final @Nullable Integer stop;
    private final int step;
    private final boolean single;

    private Slice(@Nullable Integer start, @Nullable Integer stop, int step, boolean single) {
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.single = single;
    }

    /// The whole axis: `:`.
    public static Slice all() {
        return ALL;
    }

    /// From `start` up to, not including, `stop`: `start:stop`.
    public static Slice of(int start, int stop) {
        return new Slice(start, stop, 1, false);
    }

    /// From `start` to the end: `start:`.
    public static Slice from(int start) {
        return new Slice(start, null, 1, false);
    }

    /// Up to, not including, `stop`: `:stop`.
    public static Slice to(int stop) {
        return new Slice(null, stop, 1, false);
    }

    /// One element; the axis is dropped from the shape.
    public static Slice at(int index) {
        return new Slice(index, null, 1, true);
    }

    /// This slice with another step. With a negative one it runs backwards, from `start` down to, not including, `stop`:
    /// `Slice.all().step(-1)` is the axis reversed, `Slice.of(4, 1).step(-2)` elements 4 and 2.
    ///
    /// @throws IllegalArgumentException if the step is 0, or this is a single element
    public Slice step(int newStep) {
        if (newStep == 0) {
            throw new IllegalArgumentException(
                    "slice: the step is 0; give 1 or more, or a negative number to run backwards");
        }
        if (single) {
            throw new IllegalArgumentException(
                    "slice: " + this + " is one element, which has no step; give it a start and a stop");
        }
        return new Slice(start, stop, newStep, false);
    }

    /// Elements of an axis: `start`, `start + step`, …
    ///
    /// @param start the first one, if there is any
    /// @param step the distance to the next
    /// @param count how many there are
    record Steps(int start, int step, int count) {
    }

    /// Whether the axis is dropped.
    boolean isSingle() {
        return single;
    }

    /// The elements of an axis of a shape.
    Steps steps(Shape shape, int axis) {
        int size = shape.size(axis);
        if (single) {
            int at = Objects.requireNonNull(start);
            if (at < -size || at >= size) {
                throw new IndexOutOfBoundsException(
                        "slice: index " + at + " is outside of axis " + axis + " of " + shape
                                + (size == 0 ? ", which is empty" : "; use " + -size + " to " + (size - 1)));
            }
            return new Steps(at < 0 ? at + size : at, 1, 1);
        }
        // backwards, the places to stand on are −1 (before the first) to size − 1
        int least = step > 0 ? 0 : -1;
        int first = border(start, size, least, step > 0 ? 0 : size - 1);
        int last = border(stop, size, least, step > 0 ? size : -1);
        long distance = step > 0 ? last - first : first - last;
        int count = (int) Math.max(0, Math.ceilDiv(distance, Math.abs((long) step)));
        // with fewer than two elements the step is of no account, and may be too long for the array
        return new Steps(count == 0 ? 0 : first, count < 2 ? 1 : step, count);
    }

    private static int border(@Nullable Integer position, int size, int least, int open) {
        if (position == null) {
            return open;
        }
        int fromStart = position < 0 ? position + size : position;
        return Math.clamp(fromStart, least, least + size);
    }

    /// As in Python: `1:5:2`, or the index.
    @Override
    public String toString() {
        return single ? String.valueOf(start)
                : (start == null ? "" : start) + ":" + (stop == null ? "" : stop) + (step == 1 ? "" : ":" + step);
    }
}
