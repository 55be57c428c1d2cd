package glissade.tensor;

import glissade.tensor.kernel.Kernels;
import java.lang.module.ModuleDescriptor;
import java.util.Objects;
import java.util.Optional;

/// What the numbers are computed with. It changes the speed, never a result; but for the library's version, with which the bits
/// may change.
public final class Backend {

    private Backend() {
    }

    /// The kernels in use: `vector, 512 bits` with the Vector API and the width of its registers, or `scalar` without.
    ///
    /// On the module path the vector kernels are always there; on the class path they need the flag
    /// `--add-modules jdk.incubator.vector`. The system property `glissade.kernels=scalar` asks for the scalar ones.
    public static String kernels() {
        return Kernels.active().name();
    }

    /// Kernels and number of threads, for people: `vector kernels, 512 bits, 2 threads`.
    public static String description() {
        String name = kernels();
        int comma = name.indexOf(',');
        String kind = comma < 0 ? name + " kernels" : name.substring(0, comma) + " kernels" + name.substring(comma);
        int threads = Threads.limit();
        return kind + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    /// The library's version, which files of weights name: that of the module, or on the class path of the jar; `unknown` if neither
    /// says it.
    public static String version() {
        return Optional.ofNullable(Backend.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                .orElseGet(() -> Objects.requireNonNullElse(Backend.class.getPackage().getImplementationVersion(),
                        "unknown"));
    }
}
