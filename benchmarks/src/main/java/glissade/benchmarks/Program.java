package glissade.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// What the programs here have in common: UTF-8 on any machine, and one line for each mistake.
final class Program {

    static final PrintStream OUT = utf8(FileDescriptor.out);
    static final PrintStream ERR = utf8(FileDescriptor.err);

    private Program() {
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// Parses the options, runs the program and ends the virtual machine: status 0, 1 for a file that cannot be read or
    /// written, 2 for options that make no sense.
    static void run(Callable<Integer> program, String... args) {
        var command = new CommandLine(program).setOut(new PrintWriter(OUT, true));
        command.setParameterExceptionHandler((e, _) -> {
            ERR.print(command.getCommandName() + ": " + e.getMessage() + "; --help shows the options\n");
            return 2;
        });
        command.setExecutionExceptionHandler((e, _, _) -> {
            if (!(e instanceof IOException)) {
                throw e;
            }
            String what = e instanceof NoSuchFileException ? "there is no " + e.getMessage() : e.getMessage();
            ERR.print(command.getCommandName() + ": " + what + "\n");
            return 1;
        });
        System.exit(command.execute(args));
    }

    /// A complaint about the options.
    static CommandLine.ParameterException complaint(Object program, String message) {
        return new CommandLine.ParameterException(new CommandLine(program), message);
    }
}
