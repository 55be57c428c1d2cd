package glissade.nn;

import glissade.tensor.kernel.Pool;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;

/// The fused operation behind [Losses#crossEntropy].
final class FusedCrossEntropy {

    /// Elements of logits a task takes.
    private static final int GRAIN = 1 << 16;

    private FusedCrossEntropy() {
    }

    static Variable of(Variable logits, Indices labels) {
        check(logits.shape(), labels);
        int n = logits.shape().size(0);
        int classes = logits.shape().size(1);
        float[] x = TensorAccess.array(logits.value());
        int[] label = TensorAccess.array(labels);
        float[] loss = new float[n];
        Parallel.range(n, Math.max(1, GRAIN / classes), (from, to) -> Kernels.active().softmax().crossEntropy(x,
                from * classes, label, from, loss, from, to - from, classes));
        Tensor mean = TensorAccess.wrap(Shape.of(n), loss).mean();
        return Variable.record("crossEntropy", mean, logits.pull(dy -> gradient(logits, labels, dy)));
    }

    /// `(softmax(x) − onehot) / N · dy`, an operation itself so that it can be differentiated again.
    private static Variable gradient(Variable logits, Indices labels, Variable dy) {
        int n = logits.shape().size(0);
        int classes = logits.shape().size(1);
        float[] x = TensorAccess.array(logits.value());
        int[] label = TensorAccess.array(labels);
        float[] scale = new float[n];
        Arrays.fill(scale, dy.item() / n);
        float[] dx = Pool.take(logits.shape());
        Parallel.range(n, Math.max(1, GRAIN / classes), (from, to) -> Kernels.active().softmax().crossEntropyGradient(x,
                from * classes, label, from, scale, from, dx, from * classes, to - from, classes));
        return Variable.record("crossEntropyGradient", TensorAccess.wrap(logits.shape(), dx), logits.pull(ddx -> {
            Variable p = logits.softmax(-1);
            Variable mean = p.mul(ddx).sum(-1).unsqueeze(-1);
            return p.mul(ddx.sub(mean)).mul(dy.div(n));
        }), dy.pull(ddx -> ddx.mul(logits.softmax(-1).sub(Tensor.oneHot(labels, classes))).sum().div(n)));
    }

    private static void check(Shape logits, Indices labels) {
        if (logits.rank() != 2 || labels.shape().rank() != 1 || logits.size(0) != labels.shape().size(0)) {
            var error = ShapeException.of("crossEntropy", "there is not one label for each row of logits");
            if (logits.rank() > 0) {
                error.operand("logits", logits, 0);
            } else {
                error.operand("logits", logits);
            }
            throw error.operand("labels", labels.shape()).fix("logits are [batch, classes], labels [batch]"
                    + (CrossEntropy.classesLast(logits, labels.shape()) ? CrossEntropy.asRows(logits) : ""));
        }
        if (logits.elements() == 0) {
            throw ShapeException.of("crossEntropy", "the mean over nothing is not a number").operand("logits", logits)
                    .fix("leave out empty batches; a class is one column");
        }
        int classes = logits.size(1);
        int[] label = TensorAccess.array(labels);
        for (int i = 0; i < label.length; i++) {
            if (label[i] < 0 || label[i] >= classes) {
                throw new IllegalArgumentException("crossEntropy: label " + label[i] + " at position " + i
                        + " is not one of the classes 0 to " + (classes - 1) + "\n  logits " + logits + "\n  labels "
                        + labels.shape() + "\n  fix: count classes from 0, and give the last layer one output a class"
                        + (label[i] < 0
                                ? "; labels that are to be left out: new CrossEntropy().ignoring(" + label[i] + ")"
                                : ""));
            }
        }
    }
}
