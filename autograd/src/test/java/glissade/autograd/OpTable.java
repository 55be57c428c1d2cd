package glissade.autograd;

import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/// Every differentiable operation, one row each: what the gradient check runs, and what [OpTableTest] compares with the public
/// methods, so that none can be forgotten.
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

    static final List<Row> ROWS = List.of(
            row("add", "", v -> v.get(0).add(v.get(1)), any(3, 4), any(3, 4)),
            row("add", "row", v -> v.get(0).add(v.get(1)), any(3, 4), any(4)),
            row("add", "column on the left", v -> v.get(0).add(v.get(1)), any(3, 1), any(3, 4)),
            row("add", "scalar", v -> v.get(0).add(2.5), any(5)),
            row("sub", "", v -> v.get(0).sub(v.get(1)), any(3, 4), any(3, 4)),
            row("sub", "outer", v -> v.get(0).sub(v.get(1)), any(3, 1), any(1, 4)),
            row("sub", "scalar", v -> v.get(0).sub(2.5), any(5)),
            row("rsub", "", v -> v.get(0).rsub(2.5), any(5)),
            row("mul", "", v -> v.get(0).mul(v.get(1)), any(3, 4), any(3, 4)),
            row("mul", "itself", v -> v.get(0).mul(v.get(0)), any(3, 4)),
            row("mul", "column", v -> v.get(0).mul(v.get(1)), any(2, 3, 4), any(3, 1)),
            row("mul", "scalar", v -> v.get(0).mul(-1.5), any(5)),
            row("div", "", v -> v.get(0).div(v.get(1)), any(3, 4), positive(3, 4)),
            row("div", "row", v -> v.get(0).div(v.get(1)), any(3, 4), positive(4)),
            row("div", "scalar", v -> v.get(0).div(2.5), any(5)),
            row("rdiv", "", v -> v.get(0).rdiv(2.5), positive(5)),
            row("neg", "", v -> v.get(0).neg(), any(5)),
            row("square", "", v -> v.get(0).square(), any(5)),
            row("sqrt", "", v -> v.get(0).sqrt(), positive(5)),
            row("exp", "", v -> v.get(0).exp(), any(5)),
            row("log", "", v -> v.get(0).log(), positive(5)),
            row("relu", "", v -> v.get(0).relu(), awayFromZero(3, 5)),
            row("sigmoid", "", v -> v.get(0).sigmoid(), any(3, 5)),
            row("tanh", "", v -> v.get(0).tanh(), any(3, 5)),
            row("softmax", "last axis", v -> v.get(0).softmax(-1), any(3, 5)),
            row("softmax", "first axis", v -> v.get(0).softmax(0), any(3, 5)),
            row("logSoftmax", "last axis", v -> v.get(0).logSoftmax(-1), any(3, 5)),
            row("logSoftmax", "middle axis", v -> v.get(0).logSoftmax(1), any(2, 3, 2)),
            row("sum", "all", v -> v.get(0).square().sum(), any(3, 4)),
            row("sum", "one axis", v -> v.get(0).square().sum(1), any(2, 3, 4)),
            row("sum", "two axes", v -> v.get(0).square().sum(0, -1), any(2, 3, 4)),
            row("mean", "all", v -> v.get(0).square().mean(), any(3, 4)),
            row("mean", "one axis", v -> v.get(0).square().mean(0), any(3, 4)),
            row("sumTo", "", v -> v.get(0).square().sumTo(Shape.of(3, 1)), any(2, 3, 4)),
            row("matmul", "", v -> v.get(0).matmul(v.get(1)), any(3, 4), any(4, 2)),
            row("matmul", "left transposed", v -> v.get(0).matmul(v.get(1), true, false), any(4, 3), any(4, 2)),
            row("matmul", "right transposed", v -> v.get(0).matmul(v.get(1), false, true), any(3, 4), any(2, 4)),
            row("matmul", "both transposed", v -> v.get(0).matmul(v.get(1), true, true), any(4, 3), any(2, 4)),
            row("matmul", "vectors", v -> v.get(0).matmul(v.get(1)), any(4), any(4)),
            row("matmul", "vector left", v -> v.get(0).matmul(v.get(1)), any(4), any(4, 2)),
            row("matmul", "vector right", v -> v.get(0).matmul(v.get(1)), any(2, 3, 4), any(4)),
            row("matmul", "batch and matrix", v -> v.get(0).matmul(v.get(1)), any(2, 3, 4), any(4, 2)),
            row("matmul", "batch and transposed matrix", v -> v.get(0).matmul(v.get(1), false, true), any(2, 3, 4),
                    any(2, 4)),
            row("matmul", "matrix and batch", v -> v.get(0).matmul(v.get(1)), any(3, 4), any(2, 4, 2)),
            row("matmul", "broadcast batches, transposed", v -> v.get(0).matmul(v.get(1), true, true), any(2, 1, 4, 3),
                    any(3, 2, 4)),
            row("linear", "matrix", v -> v.get(0).linear(v.get(1), v.get(2)), any(3, 4), any(2, 4), any(2)),
            row("linear", "vector", v -> v.get(0).linear(v.get(1), v.get(2)), any(4), any(2, 4), any(2)),
            row("linear", "batch", v -> v.get(0).linear(v.get(1), v.get(2)), any(2, 3, 4), any(2, 4), any(2)),
            row("reshape", "", v -> v.get(0).square().reshape(2, -1), any(3, 4)),
            row("reshape", "to a shape", v -> v.get(0).square().reshape(Shape.of(4, 3)), any(3, 4)),
            row("flatten", "", v -> v.get(0).square().flatten(), any(2, 3, 2)),
            row("unsqueeze", "", v -> v.get(0).square().unsqueeze(-1), any(2, 3)),
            row("squeeze", "", v -> v.get(0).square().squeeze(1), any(2, 1, 3)),
            row("transpose", "", v -> v.get(0).square().transpose(), any(2, 3)),
            row("transpose", "two axes", v -> v.get(0).square().transpose(0, 2), any(2, 3, 2)),
            row("permute", "", v -> v.get(0).square().permute(2, 0, -2), any(2, 3, 4)),
            row("broadcastTo", "", v -> v.get(0).square().broadcastTo(Shape.of(2, 3, 4)), any(3, 1)),
            row("rows", "repeated", v -> v.get(0).square().rows(Indices.of(2, 0, 2)), any(4, 3)),
            row("rows", "of a leaf", v -> v.get(0).rows(Indices.of(Shape.of(2, 2), 2, 0, 2, 1)).square(), any(4, 3)),
            row("scatterRows", "repeated", v -> v.get(0).square().scatterRows(Indices.of(2, 0, 2), 4), any(3, 2)));

    private OpTable() {
    }

    private static Row row(String method, String variant, Function<List<Variable>, Variable> expression,
            Tensor... inputs) {
        return new Row(method, variant, expression, inputs);
    }

    private static Tensor any(int... sizes) {
        return RandomStream.of(sizes.length).uniform(Shape.of(sizes), -1.5, 1.5);
    }

    private static Tensor positive(int... sizes) {
        return RandomStream.of(2).uniform(Shape.of(sizes), 0.8, 2);
    }

    /// From 0.2 to 1.2 on both sides.
    private static Tensor awayFromZero(int... sizes) {
        Tensor signs = RandomStream.of(3).bernoulli(Shape.of(sizes), 0.5).toTensor().mul(2).sub(1);
        return RandomStream.of(4).uniform(Shape.of(sizes), 0.2, 1.2).mul(signs);
    }
}
