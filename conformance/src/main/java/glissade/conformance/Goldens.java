package glissade.conformance;

import glissade.tensor.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The goldens runner: runs all golden cases that the library supports, names the others, and says what failed.
///
/// By default it runs the bundled files, and what it finds unsupported must be what the committed list says. The system
/// property `glissade.goldens` names a folder to run instead, without the list; a relative one starts at the folder that the
/// property `glissade.start` names.
public final class Goldens {

    /// A run.
    ///
    /// @param report what came of each case
    /// @param problems what is wrong: failed cases, and lines of the list that are not so
    record Run(Report report, List<String> problems) {

        /// Writes the table, and beside it the list of what is unsupported, as it would have to be committed.
        void write(Path csv) throws IOException {
            report.write(csv);
            Files.writeString(csv.resolveSibling("unsupported.txt"), UnsupportedList.of(report.outcomes()).text());
        }
    }

    private Goldens() {
    }

    /// Runs the goldens, prints numbers and names, and writes the table `target/goldens.csv`, or the file that the first
    /// argument names, and beside it `unsupported.txt`, as the committed list would have to be. Ends with status 1 if something
    /// is wrong.
    ///
    /// @throws IOException if a file cannot be read or written, or there is no case
    public static void main(String... args) throws IOException {
        System.out.println("kernels: " + Backend.kernels());
        Run run = run(folder());
        System.out.print(run.report().text());
        run.write(Path.of(args.length > 0 ? args[0] : "target/goldens.csv"));
        run.problems().forEach(System.err::println);
        if (!run.problems().isEmpty()) {
            System.exit(1);
        }
    }

    /// The folder that a property names.
    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty("glissade.goldens"))
                .map(folder -> Path.of(System.getProperty("glissade.start", "")).toAbsolutePath().resolve(folder));
    }

    /// Runs the cases of a folder, or the bundled ones.
    ///
    /// @throws IOException if a file cannot be read, or there is no case
    static Run run(Optional<Path> folder) throws IOException {
        var runner = new CaseRunner(Mappings::family);
        List<GoldenCase> cases = folder.isPresent() ? GoldenFiles.in(folder.get()) : GoldenFiles.bundled();
        var report = new Report(cases.stream().map(runner::run).toList());
        var problems = new ArrayList<>(report.failures());
        if (folder.isEmpty()) {
            problems.addAll(UnsupportedList.committed().problems(report.outcomes()));
        }
        return new Run(report, problems);
    }
}
