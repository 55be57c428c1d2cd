package glissade.autograd;

import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Derivatives of functions at a point: products with the Jacobian and the Hessian, and both in full.
///
///     UnaryOperator<Variable> f = x -> x.square().mul(x).sum();
///     Derivatives.hessian(f, Tensor.of(1, 2)).value()             // [[6, 0], [0, 12]]
///
/// Each result is a variable, recorded as the function is, so it can be differentiated again: with respect to params that the
/// function uses, or to a tracked variable given as the point. Other uses of the point outside of the function count as constants.
/// A partial derivative is that of a function that holds the other inputs: `Derivatives.jacobian(v -> f(v, y), x)`. Calls that
/// take lists are for functions of several inputs. Nothing is recorded, and so nothing can be differentiated, inside of
/// [Mode#unrecorded] and [Mode#evaluate].
///
/// A matrix costs one sweep for each of the function's numbers, a product with it one or two.
///
/// Thread-safe.
public final class Derivatives {

    private Derivatives() {
    }

    /// The gradient of a function with one number as its value: shape of x.
    ///
    /// @throws ShapeException if the value has not exactly one element
    public static Variable gradient(UnaryOperator<Variable> f, Operand x) {
        Variable point = point(x);
        return f.apply(point).gradient(point);
    }

    /// The n-th derivative of a function that maps each element by itself, such as `x -> x.sin().mul(x.exp())`; the function itself
    /// for n = 0. Of other functions it is the derivative of a sum.
    ///
    /// @throws IllegalArgumentException if n is negative
    public static Variable derivative(UnaryOperator<Variable> f, Operand x, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("derivative: the order is " + n + ", must be 0 or more");
        }
        Variable point = point(x);
        Variable derivative = f.apply(point);
        for (int i = 0; i < n; i++) {
            derivative = derivative.sum().gradient(point);
        }
        return derivative;
    }

    /// The vector-Jacobian product `Jᵀ·v`: the gradient of `Σ v · f(x)`, of the shape of x. One sweep.
    ///
    /// @throws ShapeException if `v` has not the shape of `f(x)`
    public static Variable vjp(UnaryOperator<Variable> f, Operand x, Operand v) {
        return vjp(single(f), List.of(x), v).getFirst();
    }

    /// [#vjp(UnaryOperator, Operand, Operand)] of a function of several inputs: a product for each of them.
    public static List<Variable> vjp(Function<List<Variable>, Variable> f, List<? extends Operand> x, Operand v) {
        Variable[] points = points(x);
        Variable value = f.apply(List.of(points));
        requireShape("vjp", "value", value.shape(), v);
        return value.pullbacks(v, points);
    }

    /// The Jacobian-vector product `J·v`: how fast `f(x)` changes as x moves along `v`, of the shape of `f(x)`. Two sweeps: the
    /// vector-Jacobian product is linear in its vector, and its own transpose is this.
    ///
    /// @throws ShapeException if `v` has not the shape of x
    public static Variable jvp(UnaryOperator<Variable> f, Operand x, Operand v) {
        return jvp(single(f), List.of(x), List.of(v));
    }

    /// [#jvp(UnaryOperator, Operand, Operand)] of a function of several inputs, which move together.
    ///
    /// @throws IllegalArgumentException if there is not one vector for each input
    public static Variable jvp(Function<List<Variable>, Variable> f, List<? extends Operand> x,
            List<? extends Operand> v) {
        requireShapes("jvp", x, v);
        Variable[] points = points(x);
        Variable value = f.apply(List.of(points));
        Variable seed = Variable.tracked(Tensor.zeros(value.shape()));
        return along(value.pullbacks(seed, points), v).gradient(seed);
    }

    /// The product of the Hessian and a vector, `H·v`, of a function with one number as its value: the gradient of `∇f · v`. Two
    /// sweeps, however many elements x has.
    ///
    /// @throws ShapeException if `v` has not the shape of x, or the value not exactly one element
    public static Variable hvp(UnaryOperator<Variable> f, Operand x, Operand v) {
        return hvp(single(f), List.of(x), List.of(v)).getFirst();
    }

    /// [#hvp(UnaryOperator, Operand, Operand)] of a function of several inputs: the product's part for each of them.
    ///
    /// @throws IllegalArgumentException if there is not one vector for each input
    public static List<Variable> hvp(Function<List<Variable>, Variable> f, List<? extends Operand> x,
            List<? extends Operand> v) {
        requireShapes("hvp", x, v);
        Variable[] points = points(x);
        return along(f.apply(List.of(points)).gradients(points), v).gradients(points);
    }

    /// All first derivatives, `J[i, j] = ∂f(x)[i] / ∂x[j]`: the shape of `f(x)`, then that of x.
    public static Variable jacobian(UnaryOperator<Variable> f, Operand x) {
        Variable point = point(x);
        Variable value = f.apply(point);
        Shape shape = joined(value.shape(), point.shape());
        int count = value.shape().elements();
        if (count == 0) {
            return Variable.of(Tensor.zeros(shape));
        }
        var rows = new ArrayList<Variable>(count);
        for (int i = 0; i < count; i++) {
            float[] unit = new float[count];
            unit[i] = 1;
            rows.add(value.pullback(Tensor.of(value.shape(), unit), point));
        }
        return Variable.stack(0, rows).reshape(shape);
    }

    /// All second derivatives of a function with one number as its value, `H[i, j] = ∂²f(x) / ∂x[i] ∂x[j]`: the shape of x, twice.
    ///
    /// @throws ShapeException if the value has not exactly one element
    public static Variable hessian(UnaryOperator<Variable> f, Operand x) {
        return jacobian(point -> gradient(f, point), x);
    }

    private static Function<List<Variable>, Variable> single(UnaryOperator<Variable> f) {
        return points -> f.apply(points.getFirst());
    }

    private static Variable[] points(List<? extends Operand> x) {
        return x.stream().map(Derivatives::point).toArray(Variable[]::new);
    }

    /// A variable of its own with the operand's value, so that other uses of the operand do not count.
    private static Variable point(Operand x) {
        return x instanceof Variable variable && variable.isTracked()
                ? Variable.record("point", variable.value(), variable.pull(dy -> dy))
                : Variable.tracked(x.value());
    }

    /// The sum of the products of each gradient with its vector.
    private static Variable along(List<Variable> gradients, List<? extends Operand> v) {
        Variable sum = Variable.of(Tensor.scalar(0));
        for (int i = 0; i < gradients.size(); i++) {
            sum = sum.add(gradients.get(i).mul(v.get(i)).sum());
        }
        return sum;
    }

    private static Shape joined(Shape first, Shape second) {
        int[] sizes = Arrays.copyOf(first.toArray(), first.rank() + second.rank());
        System.arraycopy(second.toArray(), 0, sizes, first.rank(), second.rank());
        return Shape.of(sizes);
    }

    private static void requireShapes(String op, List<? extends Operand> x, List<? extends Operand> v) {
        if (x.size() != v.size()) {
            throw new IllegalArgumentException(op + ": there are " + x.size() + " inputs and " + v.size()
                    + " vectors; give one vector for each input");
        }
        for (int i = 0; i < x.size(); i++) {
            requireShape(op, "point", Variable.of(x.get(i)).shape(), v.get(i));
        }
    }

    private static void requireShape(String op, String what, Shape shape, Operand v) {
        Shape found = Variable.of(v).shape();
        if (!found.equals(shape)) {
            throw ShapeException.of(op, "the vector has another shape than the " + what).operand(what, shape)
                    .operand("vector", found).fix("give one number for each element of the " + what);
        }
    }
}
