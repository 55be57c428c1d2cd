package glissade.autograd;

/// The numbers that [Anomalies] look for.
enum Watch {
    NOTHING, NAN, NON_FINITE;

    private boolean finds(float x) {
        return this == NON_FINITE ? !Float.isFinite(x) : this == NAN && Float.isNaN(x);
    }

    /// The position of the first such number; −1 if there is none.
    int first(float[] x) {
        for (int i = 0; i < x.length; i++) {
            if (finds(x[i])) {
                return i;
            }
        }
        return -1;
    }

    int count(float[] x) {
        int count = 0;
        for (float v : x) {
            count += finds(v) ? 1 : 0;
        }
        return count;
    }

    /// The numbers that are not looked for.
    String others() {
        return this == NAN ? "numbers" : "finite numbers";
    }
}
