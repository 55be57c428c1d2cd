package glissade.conformance;

/// Family `layers`.
final class LayerGoldens {

    private LayerGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("linear", MatmulGoldens::linear)
                .op("embedding", c -> {
                    c.args().only("padding_idx", !c.args().has("padding_idx"));
                    return c.variable("weight").rows(c.indices("index"));
                });
    }
}
