package glissade.tensor.kernel;

/// A loop over two arrays, `c = f(a, b)` element by element, in the three forms that broadcasting needs: both sides move
/// along, or one of them stands still. `c` may be `a` or `b` if the offsets are equal.
public interface Binary {

    /// `c[co + i] = f(a[ao + i], b[bo + i])` for i from 0 to n − 1.
    void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n);

    /// `c[co + i] = f(a[ao + i], b)`.
    void right(float[] a, int ao, float b, float[] c, int co, int n);

    /// `c[co + i] = f(a, b[bo + i])`.
    void left(float a, float[] b, int bo, float[] c, int co, int n);

    /// a + b.
    Binary ADD = Kernels.active().arithmetic().add();

    /// a − b.
    Binary SUB = Kernels.active().arithmetic().sub();

    /// a · b.
    Binary MUL = Kernels.active().arithmetic().mul();

    /// a / b.
    Binary DIV = Kernels.active().arithmetic().div();

    /// The greater of a and b; NaN if one is.
    Binary MAX = Kernels.active().arithmetic().max();

    /// The smaller of a and b; NaN if one is.
    Binary MIN = Kernels.active().arithmetic().min();
}
