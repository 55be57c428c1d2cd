package glissade.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Run once at the end of a build, by the JDK and on the class path that the build chose: writes both to the file of
/// its argument, a line each. A peer's `run` script starts the program from it.
final class LaunchFile {
    private LaunchFile() {
    }

    public static void main(String[] args) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.write(Path.of(args[0]), List.of(java.toString(), System.getProperty("java.class.path")));
    }
}
