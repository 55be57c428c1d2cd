package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Activation;
import glissade.nn.Attention;
import glissade.nn.AttentionMask;
import glissade.nn.Dropout;
import glissade.nn.Layer;
import glissade.nn.LayerNorm;
import glissade.nn.Linear;
import glissade.nn.MultiHeadAttention;
import glissade.nn.Relu;
import glissade.nn.TransformerDecoderLayer;
import glissade.nn.TransformerEncoderLayer;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;

/// Family `layers`: attention and transformers.
final class AttentionGoldens {

    private static final Dropout NONE = new Dropout(0, RandomStream.of(1));

    private AttentionGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("scaled_dot_product_attention", AttentionGoldens::scaledDotProduct)
                .results("multi_head_attention", AttentionGoldens::multiHead)
                .op("transformer_encoder_layer", AttentionGoldens::encoderLayer)
                .op("transformer_decoder_layer", AttentionGoldens::decoderLayer);
    }

    private static AttentionMask causal(Given c) {
        return c.args().flag("causal", c.args().flag("is_causal", false)) ? AttentionMask.CAUSAL : AttentionMask.NONE;
    }

    private static Results scaledDotProduct(Given c) {
        AttentionMask mask = causal(c);
        mask = c.has("mask") ? mask.withAllowed(c.mask("mask")) : mask;
        mask = c.has("bias") ? mask.withBias(c.variable("bias")) : mask;
        c.args().only("dropout_p", 0);
        Variable q = c.variable("q");
        double scale = c.args().number("scale", 1 / Math.sqrt(q.shape().size(-1)));
        var out = Attention.scaledDotProduct(q, c.variable("k"), c.variable("v"), mask, scale);
        return new Results().and("output", out.output()).and("weights", out.weights());
    }

    private static Results multiHead(Given c) {
        AttentionMask mask = causal(c);
        c.args().only("dropout", 0);
        c.args().only("embed_dim", c.variable("query").shape().size(2));
        mask = c.has("attn_mask") ? masked(c, mask) : mask;
        mask = c.has("key_padding_mask") ? mask.withIgnoredKeys(c.mask("key_padding_mask")) : mask;
        var layer = new MultiHeadAttention(c.param("in_proj_weight"), c.paramIfGiven("in_proj_bias"),
                new Linear(c.param("out_proj_weight"), c.paramIfGiven("out_proj_bias")), c.integer("num_heads"), NONE);
        var out = layer.attend(c.variable("query"), c.variable("key"), c.variable("value"), mask);
        var results = new Results().and("output", out.output());
        boolean isAveraged = c.args().flag("average_attn_weights", true);
        if (c.args().flag("need_weights", true)) {
            results.and("weights", isAveraged ? out.weights().mean(1) : out.weights());
        }
        return results;
    }

    /// What is added to the scores, or where they are left out: for all, or for each head of each batch.
    private static AttentionMask masked(Given c, AttentionMask mask) {
        Shape shape = c.numbers("attn_mask").shape();
        int heads = c.integer("num_heads");
        boolean isEach = shape.rank() > 2;
        int[] sizes = isEach ? new int[] {shape.size(0) / heads, heads, shape.size(1), shape.size(2)}
                : shape.toArray();
        return c.numbers("attn_mask").kind() == Numbers.Kind.BOOLEAN
                ? mask.withAllowed(c.mask("attn_mask").not().reshape(sizes))
                : mask.withBias(isEach ? c.variable("attn_mask").reshape(sizes) : c.variable("attn_mask"));
    }

    private static Variable decoderLayer(Given c) {
        c.args().only("d_model", c.x().shape().size(2));
        c.args().only("dim_feedforward", c.param("linear1.weight").shape().size(0));
        return new TransformerDecoderLayer(attention(c, "self_attn"), attention(c, "multihead_attn"),
                linear(c, "linear1"), linear(c, "linear2"), norm(c, "norm1"), norm(c, "norm2"), norm(c, "norm3"), NONE,
                NONE, NONE, NONE, activation(c), c.args().flag("norm_first", false))
                .forward(c.x(), c.variable("memory"), causal(c), AttentionMask.NONE);
    }

    private static MultiHeadAttention attention(Given c, String name) {
        return new MultiHeadAttention(c.param(name + ".in_proj_weight"), c.paramIfGiven(name + ".in_proj_bias"),
                linear(c, name + ".out_proj"), c.integer("nhead"), NONE);
    }

    private static Layer activation(Given c) {
        return switch (c.args().text("activation", "relu")) {
            case "relu" -> new Relu();
            case "gelu" -> Activation.GELU;
            case String other -> throw new Unsupported("activation " + other);
        };
    }

    private static Variable encoderLayer(Given c) {
        Args args = c.args();
        args.only("d_model", c.x().shape().size(2));
        args.only("dim_feedforward", c.param("linear1.weight").shape().size(0));
        AttentionMask mask = causal(c);
        mask = c.has("src_key_padding_mask") ? mask.withIgnoredKeys(c.mask("src_key_padding_mask")) : mask;
        return new TransformerEncoderLayer(attention(c, "self_attn"), linear(c, "linear1"), linear(c, "linear2"),
                norm(c, "norm1"),
                norm(c, "norm2"), NONE, NONE, NONE, activation(c), args.flag("norm_first", false)).forward(c.x(), mask);
    }

    private static Linear linear(Given c, String name) {
        return new Linear(c.param(name + ".weight"), c.paramIfGiven(name + ".bias"));
    }

    private static LayerNorm norm(Given c, String name) {
        return new LayerNorm(c.param(name + ".weight"), c.paramIfGiven(name + ".bias"),
                Shape.of(c.x().shape().size(-1)), c.number("layer_norm_eps", 1e-5));
    }
}
