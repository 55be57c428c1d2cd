package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.PixelShuffle;

/// Family `layers`.
final class LayerGoldens {

    private LayerGoldens() {
    }

    static Ops ops() {
        return new Ops().all(NormGoldens.ops()).all(RecurrentGoldens.ops())
                .op("linear", MatmulGoldens::linear)
                .op("pixel_shuffle", c -> new PixelShuffle(c.integer("upscale_factor")).forward(c.x()))
                .op("embedding", c -> {
                    Variable table = c.variable("weight");
                    return c.args().has("padding_idx") ? table.embedding(c.indices("index"), c.integer("padding_idx"))
                            : table.rows(c.indices("index"));
                });
    }
}
