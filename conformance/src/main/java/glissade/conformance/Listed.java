package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Located;
import java.util.function.UnaryOperator;

/// Single numbers as lists of one: in PyTorch they have an axis 0, here they have none.
final class Listed {

    private Listed() {
    }

    static boolean isSingle(Variable x) {
        return x.shape().rank() == 0;
    }

    /// The variable with at least one axis.
    static Variable of(Variable x) {
        return isSingle(x) ? x.reshape(1) : x;
    }

    static Indices of(Indices index) {
        return index.shape().rank() == 0 ? index.reshape(1) : index;
    }

    /// Along an axis of x, for a result with the axes of x.
    static Variable along(Variable x, UnaryOperator<Variable> operation) {
        Variable y = operation.apply(of(x));
        return isSingle(x) ? y.reshape() : y;
    }

    /// Values and places with the axes of x, under PyTorch's names.
    static Results located(Variable x, Located<Variable> found) {
        return isSingle(x)
                ? Results.of("values", found.values().reshape()).and("indices", found.indices().reshape())
                : Results.of("values", found.values()).and("indices", found.indices());
    }
}
