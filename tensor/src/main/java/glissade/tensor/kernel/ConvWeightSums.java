package glissade.tensor.kernel;

import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Arrays;

/// The gradient of a convolution's weight with vectors: the sums over the images of each run of [Convolution], which are tasks, brought
/// together. What an image adds is a matter of what the lanes are: [VectorConvWeight], [PatchConvWeight], [ShallowConvWeight].
abstract class ConvWeightSums {

    /// What a tile's first sums are added to.
    static final float[] ZEROS = new float[MatmulTile.WIDTH];

    final Convolution conv;
    final ConvPlan plan;
    final ConvBlocks blocks;

    ConvWeightSums(Convolution conv) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
    }

    /// Elements of a group's sums.
    abstract int length();

    /// Parts of a group's sums that tasks can share, each of which arranges the images again.
    abstract int parts();

    /// Adds the products of an image and group to some parts; to zeros if it is the first one.
    abstract void image(int image, int fromPart, int toPart, float[] x, float[] dy, float[] sum, boolean isFirst);

    /// Brings a group's sums into the weight's order, from `to` on.
    abstract void order(float[] sum, float[] dw, int to);

    final void run(float[] x, float[] dy, float[] dw) {
        int images = conv.run();
        int runs = Math.max(1, Math.ceilDiv(plan.batch(), images));
        float[][] sums = new float[runs * plan.groups()][];
        Arrays.setAll(sums, i -> Pool.take(Shape.of(length())));
        // few runs are shared by parts too
        int shares = sums.length >= 2 * Threads.limit() ? 1 : Math.min(parts(), 2 * Threads.limit());
        Parallel.forEach(sums.length * shares, task -> {
            int share = task % shares;
            int run = task / shares / plan.groups();
            int group = task / shares % plan.groups();
            float[] sum = sums[task / shares];
            for (int image = run * images; image < Math.min(plan.batch(), (run + 1) * images); image++) {
                image(image * plan.groups() + group, share * parts() / shares, (share + 1) * parts() / shares, x, dy,
                        sum, image == run * images);
            }
        });
        for (int group = 0; group < plan.groups(); group++) {
            for (int i = 1; i < runs; i++) {
                Matmul.addTo(length(), sums[group], 0, sums[i * plan.groups() + group], 0);
            }
            order(sums[group], dw, group * conv.out * conv.patch);
        }
        Pool.give(sums);
    }

    /// Room for a strip of rows for [MatmulTile], this thread's.
    static float[] strip() {
        return Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * MatmulTile.STRIDE);
    }
}
