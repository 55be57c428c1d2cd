package glissade.optim;

/// Vectors of floats whose sums are computed in double, from the first element to the last.
final class Vectors {

    private Vectors() {
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /// The sum of all absolute values.
    static double sumOfSizes(float[] a) {
        double sum = 0;
        for (float x : a) {
            sum += Math.abs(x);
        }
        return sum;
    }

    /// The greatest absolute value; NaN if there is one.
    static double greatest(float[] a) {
        double greatest = 0;
        for (float x : a) {
            greatest = Math.max(greatest, Math.abs(x));
        }
        return greatest;
    }

    static void subtract(float[] a, float[] b, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
    }

    static void scale(float[] a, double factor, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (factor * a[i]);
        }
    }

    /// `result ← result + factor · a`
    static void addScaled(float[] a, double factor, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (result[i] + factor * a[i]);
        }
    }
}
