package glissade.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// The matrix product with vectors: [Matmul]'s definition, the same bits.
///
/// Large products follow Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), with one
/// level less: a block of B (`BLOCK × COLUMNS`, for the second-level cache) is packed into panels; then each strip of A
/// as high as a tile is packed (for the first-level cache) and multiplied with every panel by [MatmulTile]. Small
/// products skip the packing ([MatmulDirect]).
final class VectorMatmul extends Matmul {
    /// Columns of B packed at a time: with [#BLOCK] rows half a megabyte.
    private static final int COLUMNS = 512;
    /// Columns up to which a product may be worth making as its transpose, and elements of it made at a time.
    private static final int NARROW = 128;
    private static final int TURNED = 1 << 15;

    @Override
    void block(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep, int bColumn,
            float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        if (k == 0) {
            super.block(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co, cRow);
        } else if (MatmulDirect.suits(m, n, k, bColumn)) {
            MatmulDirect.multiply(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co, cRow);
        } else if (aRow == 1 && bColumn == 1 && bias == null && n <= NARROW && 2 * n <= Math.min(m, k)) {
            turned(m, n, k, a, ao, aStep, b, bo, bStep, c, co, cRow);
        } else {
            packed(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co, cRow);
        }
    }

    /// The product made as its own transpose, `(Bᵀ · A)ᵀ`: where A is transposed and B narrow, A's rows then are copied as they stand, and only
    /// B and the result are turned round. Each element is the same chain of the same products.
    private static void turned(int m, int n, int k, float[] a, int ao, int aStep, float[] b, int bo, int bStep,
            float[] c, int co, int cRow) {
        int most = Math.max(MatmulTile.WIDTH, TURNED / n / MatmulTile.WIDTH * MatmulTile.WIDTH);
        float[] tile = Scratch.floats(Scratch.Use.TURNED_PRODUCT, n * Math.min(m, most));
        for (int i = 0; i < m; i += most) {
            int rows = Math.min(most, m - i);
            packed(n, rows, k, b, bo, 1, bStep, a, ao + i, aStep, 1, null, 0, tile, 0, rows);
            Transposition.columns(n, rows, tile, 0, rows, c, co + i * cRow, cRow);
        }
    }

    private static void packed(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo,
            int bStep, int bColumn, float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        int widest = Math.ceilDiv(Math.min(n, COLUMNS), MatmulTile.WIDTH) * MatmulTile.WIDTH;
        float[] panels = Scratch.floats(Scratch.Use.RIGHT, Math.min(k, BLOCK) * widest);
        for (int j = 0; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            for (int p = 0; p < k; p += BLOCK) {
                int depth = Math.min(BLOCK, k - p);
                int from = bo + p * bStep + j * bColumn;
                int whole = width - width % MatmulTile.WIDTH;
                if (k <= BLOCK && whole > 0 && whole < width) {
                    Packing.panels(depth, whole, b, from, bStep, bColumn, panels, 0);
                    Packing.panels(depth, MatmulTile.WIDTH, b, from + (width - MatmulTile.WIDTH) * bColumn, bStep,
                            bColumn, panels, whole * depth);
                } else {
                    Packing.panels(depth, width, b, from, bStep, bColumn, panels, 0);
                }
                strips(p == 0, k <= BLOCK, m, width, depth, a, ao + p * aStep, aRow, aStep, panels,
                        p + depth == k ? bias : null, biasOffset + j, c, co + j, cRow);
            }
        }
    }

    /// `m × n` elements of C, one block of k.
    ///
    /// Where it is the only block, tiles that would reach beyond C are moved back inside, and some elements are computed twice, to the same
    /// bits. Otherwise they would be added twice, and [#edge] is the way.
    private static void strips(boolean first, boolean only, int m, int n, int depth, float[] a, int ao, int aRow,
            int aStep,
            float[] panels, float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        float[] strip = Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * MatmulTile.STRIDE);
        int wide = only && n >= MatmulTile.WIDTH ? n : n - n % MatmulTile.WIDTH;
        float[] previous = first ? MatmulTile.NOTHING : c;
        int previousRow = first ? 0 : cRow;
        float[] last = bias == null ? MatmulTile.NOTHING : bias;
        for (int i = 0; i < m;) {
            int height = MatmulTile.height(m - i);
            int rows = Math.min(height, m - i);
            if (only && m >= height) {
                i += rows - height;
                rows = height;
            }
            Packing.strip(rows, depth, a, ao + i * aRow, aRow, aStep, strip);
            int row = co + i * cRow;
            int direct = rows == height ? wide : 0;
            for (int panel = 0; panel < direct; panel += MatmulTile.WIDTH) {
                int j = Math.min(panel, n - MatmulTile.WIDTH);
                MatmulTile.run(height, depth, strip, panels, panel * depth, previous, first ? 0 : row + j, previousRow,
                        last, bias == null ? 0 : biasOffset + j, c, row + j, cRow);
            }
            for (int panel = direct; panel < n; panel += MatmulTile.WIDTH) {
                int j = panel < wide ? Math.min(panel, n - MatmulTile.WIDTH) : panel;
                edge(first, height, rows, Math.min(MatmulTile.WIDTH, n - j), depth, strip, panels, panel * depth, bias,
                        biasOffset + j, c, row + j, cRow);
            }
            i += rows;
        }
    }

    /// A tile that reaches beyond C, by way of a tile of its own. What the strip and the panel hold out there is left
    /// over from before, and comes to nothing.
    static void edge(boolean first, int height, int rows, int columns, int depth, float[] strip, float[] panels,
            int panel, float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        int width = MatmulTile.WIDTH;
        float[] tile = Scratch.floats(Scratch.Use.RESULT, MatmulTile.MAX_HEIGHT * width);
        MatmulTile.run(height, depth, strip, panels, panel, MatmulTile.NOTHING, 0, 0, MatmulTile.NOTHING, 0, tile, 0,
                width);
        for (int r = 0; r < rows; r++) {
            int row = co + r * cRow;
            if (first) {
                System.arraycopy(tile, r * width, c, row, columns);
            } else {
                addTo(columns, c, row, tile, r * width);
            }
            if (bias != null) {
                addTo(columns, c, row, bias, biasOffset);
            }
        }
    }
}
