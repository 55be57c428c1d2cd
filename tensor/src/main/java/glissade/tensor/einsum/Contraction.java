package glissade.tensor.einsum;

import static glissade.tensor.einsum.Labels.common;
import static glissade.tensor.einsum.Labels.has;
import static glissade.tensor.einsum.Labels.product;
import static glissade.tensor.einsum.Labels.without;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// A step of two operands: the sum of their products over the labels that both have and the result has not. No label stands twice in
/// one term, and one that only one operand has is in the result.
///
/// Its gradients are such steps again: `c = Σ a·b` gives `da = Σ dc·b` and `db = Σ a·dc`, each with the labels of its place.
///
/// @param left the labels of the left operand's axes
/// @param right the labels of the right operand's axes
/// @param result the labels of the result's axes
public record Contraction(String left, String right, String result) {

    /// The step from the result's gradient and the right operand to the left operand's gradient.
    public Contraction leftGradient() {
        return new Contraction(result, right, left);
    }

    /// The step from the left operand and the result's gradient to the right operand's gradient.
    public Contraction rightGradient() {
        return new Contraction(left, result, right);
    }

    /// Takes the step. It is a product of matrices, batched over the labels that all three have, if both operands have labels that are
    /// summed or one has labels of its own; else a product of elements.
    public Tensor apply(Tensor a, Tensor b) {
        String shared = common(left, right);
        String inner = without(shared, result);
        String batch = common(common(result, left), right);
        String rows = without(left, right);
        String columns = without(right, left);
        if (inner.isEmpty()) {
            return spread(a, left, result).mul(spread(b, right, result));
        }
        if (!batch.isEmpty() && rows.isEmpty() && columns.isEmpty()) {
            return sumOfProducts(a, b, batch, inner);
        }
        if (!columns.isEmpty() && has(rows, result.charAt(result.length() - 1))) {
            return new Contraction(right, left, result).apply(b, a);
        }
        // what stands last stays last, so that matrices lie in memory as they are
        boolean transposeA = has(rows, left.charAt(left.length() - 1));
        boolean transposeB = !has(columns, right.charAt(right.length() - 1));
        Tensor x = transposeA ? matrices(a, left, batch, inner, rows) : matrices(a, left, batch, rows, inner);
        Tensor y = transposeB ? matrices(b, right, batch, columns, inner) : matrices(b, right, batch, inner, columns);
        String order = batch + rows + columns;
        Shape sizes = sizes(order, a.shape(), b.shape());
        return Labels.permute(x.matmul(y, transposeA, transposeB).reshape(sizes), order, result);
    }

    /// How many products of two numbers the step adds up: one for each index of all labels together.
    public long multiplyAdds(Shape a, Shape b) {
        long products = a.elements();
        for (int i = 0; i < right.length(); i++) {
            products *= has(left, right.charAt(i)) ? 1 : b.size(i);
        }
        return products;
    }

    /// One matrix for each index of the batch, all its axes made one; a single matrix if there is no batch.
    private static Tensor matrices(Tensor x, String labels, String batch, String rows, String columns) {
        Shape shape = x.shape();
        int m = product(shape, labels, rows);
        int n = product(shape, labels, columns);
        Tensor ordered = Labels.permute(x, labels, batch + rows + columns);
        return batch.isEmpty() ? ordered.reshape(m, n) : ordered.reshape(product(shape, labels, batch), m, n);
    }

    /// A product of two vectors for each index of the batch, which is no work for matrices of one row and one column.
    private Tensor sumOfProducts(Tensor a, Tensor b, String batch, String inner) {
        String order = batch + inner;
        Shape sizes = sizes(order, a.shape(), b.shape());
        int n = product(sizes, order, inner);
        Tensor products = Labels.permute(a, left, order).mul(Labels.permute(b, right, order));
        Tensor sums = products.reshape(product(sizes, order, batch), n).sum(1);
        return Labels.permute(sums.reshape(sizes(batch, a.shape(), b.shape())), batch, result);
    }

    /// The tensor with axes of size 1 for the labels that it has not.
    private static Tensor spread(Tensor x, String labels, String all) {
        int[] sizes = new int[all.length()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = has(labels, all.charAt(i)) ? x.shape().size(labels.indexOf(all.charAt(i))) : 1;
        }
        return Labels.permute(x, labels, common(all, labels)).reshape(sizes);
    }

    private Shape sizes(String labels, Shape a, Shape b) {
        int[] sizes = new int[labels.length()];
        for (int i = 0; i < sizes.length; i++) {
            char label = labels.charAt(i);
            sizes[i] = has(left, label) ? a.size(left.indexOf(label)) : b.size(right.indexOf(label));
        }
        return Shape.of(sizes);
    }
}
