package glissade.autograd;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every differentiable operation, one row each: what the gradient check runs, and what [OpTableTest] compares with the public
/// methods, so that none can be forgotten. The rows stand in a file a family.
final class OpTable {

    /// One operation.
    ///
    /// @param method the method's name in its family
    /// @param variant what is special about this row
    /// @param expression the operation on its inputs
    /// @param inputs points away from kinks and poles
    record Row(String method, String variant, Function<List<Variable>, Variable> expression, Tensor... inputs) {
        @Override
        public String toString() {
            return method + (variant.isEmpty() ? "" : " (" + variant + ")");
        }
    }

    static final List<Row> ROWS =
            Stream.of(ElementwiseRows.ROWS, FunctionRows.ROWS, ActivationRows.ROWS, ReductionRows.ROWS, OrderRows.ROWS,
                    MatmulRows.ROWS, MovementRows.ROWS, IndexRows.ROWS, ConvRows.ROWS, NormRows.ROWS)
                    .flatMap(List::stream).toList();

    private OpTable() {
    }

    static Row row(String method, String variant, Function<List<Variable>, Variable> expression,
            Tensor... inputs) {
        return new Row(method, variant, expression, inputs);
    }

    static Tensor any(int... sizes) {
        return RandomStream.of(sizes.length).uniform(Shape.of(sizes), -1.5, 1.5);
    }

    static Tensor positive(int... sizes) {
        return RandomStream.of(2).uniform(Shape.of(sizes), 0.8, 2);
    }

    /// From 0.2 to 1.2 on both sides.
    static Tensor awayFromZero(int... sizes) {
        Tensor signs = RandomStream.of(3).bernoulli(Shape.of(sizes), 0.5).toTensor().mul(2).sub(1);
        return RandomStream.of(4).uniform(Shape.of(sizes), 0.2, 1.2).mul(signs);
    }
}
