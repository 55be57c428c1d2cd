package glissade.tensor;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How many threads one operation may use. The number never changes a bit of any result, only how long it takes.
///
/// The limit is the system property `glissade.threads` (1 to 1024; default: all processors), read once. A scope
/// overrides it for the code it runs:
///
///     Tensor y = Threads.limit(1, () -> x.matmul(w));
///
/// A scope holds on the thread that opens it. Threads and parallel streams started inside do not inherit it, unless
/// they are forked by a `StructuredTaskScope`. The helper threads of an operation always see a limit of 1. An elementwise operation
/// is computed where its result is first read ([Tensor]), with the limit there.
///
/// Thread-safe.
public final class Threads {
    private static final int MAX = 1024;
    private static final ScopedValue<Integer> SCOPE = ScopedValue.newInstance();
    private static final @Nullable String PROPERTY = System.getProperty("glissade.threads");
    /// 0 stands for a bad property, so that each use can say what is wrong with it.
    private static final int STANDARD = standardOrZero();

    private Threads() {}

    /// The largest number of threads, the caller's included, that an operation started here may use.
    ///
    /// @throws IllegalArgumentException if the property `glissade.threads` is not a whole number from 1 to 1024
    public static int limit() {
        if (SCOPE.isBound()) {
            return SCOPE.get();
        }
        return STANDARD > 0 ? STANDARD : parse(PROPERTY, Runtime.getRuntime().availableProcessors());
    }

    /// Runs `body` with a limit of `n` threads and returns its result.
    ///
    /// @throws IllegalArgumentException if `n` is not from 1 to 1024
    public static <T extends @Nullable Object> T limit(int n, Supplier<? extends T> body) {
        check(n);
        Objects.requireNonNull(body, "body");
        return ScopedValue.where(SCOPE, n).<T, RuntimeException>call(body::get);
    }

    /// Runs `body` with a limit of `n` threads.
    ///
    /// @throws IllegalArgumentException if `n` is not from 1 to 1024
    public static void limit(int n, Runnable body) {
        check(n);
        Objects.requireNonNull(body, "body");
        ScopedValue.where(SCOPE, n).run(body);
    }

    /// The limit that a property's text means; no text means all processors.
    static int parse(@Nullable String text, int processors) {
        if (text == null) {
            return Math.min(processors, MAX);
        }
        try {
            int n = Integer.parseInt(text.strip());
            if (n >= 1 && n <= MAX) {
                return n;
            }
        } catch (NumberFormatException e) {
            // the text is quoted below
        }
        throw new IllegalArgumentException("the system property glissade.threads is \"" + text
                + "\", but must be a whole number from 1 to " + MAX + ", such as -Dglissade.threads=4");
    }

    private static int standardOrZero() {
        try {
            return parse(PROPERTY, Runtime.getRuntime().availableProcessors());
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private static void check(int n) {
        if (n < 1 || n > MAX) {
            throw new IllegalArgumentException("Threads.limit: " + n + " threads asked for, must be 1 to " + MAX);
        }
    }
}
