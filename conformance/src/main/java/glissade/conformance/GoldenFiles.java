package glissade.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads golden files: the bundled ones, or all of a folder.
final class GoldenFiles {

    /// The bundled families.
    static final List<String> FAMILIES = List.of("ops", "conv_pool", "layers", "losses", "optim", "optim_more",
            "schedulers", "autograd", "training", "init");

    private static final String SUFFIX = ".json";

    private GoldenFiles() {
    }

    /// All cases of the bundled families.
    ///
    /// @throws IOException if a file cannot be read
    static List<GoldenCase> bundled() throws IOException {
        var cases = new ArrayList<GoldenCase>();
        for (String family : FAMILIES) {
            String file = "goldens/" + family + SUFFIX;
            try (InputStream in = GoldenFiles.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new NoSuchFileException(file, null, "not among this module's resources");
                }
                cases.addAll(parse(file, family, in));
            }
        }
        return cases;
    }

    /// All cases of a folder's JSON files, by name of file.
    ///
    /// @throws IOException if there is no such folder, no case in it, or a file cannot be read
    static List<GoldenCase> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null,
                    "is no folder; a relative one starts where Maven did");
        }
        var cases = new ArrayList<GoldenCase>();
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            try (InputStream in = Files.newInputStream(file)) {
                cases.addAll(parse(file.toString(), name.substring(0, name.length() - SUFFIX.length()), in));
            }
        }
        if (cases.isEmpty()) {
            throw new IOException(folder + ": there is no golden case in this folder");
        }
        return cases;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX)).sorted().toList();
        }
    }

    private static List<GoldenCase> parse(String file, String family, InputStream in) throws IOException {
        try {
            JsonNode cases = JsonMapper.shared().readTree(in).path("cases");
            if (!cases.isArray()) {
                throw new IOException(file + ": is no golden file, there is no list of cases");
            }
            return cases.values().stream().map(json -> new GoldenCase(family, json)).toList();
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
