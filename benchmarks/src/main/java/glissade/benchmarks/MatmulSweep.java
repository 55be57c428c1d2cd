package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Threads;
import glissade.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Looks for cliffs of the matrix product: sizes at which it is much slower than at the sizes beside them.
///
/// One dimension, or several, runs from 1 to 300; the others stand still. A line a size: `family,n,GFLOP/s,ratio`, where the
/// ratio is to the lesser of the two neighbours. Below 0.5 it is a cliff, and is
/// measured a second time, lest it was something else on the machine; the last line counts cliffs. A figure is the fastest
/// sample.
@Command(name = "matmul-sweep", sortOptions = false, description = "Times matrix products of sizes 1 to 300; prints family,n,GFLOP/s,ratio to the lesser neighbour.")
public final class MatmulSweep implements Callable<Integer> {

    private static final int GREATEST = 300;
    private static final double CLIFF = 0.5;

    /// Families; 0 stands for the size that runs.
    private static final List<Family> FAMILIES = List.of(new Family("square", 0, 0, 0, false, false),
            new Family("square_nt", 0, 0, 0, false, true), new Family("square_tn", 0, 0, 0, true, false),
            new Family("rows", 0, 128, 128, false, false), new Family("rows_nt", 0, 128, 784, false, true),
            new Family("columns", 128, 0, 128, false, false), new Family("columns_nt", 128, 0, 128, false, true),
            new Family("columns_tn", 784, 0, 64, true, false), new Family("depth", 128, 128, 0, false, false),
            new Family("depth_nt", 128, 128, 0, false, true), new Family("depth_tn", 128, 128, 0, true, false),
            new Family("outer", 0, 0, 1, false, false), new Family("vector", 1, 0, 0, false, false),
            new Family("vector_nt", 1, 0, 0, false, true), new Family("column", 0, 1, 0, false, false),
            new Family("column_tn", 0, 1, 0, true, false), new Family("tall", 4096, 0, 16, false, false),
            new Family("thin", 16, 0, 4096, false, false), new Family("dot", 1, 1, 0, false, false));

    @Option(names = "--threads", paramLabel = "N", description = "Threads, 1 to 1024 (1).")
    int threads = 1;

    @Option(names = "--step", paramLabel = "N", description = "From one size to the next (1).")
    int step = 1;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    private MatmulSweep() {
    }

    /// Runs the program and ends the virtual machine.
    public static void main(String[] args) {
        Program.run(new MatmulSweep(), args);
    }

    @Override
    public Integer call() {
        SamplingOptions.checkThreads(this, threads);
        sampling.check(this);
        if (step < 1 || step > GREATEST / 2) {
            throw Program.complaint(this, "--step " + step + ": must be 1 to " + GREATEST / 2);
        }
        int cliffs = Threads.limit(threads, this::sweepAll);
        Program.OUT.print(cliffs + " cliffs\n");
        return 0;
    }

    private int sweepAll() {
        int cliffs = 0;
        for (Family family : FAMILIES) {
            if (sampling.wants(family.name)) {
                cliffs += sweep(family);
            }
        }
        return cliffs;
    }

    private int sweep(Family family) {
        var sizes = new ArrayList<Integer>();
        var rates = new ArrayList<Double>();
        for (int n = 1; n <= GREATEST; n += step) {
            sizes.add(n);
            rates.add(family.rate(n, sampling.sampler()));
        }
        int cliffs = 0;
        for (int i = 0; i < sizes.size(); i++) {
            if (ratio(rates, i) < CLIFF) {
                rates.set(i, Math.max(rates.get(i), family.rate(sizes.get(i), sampling.sampler())));
            }
            cliffs += ratio(rates, i) < CLIFF ? 1 : 0;
            Program.OUT.print(String.format(Locale.ROOT, "%s,%d,%.3g,%.2f%n", family.name, sizes.get(i), rates.get(i),
                    ratio(rates, i)));
        }
        return cliffs;
    }

    /// The rate there by the lesser rate beside it.
    private static double ratio(List<Double> rates, int i) {
        double before = rates.get(Math.max(i - 1, 0));
        double after = rates.get(Math.min(i + 1, rates.size() - 1));
        return rates.get(i) / Math.min(before, after);
    }

    /// Products `C[m, n] = op(A)[m, k] · op(B)[k, n]` of which a dimension of 0 runs.
    private record Family(String name, int rows, int columns, int depth, boolean transposeA, boolean transposeB) {

        /// Billions of operations a second at size `size`.
        double rate(int size, Sampler sampler) {
            int m = rows == 0 ? size : rows;
            int n = columns == 0 ? size : columns;
            int k = depth == 0 ? size : depth;
            var random = RandomStream.of(1);
            float[] a = random.uniform(Shape.of(m, k)).toArray();
            float[] b = random.uniform(Shape.of(k, n)).toArray();
            float[] c = new float[m * n];
            var kernel = Kernels.active().matmul();
            double seconds = sampler.time(() -> {
                kernel.multiply(transposeA, transposeB, m, n, k, a, 0, b, 0, null, 0, c, 0);
                return c;
            }).least();
            return 2e-9 * m * n * k / seconds;
        }
    }
}
