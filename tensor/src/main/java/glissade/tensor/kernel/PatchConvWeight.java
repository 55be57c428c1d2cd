package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of the weight of a convolution whose input channels would not fill a vector: its lanes are elements of the patch.
///
/// The patches of a block's positions are copied into panels, of which each product with the output's gradient is a tile of [MatmulTile].
/// Windows that do not overlap ([DisjointWindows]) are copied row by row, out of the image; others run by run, out of a copy with its
/// channels innermost ([TurnedImage]), and their elements are in the order of that copy. The sums are `[out, patch]` here, each row as long as
/// whole panels.
final class PatchConvWeight extends ConvWeightRows {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int WIDTH = MatmulTile.WIDTH;
    /// What it costs to copy a vector, counted in products of two vectors.
    private static final int COPY = 4;

    /// Where the rows of a window begin, counted from its first; none where they are not copied.
    private final int[] windowRows;
    private final TurnedImage turned;
    /// Where what each position of a band sees begins.
    private final int[] positions;
    /// A patch, panel by panel, in pieces of a vector at most: where each stands, counted from a position, and where in its row it goes to.
    private final int[][] sources;
    private final int[][] targets;

    PatchConvWeight(Convolution conv) {
        super(conv, Math.ceilDiv(conv.patch, WIDTH) * WIDTH);
        windowRows = DisjointWindows.areRows(plan) ? windowRows() : new int[0];
        int channels = plan.in() / plan.groups();
        turned = new TurnedImage(blocks.plan(0), channels, channels);
        positions = turned.positions();
        sources = new int[row / WIDTH][];
        targets = new int[row / WIDTH][];
        pieces(VectorConvWeight.taps(plan) * channels);
    }

    /// Whether patches take fewer vectors than the runs of [VectorConvWeight], by so much that it pays to copy them.
    static boolean suits(Convolution conv) {
        ConvPlan plan = conv.plan;
        if (plan.in() / plan.groups() >= L) {
            return false;
        }
        int patches = Math.ceilDiv(conv.patch, WIDTH);
        int vectors = VectorConvWeight.vectors(plan);
        return DisjointWindows.areRows(plan)
                || (long) conv.out * (Math.ceilDiv(vectors, 2) - patches) >= (long) COPY * vectors;
    }

    /// Cuts the runs of a patch at the ends of panels, and into vectors.
    private void pieces(int run) {
        int[] elements = turned.kernelOffsets();
        int taps = VectorConvWeight.taps(plan);
        for (int p = 0; p < sources.length; p++) {
            int end = Math.min(conv.patch, (p + 1) * WIDTH);
            int[] from = new int[WIDTH];
            int[] to = new int[WIDTH];
            int count = 0;
            for (int k = p * WIDTH; k < end;) {
                from[count] = elements[k / run * taps] + k % run;
                to[count++] = k - p * WIDTH;
                k = Math.min(Math.min(k + L, (k / run + 1) * run), end);
            }
            sources[p] = Arrays.copyOf(from, count);
            targets[p] = Arrays.copyOf(to, count);
        }
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
        int taps = VectorConvWeight.taps(plan);
        int channels = plan.in() / plan.groups();
        int kernel = plan.kernel().product();
        for (int o = 0; o < conv.out; o++) {
            int target = to + o * conv.patch;
            if (windowRows.length > 0) {
                System.arraycopy(sum, o * row, dw, target, conv.patch);
                continue;
            }
            for (int k = 0; k < kernel; k += taps) {
                Transposition.columns(taps, channels, sum, o * row + k * channels, channels, dw, target + k, kernel);
            }
        }
    }

    @Override
    void image(int image, int fromPart, int toPart, float[] x, float[] dy, float[] sum, boolean isFirst) {
        boolean areWindows = windowRows.length > 0;
        float[] copy = Scratch.floats(Scratch.Use.WEIGHTS, areWindows ? 0 : turned.length() + 2 * L);
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int end = blocks.start(band + 1);
            if (!areWindows) {
                turned.fill(blocks.plan(band), x, image * conv.inside, copy);
            }
            for (int first = start; first < end; first = blocks.next(first)) {
                int n = blocks.next(first) - first;
                float[] panels = Scratch.floats(Scratch.Use.PATCHES, n * row + L);
                if (areWindows) {
                    float[] seen = Scratch.floats(Scratch.Use.PRODUCT, conv.patch * n + WIDTH);
                    windows(x, image * conv.inside, first, n, seen);
                    Packing.panels(n, conv.patch, seen, 0, conv.patch, 1, panels, 0);
                } else {
                    runs(copy, first - start, n, panels);
                }
                products(image, first, n, fromPart, toPart, dy, panels, sum, isFirst && first == 0);
            }
        }
    }

    /// Copies the patches of `n` positions of a band into panels, whole vectors: what is too much, the next piece or position overwrites.
    private void runs(float[] copy, int first, int n, float[] panels) {
        for (int p = 0; p < sources.length; p++) {
            int[] from = sources[p];
            int[] to = targets[p];
            for (int i = 0; i < n; i++) {
                int source = positions[first + i];
                int target = (p * n + i) * WIDTH;
                for (int j = 0; j < from.length; j++) {
                    FloatVector.fromArray(S, copy, source + from[j]).intoArray(panels, target + to[j]);
                }
            }
        }
    }

    private void products(int image, int position, int n, int fromPart, int toPart, float[] dy, float[] panels,
            float[] sum, boolean isBegin) {
        for (int s = fromPart; s < toPart; s++) {
            int first = strips[s];
            float[] strip = strip(dy, image, s, position, n);
            for (int i = 0; i < row; i += WIDTH) {
                int at = first * row + i;
                MatmulTile.run(MatmulTile.height(conv.out - first), n, strip, panels, i * n, isBegin ? ZEROS : sum,
                        isBegin ? 0 : at, isBegin ? 0 : row, MatmulTile.NOTHING, 0, sum, at, row);
            }
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
