package glissade.optim;

/// What an optimizer does with gradients that have a NaN or an infinity.
///
/// [LBfgs], which computes several gradients a step, looks at the first. The look costs a pass over the gradients; [#PASS] does without.
public enum NonFinite {

    /// They are used like all others, and params become NaN. The default, as in other frameworks.
    PASS,

    /// The step is left out for all params: no state moves and no step is counted. [Optimizer#skipped()] counts them.
    SKIP,

    /// The step ends in an error that names the param, the step and the place; nothing has moved.
    REFUSE
}
