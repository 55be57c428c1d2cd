package glissade.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/// What a call of [Main] printed, and its exit status.
record Run(int status, String out, String err) {

    /// A call with options in one string, parted by blanks.
    static Run words(String lesson, String options) {
        return of((lesson + " " + options).trim().split(" +"));
    }

    static Run of(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = Main.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
