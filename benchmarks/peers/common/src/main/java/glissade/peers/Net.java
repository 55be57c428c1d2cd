package glissade.peers;

import java.util.List;

/// The networks that are trained, and their batch sizes.
public enum Net {
    /// Linear(1, 1).
    LINREG("train_linreg", 32),
    /// Linear(784, 128), ReLU, Linear(128, 10).
    MLP128("train_mlp128", 32, 64, 128),
    /// Linear(784, 512), ReLU, Linear(512, 512), ReLU, Linear(512, 10).
    MLP512X2("train_mlp512x2", 128),
    /// On \[batch, 1, 28, 28]: conv 3×3 pad 1 to 32 channels, ReLU, max-pool 2, conv 3×3 pad 1 to 64, ReLU, max-pool 2,
    /// Linear(3136, 128), ReLU, Linear(128, 10).
    CNN("train_cnn", 64),
    /// On \[batch, 28, 28]: one LSTM(28, 128), its last output, Linear(128, 10).
    LSTM("train_lstm", 64),
    /// On \[batch, 64, 128]: one post-norm encoder block (4 heads, feed-forward 512, ReLU, no dropout), the mean over
    /// the sequence, Linear(128, 10).
    TRANSFORMER("train_transformer", 16),
    /// The same with the library's own encoder layer, where [#TRANSFORMER] is put together from parts.
    TRANSFORMER_LIB("train_transformer_lib", 16);

    final String workload;
    final List<Integer> batches;

    Net(String workload, Integer... batches) {
        this.workload = workload;
        this.batches = List.of(batches);
    }
}
