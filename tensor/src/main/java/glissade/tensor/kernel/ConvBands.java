package glissade.tensor.kernel;

/// The bands of a convolution's output ([ConvBlocks]) where neighbouring positions are the lanes: the same for every image and group, each of
/// which is read in a padded copy.
///
/// @param conv the convolution
/// @param blocks how the output is cut
/// @param padded what the copies look like
/// @param plans the bands as convolutions
/// @param vectors the positions of each band as vectors
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConvBands(Convolution conv, ConvBlocks blocks, PaddedImage padded, ConvPlan[] plans, PositionVectors[] vectors) {

    /// Multiply-adds and additions a task takes, about.
    private static final long GRAIN = 1L << 22;

    /// Work on one band of an image and group.
    @FunctionalInterface
    interface Task {
        /// Does it for a band, of which the image is a padded copy.
        void run(int image, int band, float[] copy);
    }

    /// @param together how many vectors are worked on together
    static ConvBands of(Convolution conv, int together) {
        var blocks = new ConvBlocks(conv.plan);
        var padded = new PaddedImage(blocks.plan(0));
        var plans = blocks.plans();
        var vectors = new PositionVectors[plans.length];
        for (int band = 0; band < plans.length; band++) {
            vectors[band] = PositionVectors.of(plans[band].output(), padded, together);
        }
        return new ConvBands(conv, blocks, padded, plans, vectors);
    }

    /// Runs the task for each band of each image and group of `x`.
    void forEach(float[] x, Task task) {
        int bands = plans.length;
        int tasks = conv.plan.batch() * conv.plan.groups() * bands;
        long each = 2L * conv.out * conv.patch * conv.positions / Math.max(1, bands);
        int grain = Math.clamp(GRAIN / Math.max(1, each), 1, Math.max(1, tasks));
        Parallel.range(tasks, grain, (from, to) -> {
            for (int i = from; i < to; i++) {
                int image = i / bands;
                float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
                padded.fill(plans[i % bands], x, image * conv.inside, copy);
                task.run(image, i % bands, copy);
            }
        });
    }
}
