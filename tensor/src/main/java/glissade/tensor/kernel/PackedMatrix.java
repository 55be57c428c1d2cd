package glissade.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A matrix B that is arranged once for many products with it, `C = A · B + bias` or `C = C + A · B + bias`: a recurrent layer's weight,
/// which meets another A at each time.
///
/// The definition, for each element of C on its own: the chains of the blocks of k are those of [Matmul], and are added, in order, to what
/// stood in C, or to nothing; last the bias, each addition rounded once.
///
/// This class says so in plain loops; [VectorPackedMatrix] is its fast twin. C must not overlap A. No argument is checked. Immutable,
/// hence thread-safe. Made by [Gates#pack].
public class PackedMatrix {

    final int k;
    final int n;
    /// An array a row: see [Matmul].
    private final float[][] rows;

    /// `B[k, n]`, stored so, or as `[n, k]` if transposed, from `bo` on; `k > 0`.
    PackedMatrix(boolean transposed, int k, int n, float[] b, int bo) {
        this.k = k;
        this.n = n;
        rows = new float[k][n];
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                rows[p][j] = b[transposed ? bo + j * k + p : bo + p * n + j];
            }
        }
    }

    /// For the twin, which arranges B in its own way.
    PackedMatrix(int k, int n) {
        this.k = k;
        this.n = n;
        rows = new float[0][];
    }

    /// `C[m, n] = A[m, k] · B + bias`, all rows contiguous, A and C from their offsets on.
    ///
    /// @param add whether what stands in C is added to
    /// @param bias `[n]`; null for none
    public void multiply(boolean add, int m, float[] a, int ao, float @Nullable [] bias, float[] c, int co) {
        float[] sums = Scratch.floats(Scratch.Use.RESULT, n);
        for (int i = 0; i < m; i++) {
            int row = co + i * n;
            for (int p = 0; p < k; p += Matmul.BLOCK) {
                chains(p, Math.min(k, p + Matmul.BLOCK), a, ao + i * k, sums);
                if (p == 0 && !add) {
                    System.arraycopy(sums, 0, c, row, n);
                } else {
                    Matmul.addTo(n, c, row, sums, 0);
                }
            }
            if (bias != null) {
                Matmul.addTo(n, c, row, bias, 0);
            }
        }
    }

    private void chains(int from, int to, float[] a, int ao, float[] sums) {
        Arrays.fill(sums, 0, n, 0f);
        for (int p = from; p < to; p++) {
            float x = a[ao + p];
            float[] row = rows[p];
            for (int j = 0; j < n; j++) {
                sums[j] = Math.fma(x, row[j], sums[j]);
            }
        }
    }
}
