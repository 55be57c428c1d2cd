package glissade.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// [PackedMatrix] with vectors: the same bits. B lies in panels, an array of them for each block of k, as [MatmulTile] reads them.
final class VectorPackedMatrix extends PackedMatrix {

    private final float[][] panels;

    VectorPackedMatrix(boolean transposed, int k, int n, float[] b, int bo) {
        super(k, n);
        int widest = Math.ceilDiv(n, MatmulTile.WIDTH) * MatmulTile.WIDTH;
        int step = transposed ? 1 : n;
        int column = transposed ? k : 1;
        panels = new float[Math.ceilDiv(k, Matmul.BLOCK)][];
        for (int block = 0; block < panels.length; block++) {
            int from = block * Matmul.BLOCK;
            int depth = Math.min(Matmul.BLOCK, k - from);
            panels[block] = new float[depth * widest];
            Packing.panels(depth, n, b, bo + from * step, step, column, panels[block], 0);
        }
    }

    @Override
    public void multiply(boolean add, int m, float[] a, int ao, float @Nullable [] bias, float[] c, int co) {
        float[] strip = Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * MatmulTile.STRIDE);
        for (int i = 0; i < m;) {
            int height = MatmulTile.height(m - i);
            int rows = Math.min(height, m - i);
            for (int block = 0; block < panels.length; block++) {
                int from = block * Matmul.BLOCK;
                int depth = Math.min(Matmul.BLOCK, k - from);
                Packing.strip(rows, depth, a, ao + i * k + from, k, 1, strip);
                tiles(block == 0 && !add, height, rows, depth, strip, panels[block],
                        block == panels.length - 1 ? bias : null, c, co + i * n);
            }
            i += rows;
        }
    }

    /// One strip, one block of k.
    private void tiles(boolean first, int height, int rows, int depth, float[] strip, float[] panel,
            float @Nullable [] bias, float[] c, int co) {
        float[] previous = first ? MatmulTile.NOTHING : c;
        float[] last = bias == null ? MatmulTile.NOTHING : bias;
        int direct = rows == height ? n - n % MatmulTile.WIDTH : 0;
        for (int j = 0; j < direct; j += MatmulTile.WIDTH) {
            MatmulTile.run(height, depth, strip, panel, j * depth, previous, first ? 0 : co + j, first ? 0 : n, last,
                    bias == null ? 0 : j, c, co + j, n);
        }
        for (int j = direct; j < n; j += MatmulTile.WIDTH) {
            VectorMatmul.edge(first, height, rows, Math.min(MatmulTile.WIDTH, n - j), depth, strip, panel, j * depth,
                    bias, j, c, co + j, n);
        }
    }
}
