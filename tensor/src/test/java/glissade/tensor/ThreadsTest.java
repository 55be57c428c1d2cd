package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    @Test
    void limit_inScope_isTheScopesAndEndsWithIt() {
        int outside = Threads.limit();

        int inside =
                Threads.limit(outside + 2, () -> Threads.limit(3, () -> Threads.limit()) * 10_000 + Threads.limit());

        assertThat(inside).isEqualTo(3 * 10_000 + outside + 2);
        assertThat(Threads.limit()).isEqualTo(outside);
    }

    @Test
    void limit_runnable_runsInScope() {
        var seen = new AtomicInteger();

        Threads.limit(5, () -> {
            seen.set(Threads.limit());
        });

        assertThat(seen).hasValue(5);
    }

    @Test
    void limit_exceptionInBody_passesThroughAndEndsTheScope() {
        int outside = Threads.limit();
        var failure = new IllegalStateException("body");

        assertThatThrownBy(() -> Threads.limit(outside + 1, () -> {
            throw failure;
        })).isSameAs(failure);
        assertThat(Threads.limit()).isEqualTo(outside);
    }

    @Test
    void limit_otherThread_doesNotInherit() throws InterruptedException {
        int outside = Threads.limit();
        var seen = new AtomicInteger();

        Threads.limit(outside + 1, () -> {
            var thread = new Thread(() -> seen.set(Threads.limit()));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(seen).hasValue(outside);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025, Integer.MIN_VALUE})
    void limit_outOfRange_saysSo(int n) {
        assertThatThrownBy(() -> Threads.limit(n, () -> 1)).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Threads.limit: " + n + " threads asked for, must be 1 to 1024");
        assertThatThrownBy(() -> Threads.limit(n, () -> {
        })).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Threads.limit: " + n + " threads asked for, must be 1 to 1024");
    }

    @Test
    void parse_goodText_isTheNumber() {
        assertThat(Threads.parse("1", 8)).isEqualTo(1);
        assertThat(Threads.parse(" 16 ", 8)).isEqualTo(16);
        assertThat(Threads.parse("1024", 8)).isEqualTo(1024);
    }

    @Test
    void parse_noText_isAllProcessors() {
        assertThat(Threads.parse(null, 8)).isEqualTo(8);
        assertThat(Threads.parse(null, 5000)).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-2", "1025", "two", "1.5", "99999999999"})
    void parse_badText_quotesItAndNamesTheProperty(String text) {
        assertThatThrownBy(() -> Threads.parse(text, 8)).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the system property glissade.threads is \"" + text
                        + "\", but must be a whole number from 1 to 1024, such as -Dglissade.threads=4");
    }
}
