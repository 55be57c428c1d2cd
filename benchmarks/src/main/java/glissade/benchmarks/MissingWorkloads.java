package glissade.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// What the peers run and Glissade has no parts for yet. A line leaves this list when its workload is written.
///
/// | name | |
/// | --- | --- |
/// | `layer_norm/128x512` | over the last axis with gain and bias, eps 1e-5 |
/// | `conv2d_fwd/bB_CxHxW_O` | input `[B, C, H, W]`, weight `[O, C, 3, 3]`, bias, stride 1, padding 1 |
/// | `conv2d_fwdbwd/…` | the same, then the gradients of input, weight and bias |
/// | `train_cnn/b64` | `[64, 1, 28, 28]`; twice conv 3×3, ReLU, max-pool 2, to 32 and 64 channels; then 3136-128-10 |
/// | `train_lstm/b64` | `[64, 28, 28]`; LSTM(28, 128), its last output, `Linear(128, 10)` |
/// | `train_transformer/b16` | `[16, 64, 128]`; a post-norm block, its mean over the sequence, `Linear(128, 10)` |
///
/// The transformer's block has 4 heads, ReLU and a feed-forward part 512 wide.
final class MissingWorkloads {

    private MissingWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        all.add(new Workload.Missing("layer_norm/128x512", "layer norm"));
        for (String variant : List.of("conv2d_fwd", "conv2d_fwdbwd")) {
            for (String size : List.of("b64_1x28x28_32", "b64_32x14x14_64", "b32_64x16x16_64")) {
                all.add(new Workload.Missing(variant + "/" + size, "convolution"));
            }
        }
        all.add(new Workload.Missing("train_cnn/b64", "convolution"));
        all.add(new Workload.Missing("train_lstm/b64", "LSTM"));
        all.add(new Workload.Missing("train_transformer/b16", "attention"));
        return all;
    }
}
