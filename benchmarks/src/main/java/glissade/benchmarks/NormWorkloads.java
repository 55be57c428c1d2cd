package glissade.benchmarks;

import glissade.nn.LayerNorm;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;

/// Layers that bring groups of elements to mean 0 and variance 1, unrecorded.
///
/// | name | | bytes an element |
/// | --- | --- | --- |
/// | `layer_norm/128x512` | over the last axis, with gain and bias, eps 1e-5 | 8 |
final class NormWorkloads {

    private static final int ROWS = 128;
    private static final int COLUMNS = 512;

    private NormWorkloads() {
    }

    static List<Workload> all() {
        return List.of(Workload.of("layer_norm/128x512", Work.elements(ROWS * COLUMNS, 8), NormWorkloads::layerNorm));
    }

    private static Workload.Call layerNorm(RandomStream random) {
        Tensor x = random.uniform(Shape.of(ROWS, COLUMNS));
        var norm = LayerNorm.of(COLUMNS);
        return () -> norm.predict(x);
    }
}
