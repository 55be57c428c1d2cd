package glissade.tensor.kernel;

/// Steps of gated recurrent cells, and their gradients: the definition.
///
/// Matrices are contiguous, a row for each sequence of the batch; a row of gates has the `hidden` numbers of the first gate, then those of
/// the second, and so on. The functions are those of [Elementary]. Gates are activated in place, and their gradients are written over
/// them, so that one array serves a whole step of training. Rows are independent: threads may share them.
///
/// Offsets count from the first row that is worked on. Arrays may not overlap, but the state before a step and the one after it may be
/// parts of one array. Nothing is checked. Without state, hence thread-safe.
public class Gates {

    /// A matrix arranged for many products: `B[k, n]`, stored so, or as `[n, k]` if transposed, from `bo` on; `k > 0`.
    public PackedMatrix pack(boolean transposed, int k, int n, float[] b, int bo) {
        return new PackedMatrix(transposed, k, n, b, bo);
    }

    /// Long short-term memory: `i, f, o = σ(…)` and `g = tanh(…)` in place, gates in the order i, f, g, o; then `c′ = f · c + i · g` and
    /// `h = o · tanh c′`.
    ///
    /// @param gates `[rows, 4 · hidden]`
    /// @param before c
    /// @param after gets c′
    /// @param h gets h
    public void lstm(int rows, int hidden, float[] gates, int go, float[] before, int bo, float[] after, int ao,
            float[] h, int ho) {
        for (int r = 0; r < rows; r++) {
            int at = go + 4 * r * hidden;
            int state = r * hidden;
            for (int j = 0; j < hidden; j++) {
                float i = Exponentials.sigmoid(gates[at + j]);
                float f = Exponentials.sigmoid(gates[at + hidden + j]);
                float g = Exponentials.tanh(gates[at + 2 * hidden + j]);
                float o = Exponentials.sigmoid(gates[at + 3 * hidden + j]);
                float c = Math.fma(f, before[bo + state + j], i * g);
                gates[at + j] = i;
                gates[at + hidden + j] = f;
                gates[at + 2 * hidden + j] = g;
                gates[at + 3 * hidden + j] = o;
                after[ao + state + j] = c;
                h[ho + state + j] = o * Exponentials.tanh(c);
            }
        }
    }

    /// The gradient of [#lstm] with respect to what its gates were before they were activated, written over them. With `t = tanh c′` and
    /// `d = dc + dh · o · (1 − t²)` it is `d · g · i(1 − i)`, `d · c · f(1 − f)`, `d · i · (1 − g²)` and `dh · t · o(1 − o)`.
    ///
    /// @param before c
    /// @param after c′
    /// @param dh of h; becomes 0, since h itself is read by the gates alone
    /// @param dc of c′; becomes that of c, `d · f`
    public void lstmGradient(int rows, int hidden, float[] gates, int go, float[] before, int bo, float[] after, int ao,
            float[] dh, int dho, float[] dc, int dco) {
        for (int r = 0; r < rows; r++) {
            int at = go + 4 * r * hidden;
            int state = r * hidden;
            for (int j = 0; j < hidden; j++) {
                lstmGradient(hidden, gates, at + j, before[bo + state + j], Exponentials.tanh(after[ao + state + j]),
                        dh, dho + state + j, dc, dco + state + j);
            }
        }
    }

    /// One element, from `t = tanh c′`.
    static void lstmGradient(int hidden, float[] gates, int at, float c, float t, float[] dh, int dho, float[] dc,
            int dco) {
        float i = gates[at];
        float f = gates[at + hidden];
        float g = gates[at + 2 * hidden];
        float o = gates[at + 3 * hidden];
        float e = dh[dho];
        float d = Math.fma(e * o, Math.fma(-t, t, 1), dc[dco]);
        gates[at] = (d * g) * (i * (1 - i));
        gates[at + hidden] = (d * c) * (f * (1 - f));
        gates[at + 2 * hidden] = (d * i) * Math.fma(-g, g, 1);
        gates[at + 3 * hidden] = (e * t) * (o * (1 - o));
        dc[dco] = d * f;
        dh[dho] = 0;
    }

    /// Gated recurrent unit: `r, z = σ(x + y)` and `n = tanh(x + r · y)` of the input's part x and the state's part y of each gate, in the
    /// order r, z, n, written over x; then `h′ = z · (h − n) + n`.
    ///
    /// @param ofX the input's part, `[rows, 3 · hidden]`
    /// @param ofH the state's part, likewise
    /// @param before h
    /// @param after gets h′
    public void gru(int rows, int hidden, float[] ofX, int xo, float[] ofH, int ho, float[] before, int bo,
            float[] after, int ao) {
        for (int row = 0; row < rows; row++) {
            int x = xo + 3 * row * hidden;
            int y = ho + 3 * row * hidden;
            int state = row * hidden;
            for (int j = 0; j < hidden; j++) {
                float r = Exponentials.sigmoid(ofX[x + j] + ofH[y + j]);
                float z = Exponentials.sigmoid(ofX[x + hidden + j] + ofH[y + hidden + j]);
                float n = Exponentials.tanh(Math.fma(r, ofH[y + 2 * hidden + j], ofX[x + 2 * hidden + j]));
                ofX[x + j] = r;
                ofX[x + hidden + j] = z;
                ofX[x + 2 * hidden + j] = n;
                after[ao + state + j] = Math.fma(z, before[bo + state + j] - n, n);
            }
        }
    }

    /// The gradient of [#gru] with respect to the input's and the state's parts, written over them: `dn = dh · (1 − z) · (1 − n²)`,
    /// `dz = dh · (h − n) · z(1 − z)`, `dr = dn · y · r(1 − r)` with the state's part y of n; for that part itself `dn · r`.
    ///
    /// @param ofX r, z and n
    /// @param ofH the state's part as it was
    /// @param before h
    /// @param dh of h′; becomes what goes to h past the gates, `dh · z`
    public void gruGradient(int rows, int hidden, float[] ofX, int xo, float[] ofH, int ho, float[] before, int bo,
            float[] dh, int dho) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < hidden; j++) {
                int gate = 3 * row * hidden + j;
                int state = row * hidden + j;
                gruGradient(hidden, ofX, xo + gate, ofH, ho + gate, before[bo + state], dh, dho + state);
            }
        }
    }

    /// One element.
    static void gruGradient(int hidden, float[] ofX, int x, float[] ofH, int y, float h, float[] dh, int dho) {
        float r = ofX[x];
        float z = ofX[x + hidden];
        float n = ofX[x + 2 * hidden];
        float e = dh[dho];
        float dn = (e * (1 - z)) * Math.fma(-n, n, 1);
        float dz = (e * (h - n)) * (z * (1 - z));
        float dr = (dn * ofH[y + 2 * hidden]) * (r * (1 - r));
        ofX[x] = dr;
        ofX[x + hidden] = dz;
        ofX[x + 2 * hidden] = dn;
        ofH[y] = dr;
        ofH[y + hidden] = dz;
        ofH[y + 2 * hidden] = dn * r;
        dh[dho] = e * z;
    }
}
