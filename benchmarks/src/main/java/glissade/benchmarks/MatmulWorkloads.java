package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/// Products of matrices, `C[M, N] = A[M, K] · B[K, N]`, of numbers in [0, 1): `2 · M · N · K` operations.
///
/// | name | |
/// | --- | --- |
/// | `sgemm/nN` | square |
/// | `sgemm_nn/MxKxN` | both as they stand: a layer whose weight is stored `[in, out]` |
/// | `sgemm_nt/MxKxN` | B stored `[N, K]`: a layer whose weight is `[out, in]`, or the gradient of its input |
/// | `sgemm_tn/MxKxN` | A stored `[K, M]`: the gradient of the weight |
///
/// With N or M of 1 they are a matrix times a vector, and a layer given one example.
/// Each with `_new` too.
final class MatmulWorkloads {

    private static final int[] SQUARES = {32, 64, 128, 256, 512, 1024, 2048};
    /// Batch, features in and features out of two layers.
    private static final int[][] LAYERS = {{64, 784, 128}, {128, 784, 512}};

    private MatmulWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        for (int n : SQUARES) {
            add(all, new Product("sgemm", "n" + n, n, n, n, false, false));
        }
        for (int[] layer : LAYERS) {
            int batch = layer[0];
            int in = layer[1];
            int out = layer[2];
            add(all, product("sgemm_nn", batch, in, out));
            add(all, product("sgemm_nt", batch, in, out));
            add(all, product("sgemm_nt", batch, out, in));
            add(all, product("sgemm_tn", in, batch, out));
        }
        add(all, product("sgemm_nn", 512, 512, 1));
        add(all, product("sgemm_nt", 1, 784, 128));
        return all;
    }

    private static void add(List<Workload> all, Product product) {
        Work work = Work.flop(2.0 * product.m * product.k * product.n);
        all.add(Workload.of(product.family + "/" + product.size, work, product::intoGiven));
        all.add(Workload.of(product.family + "_new/" + product.size, work, product::intoNew));
    }

    private static Product product(String family, int m, int k, int n) {
        return new Product(family, m + "x" + k + "x" + n, m, k, n, family.endsWith("_tn"), family.endsWith("_nt"));
    }

    private record Product(String family, String size, int m, int k, int n, boolean transposeA, boolean transposeB) {

        private Tensor a(RandomStream random) {
            return random.uniform(transposeA ? Shape.of(k, m) : Shape.of(m, k));
        }

        private Tensor b(RandomStream random) {
            return random.uniform(transposeB ? Shape.of(n, k) : Shape.of(k, n));
        }

        Workload.Call intoGiven(RandomStream random) {
            float[] left = a(random).toArray();
            float[] right = b(random).toArray();
            float[] result = new float[m * n];
            var kernel = Kernels.active().matmul();
            return () -> {
                kernel.multiply(transposeA, transposeB, m, n, k, left, 0, right, 0, null, 0, result, 0);
                return result;
            };
        }

        Workload.Call intoNew(RandomStream random) {
            Tensor left = a(random);
            Tensor right = b(random);
            return () -> left.matmul(right, transposeA, transposeB);
        }
    }
}
