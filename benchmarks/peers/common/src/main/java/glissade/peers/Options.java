package glissade.peers;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a peer's command line asks for.
///
/// @param threads how many threads the peer may compute with
/// @param peer    the name that its lines carry
/// @param only    measure the workloads in whose name this is found
/// @param warm    seconds to warm a workload up for
/// @param samples how many samples to take of a workload
/// @param sample  seconds that a sample lasts, or one call where a call takes longer
/// @param startup train 100 steps of linear regression instead, and stop: somebody else holds the watch
public record Options(int threads, String peer, Pattern only, double warm, int samples, double sample,
        boolean startup) {

    /// The options in `args`; `peer` is the name when `--peer` does not give another.
    ///
    /// @throws IllegalArgumentException with a sentence for the user when an argument is wrong
    static Options parse(String[] args, String peer) {
        var threads = 1;
        var only = Pattern.compile("");
        var warm = 0.6;
        var samples = 7;
        var sample = 0.06;
        var startup = false;
        for (var i = 0; i < args.length; i++) {
            var option = args[i];
            if (option.equals("--startup")) {
                startup = true;
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("not an option, or its value is missing: " + option);
            }
            var value = args[++i];
            try {
                switch (option) {
                    case "--threads" -> threads = Integer.parseInt(value);
                    case "--peer" -> peer = value;
                    case "--only" -> only = Pattern.compile(value);
                    case "--warm" -> warm = Double.parseDouble(value);
                    case "--samples" -> samples = Integer.parseInt(value);
                    case "--sample" -> sample = Double.parseDouble(value);
                    default -> throw new IllegalArgumentException("no such option: " + option);
                }
            } catch (NumberFormatException | PatternSyntaxException e) {
                throw new IllegalArgumentException("not a value for " + option + ": " + value, e);
            }
        }
        if (threads < 1 || samples < 1) {
            throw new IllegalArgumentException("--threads and --samples must be at least 1");
        }
        return new Options(threads, peer, only, warm, samples, sample, startup);
    }
}
