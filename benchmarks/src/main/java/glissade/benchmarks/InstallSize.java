package glissade.benchmarks;

import glissade.autograd.Variable;
import glissade.data.Batches;
import glissade.nn.Layer;
import glissade.optim.Optimizer;
import glissade.tensor.Tensor;
import glissade.train.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The workload `install`: the megabytes of jars that a user of the library needs beside the JDK.
final class InstallSize {

    static final String NAME = "install";
    private static final List<Class<?>> MODULES = List.of(Tensor.class, Variable.class, Layer.class, Optimizer.class,
            Batches.class, Checkpoint.class);

    private InstallSize() {
    }

    static List<Metric> metrics() throws IOException, URISyntaxException {
        long bytes = 0;
        for (Class<?> module : MODULES) {
            var place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
            bytes += Files.isDirectory(place) ? zipped(place) : Files.size(place);
        }
        return List.of(new Metric("jars_mb", bytes / 1e6), new Metric("native_mb", 0));
    }

    /// The size of the jar that a folder of classes would become.
    private static long zipped(Path folder) throws IOException {
        var count = new Counter();
        try (var zip = new ZipOutputStream(count); var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return count.bytes;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
