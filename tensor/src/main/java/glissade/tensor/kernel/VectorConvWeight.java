package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// The gradient of a convolution's weight with vectors, whose lanes are channels of the input.
///
/// Each image is copied with its channels innermost and its padding around, so that what a position sees through one element of the kernel
/// is a run of channels, and the products of all positions of a block with it are one tile ([ConvWeightTile]). Where channels do not fill
/// whole vectors, they lie side by side in the copy, and what is seen through a row of the kernel is one run, if its elements are
/// neighbours. The sums are `[out, runs, elements of a run]` here.
final class VectorConvWeight extends ConvWeightRows {

    private static final int L = FloatVector.SPECIES_PREFERRED.length();

    private final int channels;
    private final int kernel;
    /// Elements of the kernel that a run covers.
    private final int taps;
    /// Vectors of a run.
    private final int each;
    private final TurnedImage turned;
    /// Where a kernel of one element sees but every s-th element of an image, only these are turned round, out of this copy.
    private final @Nullable PaddedImage points;
    /// Where each run begins, and each position of a band.
    private final int[] runs;
    private final int[] positions;

    VectorConvWeight(Convolution conv) {
        super(conv, vectors(conv.plan) * L);
        channels = plan.in() / plan.groups();
        kernel = plan.kernel().product();
        taps = taps(plan);
        turned = new TurnedImage(blocks.plan(0), channels, taps > 1 ? channels : Math.ceilDiv(channels, L) * L);
        int[] elements = turned.kernelOffsets();
        runs = new int[kernel / taps];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = elements[i * taps];
        }
        each = Math.ceilDiv(taps * channels, L);
        points = kernel == 1 && !plan.stride().isAll(1) ? new PaddedImage(blocks.plan(0)) : null;
        positions = turned.positions();
        if (points != null) {
            Arrays.setAll(positions, i -> i * each * L);
        }
    }

    /// Elements of the kernel that a run covers.
    static int taps(ConvPlan plan) {
        boolean isWhole = plan.in() / plan.groups() % L == 0;
        return isWhole || plan.dilation().width() > 1 ? 1 : plan.kernel().width();
    }

    /// Vectors that a position's runs take.
    static int vectors(ConvPlan plan) {
        int taps = taps(plan);
        return plan.kernel().product() / taps * Math.ceilDiv(taps * (plan.in() / plan.groups()), L);
    }

    @Override
    void order(float[] sum, float[] dw, int to) {
        for (int o = 0; o < conv.out; o++) {
            int from = o * row;
            int target = to + o * conv.patch;
            if (kernel == 1) {
                System.arraycopy(sum, from, dw, target, channels);
            } else if (taps == 1) {
                Transposition.columns(kernel, channels, sum, from, each * L, dw, target, kernel);
            } else {
                for (int r = 0; r < runs.length; r++) {
                    Transposition.columns(taps, channels, sum, from + r * each * L, channels, dw, target + r * taps,
                            kernel);
                }
            }
        }
    }

    @Override
    void image(int image, int fromPart, int toPart, float[] x, float[] dy, float[] sum, boolean isFirst) {
        int length = points != null ? positions.length * each * L : turned.length();
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, length + 2 * L);
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int end = blocks.start(band + 1);
            if (points != null) {
                turnPoints(points, band, x, image * conv.inside, copy);
            } else {
                turned.fill(blocks.plan(band), x, image * conv.inside, copy);
            }
            for (int from = start; from < end; from = blocks.next(from)) {
                int n = blocks.next(from) - from;
                for (int s = fromPart; s < toPart; s++) {
                    int first = strips[s];
                    float[] strip = strip(dy, image, s, from, n);
                    tiles(MatmulTile.height(conv.out - first), n, strip, copy, from - start, sum, first * row,
                            isFirst && from == 0);
                }
            }
        }
    }

    /// Copies the elements that a band sees, channels innermost.
    private void turnPoints(PaddedImage points, int band, float[] x, int image, float[] copy) {
        float[] seen = Scratch.floats(Scratch.Use.WEIGHTS, points.length());
        points.fill(blocks.plan(band), x, image, seen);
        int apart = channels > 1 ? points.offsets()[1] : 0;
        Transposition.columns(channels, blocks.start(band + 1) - blocks.start(band), seen, 0, apart, copy, 0,
                each * L);
    }

    /// All vectors of a strip, two at a time.
    private void tiles(int height, int n, float[] strip, float[] copy, int from, float[] sum, int to,
            boolean isFirst) {
        float[] before = isFirst ? ZEROS : sum;
        int beforeRow = isFirst ? 0 : row;
        int vectors = row / L;
        for (int v = 0; v < vectors; v += 2) {
            int left = runs[v / each] + v % each * L;
            boolean isPair = v + 1 < vectors;
            int right = isPair ? runs[(v + 1) / each] + (v + 1) % each * L : left;
            ConvWeightTile.run(height, n, strip, copy, left, right, positions, from, before, isFirst ? 0 : to + v * L,
                    beforeRow, L, sum, to + v * L, row, isPair ? L : 0);
        }
    }
}
