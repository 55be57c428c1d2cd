package glissade.tensor.kernel;

import glissade.tensor.Threads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Spreads numbered tasks over the caller's thread and helper threads, at most [Threads#limit()] in all.
///
/// Which thread runs which task is chance, so a task must write only what no other task reads or writes. What the tasks
/// are never depends on the number of threads. Tasks start in the order of their numbers.
///
/// A call inside a task stays on its thread. The first exception by task number reaches the caller once every task
/// that began has ended; tasks that had not begun by then are left out. Helpers are daemon threads, started when first
/// needed and parked when idle. Thread-safe; callers may be virtual threads.
public final class Parallel {
    private static final int SPINS = 2_000;

    /// One of several tasks.
    @FunctionalInterface
    public interface Task {
        /// Does the task with this number.
        void run(int index);
    }

    /// Work on a part of a range.
    @FunctionalInterface
    public interface RangeBody {
        /// Does `from` (inclusive) to `to` (exclusive).
        void run(int from, int to);
    }

    private Parallel() {}

    /// Runs the tasks 0 to `tasks − 1`, each once, and returns when all are done.
    public static void forEach(int tasks, Task body) {
        int threads = tasks > 1 ? Math.min(tasks, Threads.limit()) : 1;
        if (threads == 1) {
            for (int i = 0; i < tasks; i++) {
                body.run(i);
            }
            return;
        }
        var job = new Job(tasks, body, Thread.currentThread());
        Helpers.call(job, threads - 1);
        Threads.limit(1, job);
        job.await();
    }

    /// Cuts 0 to `n` at each multiple of `grain` and runs each part once. The parts depend on `n` and `grain` alone.
    ///
    /// A grain is the least work for which a helper is called: some 50 to 100 µs, since to wake a parked thread takes about
    /// 50. Less than two grains stay on the caller's thread.
    public static void range(int n, int grain, RangeBody body) {
        if (n - grain < grain || Threads.limit() == 1) {
            for (int from = 0; from < n; from += Math.min(grain, n - from)) {
                body.run(from, from + Math.min(grain, n - from));
            }
            return;
        }
        forEach(Math.ceilDiv(n, grain), i -> body.run(i * grain, i * grain + Math.min(grain, n - i * grain)));
    }

    /// The tasks of one call. Every thread that runs it takes the next task until none is left.
    private static final class Job implements Runnable {
        private final int tasks;
        /// Null once all is done: a job that no helper has come for yet stays in the queue, and must not hold the arrays that its tasks work on.
        private @Nullable Task body;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private volatile @Nullable Throwable failure;
        private int failed;

        Job(int tasks, Task body, Thread caller) {
            this.tasks = tasks;
            this.body = body;
            this.caller = caller;
            this.left = new AtomicInteger(tasks);
        }

        @Override
        public void run() {
            Task todo = body;
            if (todo == null) {
                return;
            }
            // the first look keeps late helpers from counting beyond the tasks for ever
            while (next.get() < tasks) {
                int index = next.getAndIncrement();
                if (index >= tasks) {
                    return;
                }
                try {
                    if (failure == null) {
                        todo.run(index);
                    }
                } catch (Throwable e) {
                    fail(index, e);
                }
                if (left.decrementAndGet() == 0) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private synchronized void fail(int index, Throwable e) {
            if (failure == null || index < failed) {
                failed = index;
                failure = e;
            }
        }

        /// Waits for tasks that helpers still run; they are about as long as the one just done, so it spins a little.
        void await() {
            boolean interrupted = false;
            for (int spins = 0; left.get() > 0; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            body = null;
            if (interrupted) {
                caller.interrupt();
            }
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException("a task failed", e);
            }
        }
    }

    /// The helper threads, shared by all callers. A job is offered, not handed over: if all helpers are busy, or there cannot be any because
    /// the system gives no thread, its caller does it alone.
    private static final class Helpers {
        private static final AtomicInteger NAMES = new AtomicInteger(1);
        /// Offers that wait. Most of them are of jobs that have been done meanwhile; more are dropped.
        private static final int WAITING = 1 << 10;
        private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING), Helpers::thread, new ThreadPoolExecutor.DiscardPolicy());

        static {
            POOL.allowCoreThreadTimeOut(true);
        }

        static void call(Job job, int helpers) {
            try {
                grow(helpers);
                for (int i = 0; i < helpers; i++) {
                    POOL.execute(job);
                }
            } catch (OutOfMemoryError e) {
                // no thread, or no room in the queue: with the helpers that have come the caller gets on, and must wait for them
            }
        }

        private static void grow(int helpers) {
            if (POOL.getCorePoolSize() < helpers) {
                synchronized (POOL) {
                    if (POOL.getCorePoolSize() < helpers) {
                        POOL.setMaximumPoolSize(helpers);
                        POOL.setCorePoolSize(helpers);
                    }
                }
            }
        }

        private static Thread thread(Runnable loop) {
            var thread = new Thread(() -> Threads.limit(1, loop), "glissade-helper-" + NAMES.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        }
    }
}
