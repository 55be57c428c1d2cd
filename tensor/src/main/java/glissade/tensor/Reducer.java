package glissade.tensor;

import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Reductions;

/// What a reduction does with a row, and with the columns of a matrix.
interface Reducer {

    Reducer SUM = new Reducer() {
        @Override
        public float row(float[] x, int xo, int n) {
            return (float) Kernels.active().reductions().sum(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int stride, int rows, int columns, float[] y, int yo) {
            Kernels.active().reductions().sumRows(x, xo, stride, rows, columns, y, yo);
        }

        @Override
        public double ofNothing() {
            return 0;
        }
    };

    Reducer PRODUCT = new Reducer() {
        @Override
        public float row(float[] x, int xo, int n) {
            return (float) Reductions.product(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int stride, int rows, int columns, float[] y, int yo) {
            Reductions.productRows(x, xo, stride, rows, columns, y, yo);
        }

        @Override
        public double ofNothing() {
            return 1;
        }
    };

    Reducer MAX = new Reducer() {
        @Override
        public float row(float[] x, int xo, int n) {
            return Kernels.active().reductions().max(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int stride, int rows, int columns, float[] y, int yo) {
            Kernels.active().reductions().maxRows(x, xo, stride, rows, columns, y, yo);
        }

        @Override
        public double ofNothing() {
            return Double.NaN;
        }
    };

    Reducer MIN = new Reducer() {
        @Override
        public float row(float[] x, int xo, int n) {
            return Kernels.active().reductions().min(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int stride, int rows, int columns, float[] y, int yo) {
            Kernels.active().reductions().minRows(x, xo, stride, rows, columns, y, yo);
        }

        @Override
        public double ofNothing() {
            return Double.NaN;
        }
    };

    /// Reduces `n >= 1` elements to one.
    float row(float[] x, int xo, int n);

    /// Reduces each column of a matrix whose rows stand `stride` apart; there is at least one row.
    void columns(float[] x, int xo, int stride, int rows, int columns, float[] y, int yo);

    /// What nothing is reduced to; NaN if it cannot be reduced.
    double ofNothing();
}
