package glissade.optim;

/// The framework whose numbers a rule gives. The same name stands for slightly different formulas: ε is added inside or outside
/// of a root, before or after the correction of a mean; the rate stands inside or outside of a momentum buffer.
///
/// A rule made with a framework's name, `new Adam(Semantics.KERAS)`, has its defaults and its formula. Each rule's page says
/// what differs; rules that are defined in one place alone have no such choice.
public enum Semantics {

    /// PyTorch 2.13, the default everywhere; for rules that PyTorch lacks, the paper and its authors' code.
    ///
    /// Weight decay is a part of the gradient, unless the rule says that it is decoupled; the momentum buffer holds gradients,
    /// and the rate is outside of it.
    PYTORCH,

    /// Keras 3.15.
    ///
    /// Weight decay is decoupled in all rules; the momentum buffer holds steps, the rate included; the corrections of means
    /// count the optimizer's steps, also those in which a param has no gradient.
    KERAS,

    /// optax 0.2.8. It has no default rates; here they are PyTorch's.
    OPTAX;

    /// The framework's own of three numbers.
    double choose(double pytorch, double optax, double keras) {
        return this == PYTORCH ? pytorch : this == OPTAX ? optax : keras;
    }
}
