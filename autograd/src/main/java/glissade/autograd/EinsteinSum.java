package glissade.autograd;

import glissade.tensor.Operand;
import glissade.tensor.einsum.Contraction;
import glissade.tensor.einsum.Einsum;
import glissade.tensor.einsum.Relabelling;
import java.util.stream.Stream;

/// Records an Einstein sum, one node for each of its steps; the gradient of a step is a step.
final class EinsteinSum {

    private EinsteinSum() {
    }

    static Variable of(String equation, Operand... operands) {
        Variable[] inputs = Stream.of(operands).map(Variable::of).toArray(Variable[]::new);
        var einsum = Einsum.of(equation, Stream.of(inputs).map(Variable::shape).toList());
        Variable product = relabelled(einsum, 0, inputs[0]);
        for (int i = 1; i < inputs.length; i++) {
            product = contracted(einsum.contraction(i), product, relabelled(einsum, i, inputs[i]));
        }
        // nothing to do is an operation too: a result is never the operand, which may be a param
        return product == inputs[0] ? product.reshape(product.shape()) : product;
    }

    private static Variable relabelled(Einsum einsum, int operand, Variable x) {
        boolean whole = x.shape().equals(einsum.shape(operand));
        return relabelled(einsum.operand(operand), whole ? x : x.reshape(einsum.shape(operand)));
    }

    private static Variable relabelled(Relabelling step, Variable x) {
        return step.isIdentity() ? x
                : Variable.record("einsum", step.apply(x.value()), x.pull(dy -> relabelled(step.transposed(), dy)));
    }

    private static Variable contracted(Contraction step, Variable a, Variable b) {
        return Variable.record("einsum", step.multiplyAdds(a.shape(), b.shape()), step.apply(a.data(), b.data()),
                a.pull(dy -> contracted(step.leftGradient(), dy, b)),
                b.pull(dy -> contracted(step.rightGradient(), a, dy)));
    }
}
