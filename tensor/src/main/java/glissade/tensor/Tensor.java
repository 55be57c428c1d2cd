package glissade.tensor;

import glissade.tensor.einsum.Einsum;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.TensorAccess;
import glissade.tensor.kernel.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A block of float32 numbers with a [Shape]: a plain value that never changes and knows nothing of gradients.
///
///     var x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
///     x.mul(2).add(Tensor.of(10, 20, 30)).sum(0)      // Tensor [3]: 30, 54, 78
///
/// The elements lie row-major and without gaps in one `float[]`. Each operation returns a new tensor; where two
/// operands differ in shape they broadcast as in NumPy and PyTorch ([Shape#broadcast]). The operations stand in
/// families: [ElementwiseOps], [ComparisonOps], [FunctionOps], [ActivationOps], [ReductionOps], [OrderOps], [MatmulOps], [MovementOps],
/// [IndexOps], [ConvOps].
///
/// An operation on each element by itself is computed when its result is first read, if there are some thousand elements or more. So
/// `x.mul(w).add(b).relu()` goes over memory once, and makes one array. The numbers are those of computing at once, and shapes are checked
/// at once. But who takes the time, limits the threads ([Threads]) or looks out for a lack of memory must read an element within that. Until it
/// is read, a result holds the tensors that it is computed of, up to four.
///
/// Immutable, and safe to share between threads. Two tensors are equal if their shapes and all their bits are (every
/// NaN equals every NaN, and 0 differs from −0).
public final class Tensor
        implements Operand, ElementwiseOps, ComparisonOps, FunctionOps, ActivationOps, ReductionOps, OrderOps,
        MatmulOps,
        MovementOps, IndexOps, ConvOps {

    static {
        TensorAccess.install(new Access());
    }

    private final Shape shape;
    /// Null if they are pending.
    private final float @Nullable [] elements;
    private final @Nullable Pending pending;

    /// Takes the array over.
    Tensor(Shape shape, float[] elements) {
        this.shape = shape;
        this.elements = elements;
        this.pending = null;
    }

    /// With elements that are computed when they are first read.
    Tensor(Shape shape, Pending pending) {
        this.shape = shape;
        this.elements = null;
        this.pending = pending;
    }

    /// A list of numbers: shape `[values.length]`.
    public static Tensor of(float... values) {
        return new Tensor(Shape.of(values.length), values.clone());
    }

    /// A tensor of a given shape; the values are row-major and are copied.
    ///
    /// @throws ShapeException if the number of values is not the shape's
    public static Tensor of(Shape shape, float... values) {
        requireCount("tensor", shape, values.length);
        return new Tensor(shape, values.clone());
    }

    /// A list of numbers, each rounded to float32: shape `[values.length]`.
    public static Tensor of(double... values) {
        return new Tensor(Shape.of(values.length), rounded(values));
    }

    /// A tensor of a given shape; the values are row-major, and each is rounded to float32.
    ///
    /// @throws ShapeException if the number of values is not the shape's
    public static Tensor of(Shape shape, double... values) {
        requireCount("tensor", shape, values.length);
        return new Tensor(shape, rounded(values));
    }

    private static float[] rounded(double... values) {
        float[] data = Allocation.floats(Shape.of(values.length));
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) values[i];
        }
        return data;
    }

    /// A matrix, given row by row.
    ///
    /// @throws ShapeException if the rows differ in length
    public static Tensor of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] data = Allocation.floats(Shape.of(rows.length, columns));
        for (int i = 0; i < rows.length; i++) {
            requireColumns("tensor", columns, i, rows[i].length);
            System.arraycopy(rows[i], 0, data, i * columns, columns);
        }
        return new Tensor(Shape.of(rows.length, columns), data);
    }

    /// A matrix, given row by row, whose numbers are rounded to float32.
    ///
    /// @throws ShapeException if the rows differ in length
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] data = Allocation.floats(Shape.of(rows.length, columns));
        for (int i = 0; i < rows.length; i++) {
            requireColumns("tensor", columns, i, rows[i].length);
            System.arraycopy(rounded(rows[i]), 0, data, i * columns, columns);
        }
        return new Tensor(Shape.of(rows.length, columns), data);
    }

    /// A single number, rounded to float32: rank 0.
    public static Tensor scalar(double value) {
        return new Tensor(Shape.SCALAR, new float[] {(float) value});
    }

    /// Zeros.
    public static Tensor zeros(int... sizes) {
        return zeros(Shape.of(sizes));
    }

    /// Zeros.
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, Allocation.floats(shape));
    }

    /// Ones.
    public static Tensor ones(int... sizes) {
        return full(Shape.of(sizes), 1);
    }

    /// Ones.
    public static Tensor ones(Shape shape) {
        return full(shape, 1);
    }

    /// One number, rounded to float32, everywhere.
    public static Tensor full(Shape shape, double value) {
        float[] data = Allocation.floats(shape);
        Arrays.fill(data, (float) value);
        return new Tensor(shape, data);
    }

    /// The numbers 0, 1, …, n − 1: shape `[n]`.
    ///
    /// @throws ShapeException if n is negative
    public static Tensor range(int n) {
        float[] data = Allocation.floats(Shape.of(n));
        for (int i = 0; i < n; i++) {
            data[i] = i;
        }
        return new Tensor(Shape.of(n), data);
    }

    /// `n` numbers at equal distances from `from` to `to`, both included: shape `[n]`. One number alone is `from`.
    ///
    /// @throws ShapeException if n is negative
    public static Tensor linspace(double from, double to, int n) {
        float[] data = Allocation.floats(Shape.of(n));
        double step = (to - from) / Math.max(1, n - 1);
        for (int i = 0; i < n; i++) {
            // each half is counted from its own end, so that both ends are exact
            data[i] = (float) (i < (n + 1) / 2 ? from + i * step : to - (n - 1 - i) * step);
        }
        return new Tensor(Shape.of(n), data);
    }

    /// For each label a row of `n` numbers, 1 at the label and 0 elsewhere: the shape of the labels, followed by n.
    ///
    /// @throws ShapeException if n is negative
    /// @throws IndexOutOfBoundsException if a label is not from 0 to n − 1
    public static Tensor oneHot(Indices labels, int n) {
        int[] sizes = Arrays.copyOf(labels.shape().toArray(), labels.shape().rank() + 1);
        sizes[sizes.length - 1] = n;
        Shape shape = Shape.own(sizes);
        labels.requireWithin("oneHot", shape, sizes.length - 1);
        float[] data = Allocation.floats(shape);
        for (int i = 0; i < labels.data.length; i++) {
            data[i * n + labels.data[i]] = 1;
        }
        return new Tensor(shape, data);
    }

    /// The identity matrix, `[n, n]`: 1 on the diagonal, 0 elsewhere.
    ///
    /// @throws ShapeException if n is negative
    public static Tensor eye(int n) {
        int size = Shape.of(n).size(0); // refuses a negative one as all other fills do
        return oneHot(Indices.range(0, size), n);
    }

    static void requireColumns(String op, int columns, int row, int found) {
        if (found != columns) {
            throw ShapeException.of(op, "row 0 has " + Shape.count(columns, "number", "numbers") + " and row " + row
                    + " has " + found).fix("give each row as many numbers");
        }
    }

    /// Tensors joined along an axis, one after the other: `[2, 3]` and `[5, 3]` make `[7, 3]` along axis 0. The reverse of
    /// [#split(int, int...)].
    ///
    /// @throws ShapeException if there is no such axis, or the shapes differ in another size
    /// @throws IllegalArgumentException if no tensor is given
    public static Tensor cat(int axis, Tensor... tensors) {
        return Joining.cat(axis, List.of(tensors));
    }

    /// [#cat(int, Tensor...)] of a list.
    public static Tensor cat(int axis, List<Tensor> tensors) {
        return Joining.cat(axis, tensors);
    }

    /// Tensors of one shape joined along a new axis, which becomes axis `axis` of the result: three of `[2, 5]` make
    /// `[3, 2, 5]` along axis 0. The reverse of [#unbind].
    ///
    /// @throws ShapeException if the axis is not from −rank − 1 to rank, or the shapes differ
    /// @throws IllegalArgumentException if no tensor is given
    public static Tensor stack(int axis, Tensor... tensors) {
        return Joining.stack(axis, List.of(tensors));
    }

    /// [#stack(int, Tensor...)] of a list.
    public static Tensor stack(int axis, List<Tensor> tensors) {
        return Joining.stack(axis, tensors);
    }

    /// A sum of products, after Einstein: each term before the `->` names the axes of one operand, that after it those of the result, and
    /// what is not in the result is summed over.
    ///
    ///     Tensor.einsum("ij,jk->ik", a, b)             // Σⱼ a[i,j] · b[j,k]: the product of matrices
    ///     Tensor.einsum("bqhd,bkhd->bhqk", q, k)       // scores of attention
    ///     Tensor.einsum("ii", a)                       // the trace
    ///
    /// The grammar is PyTorch's. Letters are a to z and A to Z; spaces do not count. A letter that stands twice in a term takes the
    /// diagonal. `...` stands for axes without a letter, which are aligned at the last and broadcast. An axis of size 1 is repeated
    /// to the size that its letter has elsewhere. Without `->` the result has the axes of `...`, then each letter that stands once,
    /// in the order of the alphabet, capitals first.
    ///
    /// The operands are multiplied from left to right, as products of matrices where something is summed over.
    ///
    /// @throws IllegalArgumentException if the equation is none, or has another number of terms than there are operands
    /// @throws ShapeException if an operand has another number of axes than its term, or the sizes of a letter differ
    public static Tensor einsum(String equation, Tensor... operands) {
        var einsum = Einsum.of(equation, Stream.of(operands).map(Tensor::shape).toList());
        Tensor product = einsum.operand(0).apply(operands[0].reshape(einsum.shape(0)));
        for (int i = 1; i < operands.length; i++) {
            Tensor next = einsum.operand(i).apply(operands[i].reshape(einsum.shape(i)));
            product = einsum.contraction(i).apply(product, next);
        }
        return product;
    }

    static void requireCount(String op, Shape shape, int count) {
        if (shape.elements() != count) {
            throw ShapeException.of(op, Shape.count(count, "value", "values") + " given for " + shape + ", which has "
                    + Shape.count(shape.elements(), "element", "elements"))
                    .fix("give as many values, or another shape");
        }
    }

    /// The shape.
    public Shape shape() {
        return shape;
    }

    /// This tensor.
    @Override
    public Tensor value() {
        return this;
    }

    /// The only element.
    ///
    /// @throws ShapeException if there is not exactly one
    public float item() {
        if (shape.elements() != 1) {
            throw ShapeException.of("item", "the tensor has " + shape.elements() + " elements, not one")
                    .operand("tensor", shape).fix("sum() or mean() make one number of many, at(…) picks one");
        }
        return data()[0];
    }

    /// One element; negative indices count from the end of their axis.
    ///
    /// @throws ShapeException if there is not one index for each axis
    /// @throws IndexOutOfBoundsException outside of the shape
    public float at(int... index) {
        return data()[shape.position(index)];
    }

    /// The elements, row-major, in an array of the caller's own.
    public float[] toArray() {
        return Allocation.copy(shape, data());
    }

    /// The elements, row-major; not to be written to.
    float[] data() {
        float[] known = elements;
        return known != null ? known : Objects.requireNonNull(pending).elements();
    }

    /// What is to be done to have the elements; null if they are there.
    @Nullable Step unread() {
        return pending == null ? null : pending.step();
    }

    /// [#unread()] for an operation that will read the elements: see [Pending#use].
    @Nullable Step use(int operations, int inputs) {
        return pending == null ? null : pending.use(operations, inputs);
    }

    /// Applies a loop to all elements.
    Tensor map(Unary loop) {
        if (shape.elements() >= Pending.LEAST) {
            return new Tensor(shape, new Pending(shape, Step.of(loop, this)));
        }
        float[] y = Pool.take(shape);
        loop.apply(data(), 0, y, 0, y.length);
        return new Tensor(shape, y);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Tensor tensor && shape.equals(tensor.shape) && Arrays.equals(data(), tensor.data());
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data());
    }

    /// The shape and the numbers in aligned columns, the middle of long axes left out.
    @Override
    public String toString() {
        return Printing.print(this);
    }

    /// The door for the library's own modules.
    private static final class Access extends TensorAccess {
        @Override
        protected float[] elements(Tensor tensor) {
            return tensor.data();
        }

        @Override
        protected int[] elements(Indices indices) {
            return indices.data;
        }

        @Override
        protected boolean[] elements(Mask mask) {
            return mask.data;
        }

        @Override
        protected Tensor compute(Tensor tensor) {
            tensor.data();
            return tensor;
        }

        @Override
        protected Tensor tensor(Shape shape, float[] elements) {
            return new Tensor(shape, elements);
        }

        @Override
        protected Indices indices(Shape shape, int[] elements) {
            return new Indices(shape, elements);
        }

        @Override
        protected Mask mask(Shape shape, boolean[] elements) {
            return new Mask(shape, elements);
        }
    }
}
