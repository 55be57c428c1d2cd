/// Optimizers: how gradients move params.
///
/// A rule is a formula with options, an immutable record such as [Sgd] or [AdamW]. An [Optimizer] is a rule over params,
/// with what the rule remembers of each. A step takes the gradients of a loss:
///
///     Optimizer adam = new Adam().lr(3e-4).over(net.parameters());
///     for (…) {
///         adam.step(Losses.crossEntropy(net.forward(images), labels).backward());
///     }
///
/// Gradients are a value that `backward()` returns; nothing is stored on params, so nothing must be set to zero. Sums
/// of batches and clipping are operations on them: `adam.step(gradients.plus(more).clipNorm(1))`.
///
/// # The rules
///
/// - Descent, momentum, Nesterov: [Sgd]; with its path averaged [Asgd]; by signs alone [SignSgd], [Lion], [Rprop].
/// - A divisor for each element: [AdaGrad], [RmsProp], [Adadelta], [Ftrl].
/// - Momentum and divisor: [Adam] (AMSGrad too), [AdamW], [Adamax], [NAdam], [RAdam], [Adan], [AdaBelief], [Yogi];
///   [SparseAdam] for large tables.
/// - Steps measured by the whole param: [Lamb], [Lars], [NovoGrad], [Fromage]; made orthogonal: [Muon].
/// - Little memory: [Adafactor], [Sm3].
/// - No schedule: [ScheduleFreeSgd], [ScheduleFreeAdamW].
/// - Around another: [Lookahead], [Sam]. With a function that computes the loss: [LBfgs].
///
/// Defaults and formulas are PyTorch's; [Semantics] has Keras' and optax'.
///
/// # One step of Adam by hand
///
/// Let one number x = 1 have the gradient g = 0.5, and let lr be 0.1, β₁ 0.9 and β₂ 0.999. Both means start at 0:
///
///     m = 0.9 · 0 + 0.1 · 0.5        = 0.05           mean of gradients
///     v = 0.999 · 0 + 0.001 · 0.5²   = 0.00025        mean of their squares
///
/// They are too small by as much as they still hold of their start, which is known and divided out:
///
///     m̂ = 0.05 / (1 − 0.9)           = 0.5
///     v̂ = 0.00025 / (1 − 0.999)      = 0.25
///     x = 1 − 0.1 · 0.5 / √0.25      = 0.9
///
/// The first step has the size of lr, whatever the size of the gradient. If the next gradient is −0.25, then m = 0.02
/// and v = 0.00031225, so m̂ = 0.02 / (1 − 0.9²) = 0.1053 and v̂ = 0.1562: x = 0.9 − 0.1 · 0.1053 / 0.3952 = 0.8734. It
/// still goes down, but less: gradients that contradict each other make small steps. (ε, here left out, keeps the
/// division finite.)
///
/// # A missing gradient is no zero
///
/// A param that the loss does not depend on, or that is frozen, has no gradient. It is left alone: its value, its
/// means, its step count. A gradient of zeros is something else: momentum goes on, decay shrinks the weight, the count
/// rises.
///
/// # What is not finite
///
/// A NaN or an infinity in a gradient reaches the params as the formula says; [NonFinite] leaves such steps out, or refuses them. An
/// infinite element of a param is NaN after a step of most rules, because a decay of 0 times infinity is; PyTorch leaves a decay of 0 out.
///
/// # Groups and schedules
///
/// Groups of params have rules of their own; a [Schedule] multiplies the rates of all of them and counts the
/// optimizer's steps:
///
///     Params weights = net.parameters().matching("*.weight");
///     Optimizer optimizer = new AdamW().over(weights)
///             .and(net.parameters().without(weights), new AdamW().weightDecay(0))
///             .schedule(Schedule.warmup(100).then(Schedule.cosine(900)));
///
/// Weight decay is for matrices, and biases and norms are spared it in one line: `rule.over(params.matrices()).and(params.vectors(),
/// rule.weightDecay(0))`. Schedules are composed of small ones ([Schedule]); [OneCycle] and [Cyclic] move momentum with the
/// rate, and [Plateau] watches a metric.
///
/// # Averages
///
/// [Averages] of the params over the run, exponential or equal, often predict better than the last params:
/// `averages.within(() -> evaluate(net))`.
///
/// # To go on tomorrow
///
/// [Optimizer#state()] holds every mean and every count by the params' names. A run that is saved and loaded goes on
/// with the same bits.
///
/// # A rule of one's own
///
/// An [ElementRule] is a loop over arrays, one element like the other; a [TensorRule] sees a whole tensor, and an
/// [ArrayRule] does so in place. All name what they keep, and the optimizer does the rest: threads, saving, row-sparse gradients.
package glissade.optim;
