package glissade.examples;

import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import glissade.tensor.Threads;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the user can set in the lessons on MNIST.
final class MnistOptions {

    private static final List<String> OPTIMIZERS = List.of("adam", "adamw", "sgd", "rmsprop");

    @Option(names = "--epochs", paramLabel = "N", description = "Times through the data, 1 to 1000.")
    Long epochs = 5L;

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate, 1e-9 to 100; falls to 0 along a cosine.")
    Double lr = 0.002;

    @Option(names = "--batch", paramLabel = "N", description = "Digits in a step, 1 to 10000.")
    Long batch = 64L;

    @Option(names = "--optimizer", paramLabel = "RULE", description = "adam, adamw, sgd (momentum 0.9) or rmsprop.")
    String optimizer = "adam";

    @Option(names = "--hidden", paramLabel = "N", description = "Hidden neurons, 1 to 10000.")
    Long hidden = 128L;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of weights and order.")
    Long seed = 1L;

    @Option(names = "--threads", paramLabel = "N", description = "Threads, 1 to 1024 (default: all). Changes no result.")
    @Nullable Long threads;

    @Option(names = "--limit", paramLabel = "N", description = "Train on the first N digits only, 1 to 60000.")
    Long limit = 60_000L;

    @Option(names = "--save", paramLabel = "FILE", description = "Where the weights go.")
    Path save;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where MNIST lies (default: datasets/mnist).")
    @Nullable Path data;

    /// @param file the name of the file that the weights go to, unless the user names another
    MnistOptions(String file) {
        save = Path.of("target", file + ".safetensors");
    }

    /// @throws LessonException if one is out of its bounds
    void check() {
        Check.whole("--epochs", epochs, 1, 1000);
        Check.number("--lr", lr, 1e-9, 100);
        Check.whole("--batch", batch, 1, 10_000);
        Check.oneOf("--optimizer", optimizer, OPTIMIZERS);
        Check.whole("--hidden", hidden, 1, 10_000);
        Check.whole("--limit", limit, 1, 60_000);
        if (threads != null) {
            Check.whole("--threads", threads, 1, 1024);
        }
    }

    int batch() {
        return Math.toIntExact(batch);
    }

    int hidden() {
        return Math.toIntExact(hidden);
    }

    int limit() {
        return Math.toIntExact(limit);
    }

    int threads() {
        return threads == null ? Threads.limit() : Math.toIntExact(threads);
    }

    UpdateRule rule() {
        return switch (optimizer) {
            case "adam" -> new Adam().lr(lr);
            case "adamw" -> new AdamW().lr(lr);
            case "sgd" -> new Sgd().momentum(0.9).lr(lr);
            default -> new RmsProp().lr(lr);
        };
    }
}
