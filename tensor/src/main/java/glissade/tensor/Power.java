package glissade.tensor;

import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Elementary;
import glissade.tensor.kernel.Kernels;

/// Powers in the three forms that broadcasting needs.
final class Power implements Binary {

    static final Binary KERNEL = new Power(Kernels.active().elementary());

    private final Elementary elementary;

    private Power(Elementary elementary) {
        this.elementary = elementary;
    }

    @Override
    public void both(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
        elementary.pow(a, ao, b, bo, c, co, n);
    }

    @Override
    public void right(float[] a, int ao, float b, float[] c, int co, int n) {
        elementary.pow(a, ao, b, c, co, n);
    }

    @Override
    public void left(float a, float[] b, int bo, float[] c, int co, int n) {
        elementary.powOf(a, b, bo, c, co, n);
    }
}
