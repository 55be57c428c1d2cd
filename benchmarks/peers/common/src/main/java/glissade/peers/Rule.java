package glissade.peers;

/// Optimizers, all with learning rate 1e-3. Bytes are what a parameter's step must at least read and write.
public enum Rule {
    /// Betas 0.9 and 0.999, eps 1e-8.
    ADAM("opt_adam", 28),
    /// As Adam, with decoupled weight decay 0.01.
    ADAMW("opt_adamw", 28),
    /// SGD with momentum 0.9.
    SGDM("opt_sgdm", 20),
    /// Alpha 0.99, eps 1e-8.
    RMSPROP("opt_rmsprop", 20),
    /// Adam by operators on lists of parameters: PyTorch's `foreach=True`.
    ADAM_FOREACH("opt_adam_foreach", 28),
    /// Adam in one kernel: PyTorch's `fused=True`.
    ADAM_FUSED("opt_adam_fused", 28),
    /// AdamW in one kernel.
    ADAMW_FUSED("opt_adamw_fused", 28),
    /// SGD with momentum in one kernel.
    SGDM_FUSED("opt_sgdm_fused", 20);

    final String workload;
    final int bytes;

    Rule(String workload, int bytes) {
        this.workload = workload;
        this.bytes = bytes;
    }
}
