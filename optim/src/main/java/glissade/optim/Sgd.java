package glissade.optim;

import java.util.List;

/// Stochastic gradient descent, with momentum if wanted.
///
///     g ← g + λ x                     weight decay λ
///     v ← μ v + (1 − τ) g             momentum μ, dampening τ; v = g at the first step
///     d = g + μ v  if nesterov, else v
///     x ← x − lr · d
///
/// Without momentum `d = g`, and nothing is kept. With τ = μ the buffer is the exponential average of the gradients,
/// `v ← μ v + (1 − μ) g`, begun at the first one; its steps are 1 − μ times as long as those of τ = 0.
///
/// Good: the least memory; with momentum and a tuned schedule it often generalises best in vision. Bad: one rate for all
/// elements, so badly scaled problems need small steps, and the rate must be tuned anew when the loss is scaled.
///
/// Sources: Robbins and Monro, "A stochastic approximation method", 1951; Polyak, "Some methods of speeding up the
/// convergence of iteration methods", 1964; Sutskever, Martens, Dahl and Hinton, "On the importance of initialization
/// and momentum in deep learning", ICML 2013, section 2 (Nesterov's form). Defaults and the form of the buffer are
/// PyTorch's: the rate stands outside of the buffer, so a change of rate acts at once. In Keras it stands inside,
/// `v ← μ v + lr · g`, and acts on later gradients alone.
///
/// @param lr the learning rate, > 0; 1e-3 by default, 1e-2 in Keras
/// @param momentum μ ≥ 0, in practice less than 1; 0 by default
/// @param dampening τ, from 0 to 1; 0 by default
/// @param nesterov whether to look ahead along the momentum; needs momentum and no dampening
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record Sgd(double lr, double momentum, double dampening, boolean nesterov, double weightDecay, boolean decoupled,
        boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public Sgd {
        Options.requireRate("Sgd", "lr", lr);
        Options.requireNotNegative("Sgd", "momentum", momentum);
        Options.requireNotNegative("Sgd", "weightDecay", weightDecay);
        if (!(dampening >= 0 && dampening <= 1)) {
            throw new IllegalArgumentException("Sgd: dampening is " + dampening + ", must be from 0 to 1");
        }
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException(
                    "Sgd: nesterov needs a momentum and no dampening; momentum is " + momentum
                            + " and dampening " + dampening);
        }
    }

    /// PyTorch's defaults.
    public Sgd() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Sgd(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-2 : 1e-3, 0, 0, false, 0, semantics == Semantics.KERAS, false,
                semantics);
    }

    /// This rule with another learning rate.
    public Sgd lr(double lr) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with another momentum.
    public Sgd momentum(double momentum) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with another dampening.
    public Sgd dampening(double dampening) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with or without Nesterov's look ahead.
    public Sgd nesterov(boolean nesterov) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with another weight decay.
    public Sgd weightDecay(double weightDecay) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with its decay decoupled or not.
    public Sgd decoupled(boolean decoupled) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule climbing or descending.
    public Sgd maximize(boolean maximize) {
        return new Sgd(lr, momentum, dampening, nesterov, weightDecay, decoupled, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of("momentum_buffer");
    }

    @Override
    public boolean onlyStoredRows() {
        return momentum == 0 && weightDecay == 0;
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) step.lr();
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        if (momentum == 0) {
            for (int i = step.from(); i < step.to(); i++) {
                float g = sign * gradient[i] + decay * x[i];
                x[i] = keep * x[i] - rate * g;
            }
            return;
        }
        boolean isFirst = step.number() == 1;
        // of the rate, one part stands inside of the buffer and the other outside
        float inside = semantics == Semantics.KERAS ? rate : 1;
        float outside = semantics == Semantics.KERAS ? 1 : rate;
        float mu = isFirst ? 0 : (float) momentum;
        float fresh = (isFirst ? 1 : (float) (1 - dampening)) * inside;
        float ahead = (float) momentum;
        float[] v = step.slots()[0];
        if (nesterov) {
            for (int i = step.from(); i < step.to(); i++) {
                float p = x[i];
                float g = sign * gradient[i] + decay * p;
                float d = mu * v[i] + fresh * g;
                v[i] = d;
                x[i] = keep * p - outside * (inside * g + ahead * d);
            }
        } else {
            for (int i = step.from(); i < step.to(); i++) {
                float p = x[i];
                float g = sign * gradient[i] + decay * p;
                float d = mu * v[i] + fresh * g;
                v[i] = d;
                x[i] = keep * p - outside * d;
            }
        }
    }
}
