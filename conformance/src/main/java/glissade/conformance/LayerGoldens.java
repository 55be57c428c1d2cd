package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Bilinear;
import glissade.nn.PixelShuffle;

/// Family `layers`.
final class LayerGoldens {

    private LayerGoldens() {
    }

    static Ops ops() {
        return new Ops().all(NormGoldens.ops()).all(RecurrentGoldens.ops())
                .all(AttentionGoldens.ops())
                .op("linear", MatmulGoldens::linear)
                .op("pixel_shuffle", c -> new PixelShuffle(c.integer("upscale_factor")).forward(c.x()))
                .op("bilinear", c -> new Bilinear(c.param("weight"), c.param("bias")).forward(c.x(), c.y()))
                .op("normalize", c -> c.x().normalize(c.number("p"), c.integer("dim"), c.number("eps")))
                .op("cosine_similarity",
                        c -> c.x().cosineSimilarity(c.y(), c.integer("dim"), c.number("eps")))
                .op("embedding", c -> {
                    Variable table = c.variable("weight");
                    return c.args().has("padding_idx") ? table.embedding(c.indices("index"), c.integer("padding_idx"))
                            : table.rows(c.indices("index"));
                });
    }
}
