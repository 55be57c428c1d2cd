package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;

/// Running sums and products along an axis, and what their gradients need: each is an operation whose gradient is one of them
/// again, so all derivatives exist. `reverse` walks from the end of the axis to its beginning; "before" is meant that way, too.
final class Scans {

    private Scans() {
    }

    /// `yᵢ = x₀ + … + xᵢ`; `dxᵢ` is the sum of `dyᵢ` and all after it.
    static Variable sum(Variable x, int axis, boolean reverse) {
        return record("cumsum", apply(glissade.tensor.kernel.Scans::sum, x, axis, reverse),
                x.pull(dy -> sum(dy, axis, !reverse)));
    }

    /// `yᵢ = x₀ · … · xᵢ`.
    private static Variable product(Variable x, int axis, boolean reverse) {
        return record("cumprod", apply(glissade.tensor.kernel.Scans::product, x, axis, reverse),
                x.pull(dy -> productGradient(dy, x, axis, reverse)));
    }

    /// `dxᵢ = Σ_{k ≥ i} dyₖ · Π_{j ≤ k, j ≠ i} xⱼ`. That is the product before i times `sᵢ`, where `sᵢ = dyᵢ + xᵢ₊₁ · sᵢ₊₁`:
    /// nothing is divided, so zeros do no harm.
    static Variable productGradient(Variable dy, Variable x, int axis, boolean reverse) {
        if (x.shape().elements() == 0) {
            return dy;
        }
        return productsBefore(x, axis, reverse).mul(linear(x, dy, axis, !reverse, true));
    }

    /// `yᵢ = x₀ · … · xᵢ₋₁`, and 1 in the first place.
    static Variable productsBefore(Variable x, int axis, boolean reverse) {
        int n = x.shape().size(axis);
        float[] first = new float[n];
        first[reverse ? n - 1 : 0] = 1;
        int[] sizes = new int[x.shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[x.shape().axis(axis)] = n;
        return before(product(x, axis, reverse), axis, reverse).add(TensorAccess.wrap(Shape.of(sizes), first));
    }

    /// `y₀ = b₀` and `yᵢ = bᵢ + aᵢ · yᵢ₋₁`, or `yᵢ = bᵢ + aᵢ₋₁ · yᵢ₋₁` with `lagged` factors.
    ///
    /// `db` is the same recurrence on `dy` the other way round, where the factors that lagged do not, and the others do;
    /// `daᵢ = dbᵢ · yᵢ₋₁`, or `dbᵢ₊₁ · yᵢ` with lagged factors.
    private static Variable linear(Variable a, Variable b, int axis, boolean reverse, boolean lagged) {
        Shape shape = b.shape();
        int at = shape.axis(axis);
        int inner = shape.product(at + 1, shape.rank());
        float[] y = Allocation.floats(shape);
        glissade.tensor.kernel.Scans.linear(TensorAccess.array(a.data()), TensorAccess.array(b.data()), y,
                shape.product(0, at), shape.size(at), inner, reverse, lagged);
        return record("linearScan", TensorAccess.wrap(shape, y), a.pull((dy, out) -> {
            Variable db = linear(a, dy, axis, !reverse, !lagged);
            return lagged ? before(db, axis, !reverse).mul(out) : db.mul(before(out, axis, reverse));
        }), b.pull(dy -> linear(a, dy, axis, !reverse, !lagged)));
    }

    /// `yᵢ = xᵢ₋₁`, and 0 in the first place.
    private static Variable before(Variable x, int axis, boolean reverse) {
        Shape shape = x.shape();
        int at = shape.axis(axis);
        int n = shape.size(at);
        Slice[] place = new Slice[at + 1];
        Arrays.fill(place, Slice.all());
        place[at] = reverse ? Slice.to(n - 1) : Slice.from(1);
        return x.narrow(at, reverse ? 1 : 0, n - 1).scatterSlice(shape, place);
    }

    private static Tensor apply(glissade.tensor.kernel.Scans.Loop loop, Variable x, int axis, boolean reverse) {
        Shape shape = x.shape();
        int at = shape.axis(axis);
        float[] y = Allocation.floats(shape);
        loop.apply(TensorAccess.array(x.data()), y, shape.product(0, at), shape.size(at),
                shape.product(at + 1, shape.rank()), reverse);
        return TensorAccess.wrap(shape, y);
    }
}
