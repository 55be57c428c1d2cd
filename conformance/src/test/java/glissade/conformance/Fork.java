package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs a program of this module in a Java virtual machine of its own.
final class Fork {

    /// As an option: run on the class path, without the vector module.
    static final String CLASS_PATH = "on the class path";

    private Fork() {
    }

    /// What the program prints, line by line.
    static List<String> run(List<String> options, Class<?> program, String... args) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        command.addAll(options);
        if (command.remove(CLASS_PATH)) {
            command.addAll(List.of("-classpath", path(), program.getName()));
        } else {
            command.addAll(List.of("--module-path", path(), "--module",
                    program.getModule().getName() + "/" + program.getName()));
        }
        command.addAll(List.of(args));
        return output(command);
    }

    /// What a Java source file prints, run as a user would, with the library's modules on the module path.
    static List<String> runSource(String modules, Path file) throws Exception {
        return output(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--module-path", path(),
                        "--add-modules", modules, file.toString()));
    }

    /// What javac says to the source files of one module; the classes come into a folder.
    static List<String> compile(String modulePath, Path classes, Path... sources) throws Exception {
        var command = new ArrayList<String>();
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-d", classes.toString(),
                        "--module-path", modulePath));
        for (Path source : sources) {
            command.add(source.toString());
        }
        return output(command);
    }

    /// What a class of a module prints.
    static List<String> runModule(String modulePath, String program) throws Exception {
        return output(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--module-path", modulePath,
                        "--module", program));
    }

    private static List<String> output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends in time", command).isTrue();
            assertThat(process.exitValue()).as("exit status of %s", command).isZero();
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Where the modules of this process are, without the JDK's.
    static String path() {
        return String.join(File.pathSeparator, ModuleLayer.boot().configuration().modules().stream()
                .map(module -> module.reference()).map(ModuleReference::location).flatMap(Optional::stream)
                .filter(location -> location.getScheme().equals("file")).map(location -> Path.of(location).toString())
                .sorted().toList());
    }
}
