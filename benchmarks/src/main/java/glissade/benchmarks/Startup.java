package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Threads;

/// The workload `startup_linreg100`: a whole process that trains 100 steps of linear regression and ends. It is
/// measured from outside ([StartupTime]).
final class Startup {

    private Startup() {
    }

    static void run(int threads) {
        Threads.limit(threads, () -> {
            Workload.Call step = TrainingWorkloads.linearRegression(RandomStream.of(1));
            for (int i = 0; i < 100; i++) {
                step.run();
            }
        });
        System.out.print("trained 100 steps\n");
    }
}
