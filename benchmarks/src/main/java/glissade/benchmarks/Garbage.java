package glissade.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// The bytes that a call makes new arrays and objects of, on the caller's thread: with one thread, all of them.
final class Garbage {

    private static final int CALLS = 16;

    private Garbage() {
    }

    /// The mean of some calls, after they are warm.
    static double bytes(Workload.Call call) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            throw new IllegalStateException(
                    "this Java virtual machine does not count what a thread allocates; use an OpenJDK");
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
    }
}
