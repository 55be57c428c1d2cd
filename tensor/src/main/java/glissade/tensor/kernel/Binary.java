package glissade.tensor.kernel;

/// A loop over two arrays, `c = f(a, b)` element by element, in the three forms that broadcasting needs: both sides move
/// along, or one of them stands still. Plain loops: C2 vectorises them, and no twin in the Vector API is faster.
///
/// `c` may be `a` or `b` if the offsets are equal.
public abstract class Binary {

    /// For the operations below.
    protected Binary() {
    }

    /// `c[i] = f(a[i], b[i])`.
    public abstract void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n);

    /// `c[i] = f(a[i], b)`.
    public abstract void right(float[] a, int ao, float b, float[] c, int co, int n);

    /// `c[i] = f(a, b[i])`.
    public abstract void left(float a, float[] b, int bo, float[] c, int co, int n);

    /// An operation whose sides can be exchanged.
    private abstract static class Commutative extends Binary {
        @Override
        public final void left(float a, float[] b, int bo, float[] c, int co, int n) {
            right(b, bo, a, c, co, n);
        }
    }

    /// a + b.
    public static final Binary ADD = new Commutative() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] + b[bo + i];
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] + b;
            }
        }
    };

    /// a − b.
    public static final Binary SUB = new Binary() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] - b[bo + i];
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] - b;
            }
        }

        @Override
        public void left(float a, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a - b[bo + i];
            }
        }
    };

    /// a · b.
    public static final Binary MUL = new Commutative() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] * b[bo + i];
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] * b;
            }
        }
    };

    /// a / b.
    public static final Binary DIV = new Binary() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] / b[bo + i];
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a[ao + i] / b;
            }
        }

        @Override
        public void left(float a, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = a / b[bo + i];
            }
        }
    };

    /// The greater of a and b; NaN if one is.
    public static final Binary MAX = new Commutative() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = Math.max(a[ao + i], b[bo + i]);
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = Math.max(a[ao + i], b);
            }
        }
    };

    /// The smaller of a and b; NaN if one is.
    public static final Binary MIN = new Commutative() {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = Math.min(a[ao + i], b[bo + i]);
            }
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            for (int i = 0; i < n; i++) {
                c[co + i] = Math.min(a[ao + i], b);
            }
        }
    };
}
