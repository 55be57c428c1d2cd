package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Operand;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;

/// What training makes small: a single number that says how far predictions are from targets.
public final class Losses {

    private Losses() {
    }

    /// The mean squared error: `Σ (x − t)² / n` over all n elements. `dx = 2 (x − t) / n · dy`, `dt = −dx`.
    ///
    /// Fused, since it stands at the end of every small regression: one operation instead of three.
    ///
    /// @throws ShapeException if the shapes differ (a `[64, 1]` would broadcast with a `[64]`, and the loss would be
    ///         wrong), or n is 0
    public static Variable meanSquaredError(Variable prediction, Operand target) {
        Variable t = Variable.of(target);
        if (!prediction.shape().equals(t.shape())) {
            throw ShapeException.of("meanSquaredError", "prediction and target differ in shape")
                    .operand("prediction", prediction.shape()).operand("target", t.shape())
                    .fix("reshape the target to the prediction's shape");
        }
        double n = prediction.shape().elements();
        if (n == 0) {
            throw ShapeException.of("meanSquaredError", "the mean over nothing is not a number")
                    .operand("prediction", prediction.shape()).fix("leave out empty batches");
        }
        Tensor value = prediction.value().sub(t.value()).square().mean();
        return Variable.record("meanSquaredError", value,
                prediction.pull(dy -> prediction.sub(t).mul(dy.mul(2 / n))),
                t.pull(dy -> t.sub(prediction).mul(dy.mul(2 / n))));
    }

    /// The mean over the batch of `−ln p` of the right class, where p is the softmax of the logits: the loss of
    /// classification. Shapes: logits `[N, C]`, labels `[N]` → a single number. `dx = (softmax(x) − onehot) / N · dy`.
    ///
    /// Fused: composed of softmax and log it would lose the logarithm of small probabilities, and take four passes.
    ///
    /// @throws ShapeException if logits are not `[N, C]` or labels not `[N]`, or N or C is 0
    /// @throws IllegalArgumentException if a label is not from 0 to C − 1
    public static Variable crossEntropy(Variable logits, Indices labels) {
        return CrossEntropy.of(logits, labels);
    }
}
