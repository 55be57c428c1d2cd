package glissade.conformance;

import glissade.conformance.Outcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What came of a run, for people and as a table.
///
/// @param outcomes one for each case, in the order of the files
record Report(List<Outcome> outcomes) {

    /// Width of the text, about.
    private static final int LINE = 112;

    /// The cases that failed, one a line.
    List<String> failures() {
        return outcomes.stream().filter(outcome -> outcome.is(Status.FAILED))
                .map(outcome -> outcome.family() + "/" + outcome.name() + " (" + outcome.op() + "): " + outcome.error())
                .toList();
    }

    /// For each family the numbers of cases that passed, failed and are not supported, and the ops of the last, each with its
    /// number of cases and what it lacks; an op alone is not there at all. A line says how many cases passed in part.
    String text() {
        var families = new LinkedHashMap<String, List<Outcome>>();
        for (Outcome outcome : outcomes) {
            families.computeIfAbsent(outcome.family(), family -> new ArrayList<>()).add(outcome);
        }
        var text = new StringBuilder("family       passed  failed  unsupported\n");
        families.forEach((family, of) -> {
            text.append(String.format(Locale.ROOT, "%-12s %6d %7d %12d\n", family, count(of, Status.PASSED),
                    count(of, Status.FAILED), count(of, Status.UNSUPPORTED)));
            paragraph(unsupported(of), text);
        });
        long inPart =
                outcomes.stream().filter(outcome -> outcome.is(Status.PASSED) && !outcome.error().isEmpty()).count();
        if (inPart > 0) {
            text.append("of the passed, ").append(inPart).append(" with a part that is not compared\n");
        }
        return text.toString();
    }

    private static long count(List<Outcome> outcomes, Status status) {
        return outcomes.stream().filter(outcome -> outcome.is(status)).count();
    }

    /// The ops side by side, in lines that begin with blanks.
    private static void paragraph(Map<String, Integer> ops, StringBuilder text) {
        int lineStart = text.length();
        String separator = "    ";
        for (var op : ops.entrySet()) {
            String item = op.getKey() + " (" + op.getValue() + ")";
            if (text.length() - lineStart + item.length() > LINE) {
                text.append('\n');
                lineStart = text.length();
                separator = "    ";
            }
            text.append(separator).append(item);
            separator = "; ";
        }
        text.append(ops.isEmpty() ? "" : "\n");
    }

    private static Map<String, Integer> unsupported(List<Outcome> outcomes) {
        var ops = new TreeMap<String, Integer>();
        for (Outcome outcome : outcomes) {
            if (outcome.is(Status.UNSUPPORTED)) {
                ops.merge(outcome.op() + (outcome.error().isEmpty() ? "" : ": " + outcome.error()), 1, Integer::sum);
            }
        }
        return ops;
    }

    /// Writes a line a case: `family,op,case,status,error`, status one of `passed`, `failed` and `unsupported`. With
    /// a passed case, `error` says why a part of it was not compared.
    ///
    /// @throws IOException if the file cannot be written
    void write(Path file) throws IOException {
        var csv = new StringBuilder("family,op,case,status,error\n");
        for (Outcome outcome : outcomes) {
            csv.append(String.join(",", field(outcome.family()), field(outcome.op()), field(outcome.name()),
                    word(outcome.status()), field(outcome.error()))).append('\n');
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, csv);
    }

    private static String word(Status status) {
        return switch (status) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case UNSUPPORTED -> "unsupported";
        };
    }

    /// A field on one line, quoted where it must be.
    private static String field(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", "; ");
        return line.contains(",") || line.contains("\"") ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }
}
