package glissade.peers;

/// Element-wise workloads.
public enum Elementwise {
    /// c = a + b into a given c.
    ADD("ew_add", 12),
    /// a + b into a new result.
    ADD_NEW("ew_add_new", 12),
    /// relu(x·w + b) as a user writes it, each operation with a new result.
    RELU_XW_B("ew_relu_xw_b", 16),
    /// exp of values in \[-2, 2) into a given result.
    EXP("ew_exp", 8),
    /// tanh of values in \[-2, 2) into a given result.
    TANH("ew_tanh", 8),
    /// The logistic function of values in \[-2, 2) into a given result.
    SIGMOID("ew_sigmoid", 8);

    final String workload;
    final int bytes;

    Elementwise(String workload, int bytes) {
        this.workload = workload;
        this.bytes = bytes;
    }
}
