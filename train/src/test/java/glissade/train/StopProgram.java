package glissade.train;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// What [StopSignalTest] forks: programs with a loop that can be asked to stop.
final class StopProgram {

    /// Longer than any test waits, so that a hook that waits in vain is found out; more nanoseconds than a `long` counts.
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private StopProgram() {
    }

    /// Runs one of the programs.
    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "loop" -> loop(0);
            case "exit" -> {
                try (var stop = StopSignal.install(FOREVER)) {
                    System.exit(stop.requested() ? 1 : 3);
                }
            }
            case "exit-after-signal" -> loop(6);
            case "exit-elsewhere" -> {
                var other = new Thread(() -> System.exit(4));
                try (var stop = StopSignal.install(FOREVER)) {
                    other.start();
                    waitFor(stop);
                    System.out.println("saved");
                }
            }
            case "deaf" -> {
                try (var _ = StopSignal.install(Duration.ofMillis(200))) {
                    System.out.println("ready");
                    Thread.sleep(FOREVER);
                }
            }
            case "dead" -> {
                var loop = new Thread(() -> StopSignal.install(FOREVER));
                loop.start();
                loop.join();
                System.exit(5);
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void loop(int exit) throws InterruptedException {
        try (var stop = StopSignal.install(FOREVER)) {
            System.out.println("ready");
            waitFor(stop);
            Thread.sleep(300); // the hook must wait for this
            System.out.println("saved");
            if (exit != 0) {
                System.exit(exit);
            }
        }
    }

    private static void waitFor(StopSignal stop) throws InterruptedException {
        while (!stop.requested()) {
            Thread.sleep(10);
        }
    }
}
