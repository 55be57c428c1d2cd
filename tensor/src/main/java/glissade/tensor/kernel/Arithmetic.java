package glissade.tensor.kernel;

/// The loops of the operations that IEEE 754 and Java define for two numbers, and of the simplest of one: what [Binary] and
/// [Unary] offer by name. Without state, hence thread-safe.
///
/// There is a twin in vectors because C2 vectorises these loops only if all offsets are one variable, and only if the loop
/// ran long when it was compiled; small tensors then slow down large ones for good.
public record Arithmetic(Binary add, Binary sub, Binary mul, Binary div, Binary max, Binary min, Unary neg, Unary abs,
        Unary square, Unary relu) {

    /// The definitions.
    static Arithmetic definition() {
        return new Arithmetic(new Add(), new Sub(), new Mul(), new Div(), new Max(), new Min(), Arithmetic::neg,
                Arithmetic::abs, Arithmetic::square, Arithmetic::relu);
    }

    /// An operation whose sides can be exchanged.
    private abstract static class Commutative implements Binary {
        @Override
        public final void left(float a, float[] b, int bo, float[] c, int co, int n) {
            right(b, bo, a, c, co, n);
        }
    }

    static class Add extends Commutative {
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
    }

    static class Sub implements Binary {
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
    }

    static class Mul extends Commutative {
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
    }

    static class Div implements Binary {
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
    }

    static class Max extends Commutative {
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
    }

    static class Min extends Commutative {
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
    }

    static void neg(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    static void abs(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    static void square(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i];
        }
    }

    static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.max(x[xo + i], 0f);
        }
    }
}
