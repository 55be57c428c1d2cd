package glissade.benchmarks;

import glissade.tensor.Threads;
import glissade.tensor.kernel.Parallel;
import java.util.ArrayList;
import java.util.List;

/// What the hardware can do, each thread on a part of its own: the loops of [Limits].
///
/// | name | |
/// | --- | --- |
/// | `peak/fma` | fused multiply-adds in registers |
/// | `mem/triad`, `mem/read`, `mem/adam_28B` | on arrays of 256 MiB: main memory |
/// | `mem/triad_l3` | on arrays of 4 MiB: a shared cache |
/// | `mem/triad_l2` | on arrays of 192 KiB: a core's cache |
final class LimitWorkloads {

    private static final int ROUNDS = 1_000_000;
    private static final int MEMORY = 64 << 20;
    private static final int SHARED_CACHE = 1 << 20;
    private static final int CORE_CACHE = 48 << 10;
    /// Parts begin at multiples of this, which any loop's step divides.
    private static final int STEP = 128;

    private LimitWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        // how many threads there are, and vectors at all, is known only when a workload is made
        all.add(Workload.of("peak/fma", seconds -> Work.flop(2.0 * Limits.CHAINS * Limits.SPECIES.length() * ROUNDS
                * Threads.limit()).metrics(seconds), random -> multiplyAdds()));
        all.add(triad("mem/triad", MEMORY, 1));
        all.add(Workload.of("mem/read", seconds -> Work.bytes(4.0 * used(MEMORY)).metrics(seconds), random -> read()));
        all.add(Workload.of("mem/adam_28B", seconds -> Work.bytes(28.0 * used(MEMORY)).metrics(seconds),
                random -> adam()));
        // many rounds in a call, so that waking threads does not count
        all.add(triad("mem/triad_l3", SHARED_CACHE, 20));
        all.add(triad("mem/triad_l2", CORE_CACHE, 400));
        return all;
    }

    private static Workload.Call multiplyAdds() {
        float[] sums = new float[Threads.limit()];
        return () -> {
            Parallel.forEach(sums.length, i -> sums[i] = Limits.multiplyAdds(ROUNDS));
            return sums;
        };
    }

    private static Workload triad(String name, int n, int rounds) {
        return Workload.of(name, seconds -> Work.bytes(12.0 * rounds * used(n)).metrics(seconds), random -> {
            float[][] arrays = arrays(3, n);
            int part = part(n);
            return () -> {
                Parallel.forEach(Threads.limit(), i -> {
                    for (int round = 0; round < rounds; round++) {
                        Limits.triad(arrays[0], start(0, i * part), arrays[1], start(1, i * part), arrays[2],
                                start(2, i * part), part);
                    }
                });
                return arrays;
            };
        });
    }

    private static Workload.Call read() {
        float[][] arrays = arrays(1, MEMORY);
        float[] sums = new float[Threads.limit()];
        int part = part(MEMORY);
        return () -> {
            Parallel.forEach(sums.length, i -> sums[i] = Limits.read(arrays[0], start(0, i * part), part));
            return sums;
        };
    }

    private static Workload.Call adam() {
        float[][] arrays = arrays(4, MEMORY);
        int part = part(MEMORY);
        return () -> {
            Parallel.forEach(Threads.limit(), i -> Limits.adam(arrays[0], start(0, i * part), arrays[1],
                    start(1, i * part), arrays[2], start(2, i * part), arrays[3], start(3, i * part), part));
            return arrays;
        };
    }

    /// Elements of one thread's part.
    private static int part(int n) {
        return n / Threads.limit() / STEP * STEP;
    }

    /// Elements of all parts together.
    private static int used(int n) {
        return part(n) * Threads.limit();
    }

    /// Large arrays begin alike in their pages, and would fight for the same places of a cache; so each begins a page
    /// and a bit further in. The first 12 elements fill the line of cache that begins with the array's header of 16
    /// bytes.
    private static int start(int array, int from) {
        return 12 + array * 1088 + from;
    }

    private static float[][] arrays(int count, int n) {
        float[][] arrays = new float[count][];
        for (int i = 0; i < count; i++) {
            arrays[i] = new float[start(i, n)];
            for (int k = 0; k < arrays[i].length; k++) {
                arrays[i][k] = 1e-3f * (k % 1000 + 1);
            }
        }
        return arrays;
    }
}
