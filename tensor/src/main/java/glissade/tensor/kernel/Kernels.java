package glissade.tensor.kernel;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// The kernels in use: one object a family, all scalar or all vector. The scalar classes define each result; the vector
/// twins compute the same bits with the Vector API.
///
/// The vector twins are chosen if the module `jdk.incubator.vector` is there, which on the module path it always is. The
/// system property `glissade.kernels` (`vector`, the default, or `scalar`) overrides that.
public record Kernels(String name, Arithmetic arithmetic, Elementary elementary, Piecewise piecewise,
        Reductions reductions, Softmax softmax, NormLoops normLoops, Matmul matmul, Gates gates, AdamLoop adamLoop,
        PhiloxBlocks philox) {

    private static final Kernels SCALAR =
            new Kernels("scalar", Arithmetic.definition(), new Elementary(), new Piecewise(), new Reductions(),
                    new Softmax(), new NormLoops(), new Matmul(), new Gates(), new AdamLoop(), new PhiloxBlocks());
    private static final Kernels ACTIVE = choose();

    /// The kernels that tensors use.
    public static Kernels active() {
        return ACTIVE;
    }

    /// The definitions.
    public static Kernels scalar() {
        return SCALAR;
    }

    /// The vector twins, if this Java virtual machine has the Vector API.
    public static Optional<Kernels> vector() {
        boolean resolved = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return resolved ? Optional.of(VectorTwins.create()) : Optional.empty();
    }

    private static Kernels choose() {
        String wanted = System.getProperty("glissade.kernels", "vector");
        if (wanted.equals("scalar")) {
            return SCALAR;
        }
        if (!wanted.equals("vector")) {
            throw new IllegalArgumentException(
                    "the system property glissade.kernels is '" + wanted + "'; use vector or scalar");
        }
        return vector().orElseGet(() -> {
            System.getLogger("glissade").log(System.Logger.Level.WARNING,
                    "The Vector API is not there: computing with the scalar kernels (same results, slower). "
                            + "Start java with --add-modules jdk.incubator.vector.");
            return SCALAR;
        });
    }

    /// Apart, so that nothing of the Vector API is loaded where it is missing.
    private static final class VectorTwins {
        static Kernels create() {
            int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
            return new Kernels("vector, " + bits + " bits", VectorArithmetic.create(), new VectorElementary(),
                    new VectorPiecewise(),
                    new VectorReductions(),
                    new VectorSoftmax(), new VectorNormLoops(), new VectorMatmul(), new VectorGates(),
                    new VectorAdamLoop(), new VectorPhiloxBlocks());
        }
    }
}
