package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [Arithmetic] with vectors: the same operations on each lane.
final class VectorArithmetic {

    private VectorArithmetic() {
    }

    static Arithmetic create() {
        return new Arithmetic(new Add(), new Sub(), new Mul(), new Div(), new Max(), new Min(), VectorArithmetic::neg,
                VectorArithmetic::abs, VectorArithmetic::square, VectorArithmetic::relu);
    }

    private static final class Add extends Arithmetic.Add {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).add(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).add(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }
    }

    private static final class Sub extends Arithmetic.Sub {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).sub(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).sub(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }

        @Override
        public void left(float a, float[] b, int bo, float[] c, int co, int n) {
            FloatVector whole = broadcast(SPECIES, a);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                whole.sub(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.left(a, b, bo + i, c, co + i, n - i);
        }
    }

    private static final class Mul extends Arithmetic.Mul {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).mul(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).mul(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }
    }

    private static final class Div extends Arithmetic.Div {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).div(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).div(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }

        @Override
        public void left(float a, float[] b, int bo, float[] c, int co, int n) {
            FloatVector whole = broadcast(SPECIES, a);
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                whole.div(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.left(a, b, bo + i, c, co + i, n - i);
        }
    }

    private static final class Max extends Arithmetic.Max {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).max(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).max(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }
    }

    private static final class Min extends Arithmetic.Min {
        @Override
        public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).min(fromArray(SPECIES, b, bo + i)).intoArray(c, co + i);
            }
            super.both(a, ao + i, b, bo + i, c, co + i, n - i);
        }

        @Override
        public void right(float[] a, int ao, float b, float[] c, int co, int n) {
            int i = 0;
            for (; i <= n - LENGTH; i += LENGTH) {
                fromArray(SPECIES, a, ao + i).min(b).intoArray(c, co + i);
            }
            super.right(a, ao + i, b, c, co + i, n - i);
        }
    }

    private static void neg(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).neg().intoArray(y, yo + i);
        }
        Arithmetic.neg(x, xo + i, y, yo + i, n - i);
    }

    private static void abs(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).abs().intoArray(y, yo + i);
        }
        Arithmetic.abs(x, xo + i, y, yo + i, n - i);
    }

    private static void square(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            v.mul(v).intoArray(y, yo + i);
        }
        Arithmetic.square(x, xo + i, y, yo + i, n - i);
    }

    private static void relu(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).max(0).intoArray(y, yo + i);
        }
        Arithmetic.relu(x, xo + i, y, yo + i, n - i);
    }
}
