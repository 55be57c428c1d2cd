package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of the weight of a convolution whose input channels would not fill a vector: its lanes are elements of the patch.
///
/// The patches of a band's positions are copied into panels, of which each product with the output's gradient is a tile of [MatmulTile].
/// Windows that do not overlap ([DisjointWindows]) are copied row by row; others element by element of the patch, for all positions, out of a
/// padded copy. The sums are `[out, patch]` here, each row as long as whole panels.
final class PatchConvWeight extends ConvWeightRows {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int WIDTH = MatmulTile.WIDTH;

    private final PaddedImage padded;
    /// Where the rows of a window begin, counted from its first; none where they are not copied.
    private final int[] windowRows;

    PatchConvWeight(Convolution conv) {
        super(conv, Math.ceilDiv(conv.patch, WIDTH) * WIDTH);
        padded = new PaddedImage(blocks.plan(0));
        windowRows = DisjointWindows.areRows(plan) ? windowRows() : new int[0];
    }

    /// Whether patches take fewer vectors than the runs of [VectorConvWeight], by so much that it pays to copy them.
    static boolean suits(Convolution conv) {
        ConvPlan plan = conv.plan;
        if (plan.in() / plan.groups() >= L) {
            return false;
        }
        // where strides are 1, neighbouring patches have most elements in common
        boolean isSparse = !plan.stride().isAll(1) || plan.dilation().width() > 1;
        int patches = Math.ceilDiv(conv.patch, WIDTH);
        int runs = Math.ceilDiv(VectorConvWeight.vectors(plan), 2);
        return DisjointWindows.areRows(plan) || isSparse && 2 * patches <= runs;
    }

    private int[] windowRows() {
        Axes kernel = plan.kernel();
        Axes size = plan.size();
        int[] rows = new int[conv.patch / kernel.width()];
        for (int i = 0; i < rows.length; i++) {
            int height = i % kernel.height();
            int depth = i / kernel.height() % kernel.depth();
            int channel = i / kernel.height() / kernel.depth();
            rows[i] = ((channel * size.depth() + depth) * size.height() + height) * size.width();
        }
        return rows;
    }

    @Override
    void order(float[] sum, float[] dw, int to) {
        for (int o = 0; o < conv.out; o++) {
            System.arraycopy(sum, o * row, dw, to + o * conv.patch, conv.patch);
        }
    }

    @Override
    void image(int image, int fromPart, int toPart, float[] x, float[] dy, float[] sum, boolean isFirst) {
        float[] panels = Scratch.floats(Scratch.Use.PATCHES, blocks.start(1) * row);
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int end = blocks.start(band + 1);
            panels(band, x, image * conv.inside, panels);
            for (int from = start; from < end; from = blocks.next(from)) {
                int n = blocks.next(from) - from;
                boolean isBegin = isFirst && from == 0;
                for (int s = fromPart; s < toPart; s++) {
                    int first = strips[s];
                    float[] strip = strip(dy, image, s, from, n);
                    for (int i = 0; i < row; i += WIDTH) {
                        int to = first * row + i;
                        MatmulTile.run(MatmulTile.height(conv.out - first), n, strip, panels,
                                i * (end - start) + (from - start) * WIDTH, isBegin ? ZEROS : sum, isBegin ? 0 : to,
                                isBegin ? 0 : row, MatmulTile.NOTHING, 0, sum, to, row);
                    }
                }
            }
        }
    }

    /// Copies the patches of a band's positions into panels.
    private void panels(int band, float[] x, int image, float[] panels) {
        int start = blocks.start(band);
        int count = blocks.start(band + 1) - start;
        float[] seen = Scratch.floats(Scratch.Use.PRODUCT, conv.patch * count + WIDTH);
        if (windowRows.length > 0) {
            windows(x, image, start, count, seen);
            Packing.panels(count, conv.patch, seen, 0, conv.patch, 1, panels, 0);
            return;
        }
        float[] copy = Scratch.floats(Scratch.Use.WEIGHTS, padded.length());
        ConvPlan part = blocks.plan(band);
        padded.fill(part, x, image, copy);
        int[] elements = padded.offsets();
        for (int k = 0; k < conv.patch; k++) {
            padded.copySeen(copy, part, elements[k], 0, count, seen, k * count);
        }
        for (int k = 0; k < conv.patch; k += WIDTH) {
            Transposition.columns(Math.min(WIDTH, conv.patch - k), count, seen, k * count, count, panels, k * count,
                    WIDTH);
        }
    }

    /// Copies the windows of some positions, one after the other.
    private void windows(float[] x, int image, int start, int count, float[] seen) {
        Axes output = plan.output();
        Axes stride = plan.stride();
        int length = plan.kernel().width();
        int to = 0;
        for (int i = start; i < start + count; i++) {
            int line = i / output.width();
            int depth = line / output.height() * stride.depth();
            int height = line % output.height() * stride.height();
            int from = image + (depth * plan.size().height() + height) * plan.size().width()
                    + i % output.width() * stride.width();
            if (length > L || from + windowRows[windowRows.length - 1] + L > x.length) {
                for (int offset : windowRows) {
                    System.arraycopy(x, from + offset, seen, to, length);
                    to += length;
                }
            } else {
                for (int offset : windowRows) {
                    // what is too much, the next row overwrites
                    FloatVector.fromArray(S, x, from + offset).intoArray(seen, to);
                    to += length;
                }
            }
        }
    }
}
