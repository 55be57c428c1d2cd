package glissade.examples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Runs a lesson: `Main LESSON OPTIONS…`. Without a lesson it runs `mnist`; `list` names them all, and `LESSON --help` its
/// options.
///
/// The exit status is 0 if all went well, 1 if a file cannot be read or written or training failed, 2 if what was typed
/// makes no sense; in both cases one line on the error stream says what to change.
public final class Main {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISTYPED = 2;

    private static final String LIST = "list";

    private final PrintStream out;
    private final SequencedMap<String, CommandLine> lessons = new LinkedHashMap<>();

    private Main(PrintStream out) {
        this.out = out;
        add(new LinearRegression(out));
        add(new MnistMlp(out));
        add(new MnistCnn(out));
        add(new OptimizerRace(out));
        add(new AdamStepByStep(out));
        add(new LearningRates(out));
        add(new OptimizerCurves(out));
    }

    private void add(Lesson lesson) {
        var command = new CommandLine(lesson)
                .registerConverter(Long.class, converter("a whole number below 2^63", Long::valueOf))
                .registerConverter(Double.class, converter("a number", Double::valueOf));
        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        command.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false).showDefaultValues(true);
        lessons.put(command.getCommandName(), command);
    }

    private static <T> ITypeConverter<T> converter(String kind, ITypeConverter<T> parser) {
        return text -> {
            try {
                return parser.convert(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not " + kind);
            }
        };
    }

    /// What every lesson understands.
    private static final class HelpOption {
        @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show these options.")
        boolean help;
    }

    /// Runs a lesson and ends the virtual machine.
    public static void main(String[] args) {
        // UTF-8 on any machine, whatever the locale
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        System.exit(run(args, System.out, System.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// Runs a lesson and returns the exit status.
    static int run(String[] args, PrintStream out, PrintStream err) {
        String name = args.length == 0 ? "mnist" : args[0];
        try {
            new Main(out).run(name, Arrays.asList(args).subList(Math.min(1, args.length), args.length));
            return DONE;
        } catch (LessonException e) {
            return complain(err, name, e, e.status());
        } catch (IOException | UncheckedIOException e) {
            return complain(err, name, e, FAILED);
        }
    }

    private static int complain(PrintStream err, String name, Exception e, int status) {
        err.print(name + ": " + reason(e).replaceAll("\\s*\\R\\s*", "; ") + "\n");
        return status;
    }

    private static String reason(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return e instanceof AccessDeniedException ? message + ": permission denied" : message;
    }

    private void run(String name, List<String> options) throws IOException {
        CommandLine command = lessons.get(name);
        if (command != null) {
            run(command, options);
        } else if (List.of(LIST, "-h", "--help").contains(name)) {
            if (!options.isEmpty()) {
                throw LessonException.mistyped("'" + options.getFirst() + "' is one word too many; LESSON --help "
                        + "shows a lesson's options");
            }
            list();
        } else {
            var names = new ArrayList<>(lessons.keySet());
            names.add(LIST);
            throw LessonException.mistyped("there is no such lesson; the nearest is " + Check.nearest(name, names)
                    + ", and " + LIST + " shows them all");
        }
    }

    private void list() {
        int number = 1;
        for (var command : lessons.values()) {
            String line = command.getCommandSpec().usageMessage().description()[0];
            out.printf(Locale.ROOT, "%d  %-18s %s\n", number++, command.getCommandName(), line);
        }
    }

    private void run(CommandLine command, List<String> options) throws IOException {
        try {
            command.parseArgs(options.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw LessonException.mistyped(unknown(e.getUnmatched().getFirst(), command));
        } catch (ParameterException e) {
            throw LessonException.mistyped(reason(e));
        }
        if (command.isUsageHelpRequested()) {
            out.print(command.getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n"));
            return;
        }
        Lesson lesson = command.getCommand();
        lesson.run();
    }

    private static String unknown(String word, CommandLine command) {
        if (!word.startsWith("-")) {
            return "'" + word + "' belongs to no option; --help shows them all";
        }
        var options = command.getCommandSpec().optionsMap().keySet();
        var names = options.stream().filter(name -> name.startsWith("--")).toList();
        return "there is no option '" + word + "'; the nearest is " + Check.nearest(word, names)
                + ", and --help shows them all";
    }
}
