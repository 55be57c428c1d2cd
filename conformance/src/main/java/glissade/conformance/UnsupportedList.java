package glissade.conformance;

import glissade.conformance.Outcome.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The committed list of what the library does not support yet: a line for each op that has no row, and for each thing that a
/// row refuses, with the number of cases.
///
///     optim  optim_grads  3  optimizer Adagrad
///     ops    log1p        4
///
/// The list says what is so, no more and no less: it changes together with the library.
final class UnsupportedList {

    private static final String FILE = "unsupported.txt";

    private static final String HEAD = """
            # What the library does not support yet: family, op, number of cases, and what a row refuses; an op without
            # that has no row. Each build compares this list with what it finds, and writes the list as it would have to
            # be to conformance/target/unsupported.txt.
            """;

    /// Numbers of cases by `family op reason`.
    private final SortedMap<String, Integer> entries;

    private UnsupportedList(SortedMap<String, Integer> entries) {
        this.entries = entries;
    }

    /// The list in this module.
    ///
    /// @throws IOException if it is not there, or a line is not one
    static UnsupportedList committed() throws IOException {
        try (InputStream in = UnsupportedList.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new NoSuchFileException(FILE, null, "not among this module's resources");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// A list as a file has it; lines that begin with `#` are comments.
    ///
    /// @throws IOException if a line is not one
    static UnsupportedList parse(String text) throws IOException {
        var entries = new TreeMap<String, Integer>();
        for (String line : text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
            String[] parts = line.strip().split("\\s+", 4);
            if (parts.length < 3 || !parts[2].matches("[1-9][0-9]{0,8}")) {
                throw new IOException(FILE + ": '" + line + "' is not family, op, number of cases and reason");
            }
            String key = key(parts[0], parts[1], parts.length == 4 ? parts[3] : "");
            if (entries.put(key, Integer.valueOf(parts[2])) != null) {
                throw new IOException(FILE + ": '" + line + "' stands there twice");
            }
        }
        return new UnsupportedList(entries);
    }

    /// The list of what was not supported in a run.
    static UnsupportedList of(List<Outcome> outcomes) {
        var entries = new TreeMap<String, Integer>();
        for (Outcome outcome : outcomes) {
            if (outcome.is(Status.UNSUPPORTED)) {
                entries.merge(key(outcome.family(), outcome.op(), outcome.error()), 1, Integer::sum);
            }
        }
        return new UnsupportedList(entries);
    }

    private static String key(String family, String op, String reason) {
        return (family + " " + op + " " + reason).strip();
    }

    /// Where this list and a run's differ: what it names and is supported, and what it does not name and is not.
    List<String> problems(List<Outcome> outcomes) {
        SortedMap<String, Integer> found = of(outcomes).entries;
        var problems = new ArrayList<String>();
        var keys = new TreeSet<>(entries.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            int listed = entries.getOrDefault(key, 0);
            int now = found.getOrDefault(key, 0);
            if (listed != now) {
                problems.add(FILE + ": '" + key + "' is listed with " + listed + " unsupported, and has " + now + ": "
                        + (now == 0 ? "strike the line" : listed == 0 ? "support it or add a line"
                                : "correct the number"));
            }
        }
        return problems;
    }

    /// The list as a file has it.
    String text() {
        var text = new StringBuilder(HEAD);
        entries.forEach((key, cases) -> {
            String[] parts = key.split(" ", 3);
            text.append(parts[0]).append(' ').append(parts[1]).append(' ').append(cases);
            text.append(parts.length == 3 ? " " + parts[2] : "").append('\n');
        });
        return text.toString();
    }
}
