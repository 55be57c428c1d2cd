package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Bilinear;
import glissade.nn.EmbeddingBag;
import glissade.nn.PixelShuffle;
import java.util.Arrays;
import java.util.Locale;

/// Family `layers`.
final class LayerGoldens {

    private LayerGoldens() {
    }

    static Ops ops() {
        return new Ops().all(NormGoldens.ops()).all(RecurrentGoldens.ops())
                .all(AttentionGoldens.ops())
                .op("linear", MatmulGoldens::linear)
                .op("pixel_shuffle", LayerGoldens::pixelShuffle)
                .op("bilinear", c -> new Bilinear(c.param("weight"), c.paramIfGiven("bias")).forward(c.x(), c.y()))
                .op("normalize", c -> c.x().normalize(c.number("p", 2), c.integer("dim", 1), c.number("eps", 1e-12)))
                .op("cosine_similarity",
                        c -> c.x().cosineSimilarity(c.y(), c.integer("dim", 1), c.number("eps", 1e-8)))
                .op("embedding", c -> {
                    Variable table = c.variable("weight");
                    int rows = table.shape().size(0);
                    return c.args().has("padding_idx")
                            ? table.embedding(c.indices("index"), Math.floorMod(c.integer("padding_idx"), rows))
                            : table.rows(c.indices("index"));
                })
                .op("embedding_bag", c -> new EmbeddingBag(c.param("weight"),
                        EmbeddingBag.Mode.valueOf(c.args().text("mode", "mean").toUpperCase(Locale.ROOT)))
                        .forward(c.indices("index")));
    }

    /// Axes in front of the channels are one batch, in PyTorch.
    private static Variable pixelShuffle(Given c) {
        var layer = new PixelShuffle(c.integer("upscale_factor"));
        int[] sizes = c.x().shape().toArray();
        int n = sizes.length;
        Variable y = layer.forward(c.x().reshape(c.x().shape().product(0, n - 3), sizes[n - 3], sizes[n - 2],
                sizes[n - 1]));
        int[] shuffled = Arrays.copyOf(sizes, n);
        System.arraycopy(y.shape().toArray(), 1, shuffled, n - 3, 3);
        return y.reshape(shuffled);
    }
}
