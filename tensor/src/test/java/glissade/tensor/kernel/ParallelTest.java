package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 5", "2, 1", "2, 2", "3, 100", "4, 1000", "8, 3"})
    void forEach_anyLimit_runsEachTaskOnce(int limit, int tasks) {
        var runs = new AtomicIntegerArray(Math.max(1, tasks));

        Threads.limit(limit, () -> Parallel.forEach(tasks, i -> runs.incrementAndGet(i)));

        for (int i = 0; i < tasks; i++) {
            assertThat(runs.get(i)).as("task %d", i).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void forEach_limit_reallyUsesSoManyThreads(int limit) {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var allStarted = new CountDownLatch(limit);

        Threads.limit(limit, () -> Parallel.forEach(limit, i -> {
            threads.add(Thread.currentThread());
            allStarted.countDown();
            await(allStarted);
        }));

        assertThat(threads).hasSize(limit).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    @Test
    void forEach_oneTaskOrLimitOne_staysOnTheCaller() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        Threads.limit(4, () -> Parallel.forEach(1, i -> threads.add(Thread.currentThread())));
        Threads.limit(1, () -> Parallel.forEach(50, i -> threads.add(Thread.currentThread())));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void forEach_moreThreadsThanTheLimit_neverAtOnce() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        Threads.limit(6, () -> Parallel.forEach(64, i -> Thread.onSpinWait())); // more helpers than needed below

        Threads.limit(3, () -> Parallel.forEach(200, i -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
        }));

        assertThat(most.get()).isBetween(1, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void forEach_exceptions_firstByTaskReachesTheCaller(int limit) {
        assertThatThrownBy(() -> Threads.limit(limit, () -> Parallel.forEach(40, i -> {
            if (i == 7 || i == 8 || i == 30) {
                throw new IllegalStateException("task " + i);
            }
        }))).isExactlyInstanceOf(IllegalStateException.class).hasMessage("task 7");
    }

    /// The second task's exception comes first.
    @Test
    void forEach_laterExceptionOfAnEarlierTask_reachesTheCaller() {
        var second = new AtomicReference<Thread>();

        assertThatThrownBy(() -> Threads.limit(2, () -> Parallel.forEach(2, i -> {
            if (i == 1) {
                second.set(Thread.currentThread());
                throw new IllegalStateException("task 1");
            }
            while (second.get() == null || !isIdle(second.get())) {
                sleep(1);
            }
            throw new IllegalStateException("task 0");
        }))).isExactlyInstanceOf(IllegalStateException.class).hasMessage("task 0");
    }

    private static boolean isIdle(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void forEach_exception_waitsForRunningTasks() {
        var bothStarted = new CountDownLatch(2);
        var ended = new AtomicInteger();

        assertThatThrownBy(() -> Threads.limit(2, () -> Parallel.forEach(2, i -> {
            bothStarted.countDown();
            await(bothStarted);
            if (i == 0) {
                throw new OutOfMemoryError("task 0");
            }
            sleep(50);
            ended.incrementAndGet();
        }))).isExactlyInstanceOf(OutOfMemoryError.class).hasMessage("task 0");

        assertThat(ended).hasValue(1);
    }

    @Test
    void forEach_afterAnException_worksAsBefore() {
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> Threads.limit(3, () -> Parallel.forEach(9, i -> {
            throw new IllegalStateException();
        }))).isInstanceOf(IllegalStateException.class);

        Threads.limit(3, () -> Parallel.forEach(9, i -> runs.incrementAndGet()));

        assertThat(runs).hasValue(9);
    }

    /// Jobs that no helper has come for stay in the queue.
    @Test
    void forEach_helpersBusyElsewhere_holdsNothingOfWhatIsDone() throws InterruptedException {
        int helpers = 16; // at least as many as other tests of this JVM have called
        var started = new CountDownLatch(helpers + 1);
        var end = new CountDownLatch(1);
        var busy = new Thread(() -> Threads.limit(helpers + 1, () -> Parallel.forEach(helpers + 1, i -> {
            started.countDown();
            await(end);
        })));
        busy.start();
        await(started);
        var held = new ArrayList<WeakReference<float[]>>();
        for (int round = 0; round < 8; round++) {
            float[] array = new float[1 << 16];
            held.add(new WeakReference<>(array));
            Threads.limit(2, () -> Parallel.forEach(4, i -> array[i] = i));
        }

        for (int tries = 0; tries < 50 && held.stream().anyMatch(each -> each.get() != null); tries++) {
            System.gc();
            sleep(20);
        }

        long stillHeld = held.stream().filter(each -> each.get() != null).count();
        end.countDown();
        busy.join();

        assertThat(stillHeld).isZero();
    }

    @Test
    void forEach_insideATask_staysOnThatThread() {
        var strays = new AtomicInteger();
        var runs = new AtomicInteger();

        Threads.limit(4, () -> Parallel.forEach(8, i -> {
            var outer = Thread.currentThread();
            Parallel.forEach(8, j -> {
                runs.incrementAndGet();
                if (Thread.currentThread() != outer) {
                    strays.incrementAndGet();
                }
            });
        }));

        assertThat(runs).hasValue(64);
        assertThat(strays).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forEach_manyCallers_eachGetsItsOwn(boolean virtual) throws InterruptedException, ExecutionException {
        var factory = virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        try (var callers = Executors.newThreadPerTaskExecutor(factory)) {
            List<Future<Long>> sums = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                int start = caller * 1000;
                sums.add(callers.submit(() -> {
                    long sum = 0;
                    for (int round = 0; round < 200; round++) {
                        var parts = new int[16];
                        Threads.limit(3, () -> Parallel.forEach(16, i -> parts[i] = start + i));
                        for (int part : parts) {
                            sum += part;
                        }
                    }
                    return sum;
                }));
            }
            for (int caller = 0; caller < 8; caller++) {
                assertThat(sums.get(caller).get()).isEqualTo(200L * (16 * 1000 * caller + 120));
            }
        }
    }

    @Test
    void forEach_interruptedCaller_finishesAndStaysInterrupted() {
        var runs = new AtomicInteger();
        var helperStarted = new CountDownLatch(1);
        var caller = Thread.currentThread();

        Threads.limit(2, () -> Parallel.forEach(2, i -> {
            if (Thread.currentThread() == caller) {
                await(helperStarted);
            } else {
                helperStarted.countDown();
                sleep(50); // by then the caller waits
                caller.interrupt();
                sleep(50);
            }
            runs.incrementAndGet();
        }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 4, ''", "4, 4, '0-4'", "5, 4, '0-4 4-5'", "9, 4, '0-4 4-8 8-9'", "12, 4, '0-4 4-8 8-12'",
        "3, 100, '0-3'",
        "2147483647, 2000000000, '0-2000000000 2000000000-2147483647'"})
    void range_anyLimit_cutsAtMultiplesOfTheGrain(int n, int grain, String expected) {
        for (int limit = 1; limit <= 4; limit++) {
            List<String> parts = Collections.synchronizedList(new ArrayList<>());

            Threads.limit(limit, () -> Parallel.range(n, grain, (from, to) -> parts.add(from + "-" + to)));

            assertThat(parts.stream().sorted().toList()).isEqualTo(
                    expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the other thread never came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
