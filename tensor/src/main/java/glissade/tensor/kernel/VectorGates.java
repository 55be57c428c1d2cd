package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [Gates] with vectors: the same bits. A row goes through several short loops, one function each: with all five functions in one loop C2
/// keeps the vectors in memory, and it takes three times as long. The row stays in the first-level cache meanwhile.
final class VectorGates extends Gates {

    @Override
    public PackedMatrix pack(boolean transposed, int k, int n, float[] b, int bo) {
        return new VectorPackedMatrix(transposed, k, n, b, bo);
    }

    @Override
    public void lstm(int rows, int hidden, float[] gates, int go, float[] before, int bo, float[] after, int ao,
            float[] h, int ho) {
        for (int r = 0; r < rows; r++) {
            int at = go + 4 * r * hidden;
            int state = r * hidden;
            sigmoid(gates, at, 2 * hidden);
            tanh(gates, at + 2 * hidden, gates, at + 2 * hidden, hidden);
            sigmoid(gates, at + 3 * hidden, hidden);
            cell(hidden, gates, at, before, bo + state, after, ao + state);
        }
        tanh(after, ao, h, ho, rows * hidden);
        for (int r = 0; r < rows; r++) {
            mul(h, ho + r * hidden, gates, go + (4 * r + 3) * hidden, hidden);
        }
    }

    /// `c′ = f · c + i · g`.
    private static void cell(int n, float[] gates, int at, float[] before, int bo, float[] after, int ao) {
        int j = 0;
        for (; j <= n - LENGTH; j += LENGTH) {
            FloatVector ig = fromArray(SPECIES, gates, at + j).mul(fromArray(SPECIES, gates, at + 2 * n + j));
            fromArray(SPECIES, gates, at + n + j).fma(fromArray(SPECIES, before, bo + j), ig).intoArray(after, ao + j);
        }
        for (; j < n; j++) {
            after[ao + j] = Math.fma(gates[at + n + j], before[bo + j], gates[at + j] * gates[at + 2 * n + j]);
        }
    }

    private static void mul(float[] x, int xo, float[] y, int yo, int n) {
        int j = 0;
        for (; j <= n - LENGTH; j += LENGTH) {
            fromArray(SPECIES, y, yo + j).mul(fromArray(SPECIES, x, xo + j)).intoArray(x, xo + j);
        }
        for (; j < n; j++) {
            x[xo + j] = y[yo + j] * x[xo + j];
        }
    }

    @Override
    public void lstmGradient(int rows, int hidden, float[] gates, int go, float[] before, int bo, float[] after, int ao,
            float[] dh, int dho, float[] dc, int dco) {
        float[] t = Scratch.floats(Scratch.Use.RESULT, rows * hidden);
        tanh(after, ao, t, 0, rows * hidden);
        int whole = SPECIES.loopBound(hidden);
        for (int r = 0; r < rows; r++) {
            int at = go + 4 * r * hidden;
            int state = r * hidden;
            lstmGradients(whole, hidden, gates, at, before, bo + state, t, state, dh, dho + state, dc, dco + state);
            for (int j = whole; j < hidden; j++) {
                lstmGradient(hidden, gates, at + j, before[bo + state + j], t[state + j], dh, dho + state + j, dc,
                        dco + state + j);
            }
        }
    }

    private static void lstmGradients(int n, int hidden, float[] gates, int at, float[] before, int bo, float[] t,
            int to, float[] dh, int dho, float[] dc, int dco) {
        FloatVector one = broadcast(SPECIES, 1);
        for (int j = 0; j < n; j += LENGTH) {
            FloatVector i = fromArray(SPECIES, gates, at + j);
            FloatVector f = fromArray(SPECIES, gates, at + hidden + j);
            FloatVector g = fromArray(SPECIES, gates, at + 2 * hidden + j);
            FloatVector o = fromArray(SPECIES, gates, at + 3 * hidden + j);
            FloatVector th = fromArray(SPECIES, t, to + j);
            FloatVector e = fromArray(SPECIES, dh, dho + j);
            FloatVector d = e.mul(o).fma(th.neg().fma(th, one), fromArray(SPECIES, dc, dco + j));
            d.mul(g).mul(i.mul(one.sub(i))).intoArray(gates, at + j);
            d.mul(fromArray(SPECIES, before, bo + j)).mul(f.mul(one.sub(f))).intoArray(gates, at + hidden + j);
            d.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, at + 2 * hidden + j);
            e.mul(th).mul(o.mul(one.sub(o))).intoArray(gates, at + 3 * hidden + j);
            d.mul(f).intoArray(dc, dco + j);
            broadcast(SPECIES, 0).intoArray(dh, dho + j);
        }
    }

    @Override
    public void gru(int rows, int hidden, float[] ofX, int xo, float[] ofH, int ho, float[] before, int bo,
            float[] after, int ao) {
        for (int row = 0; row < rows; row++) {
            int x = xo + 3 * row * hidden;
            int y = ho + 3 * row * hidden;
            int state = row * hidden;
            add(ofX, x, ofH, y, 2 * hidden);
            sigmoid(ofX, x, 2 * hidden);
            fresh(hidden, ofX, x, ofH, y + 2 * hidden);
            tanh(ofX, x + 2 * hidden, ofX, x + 2 * hidden, hidden);
            mix(hidden, ofX, x + hidden, before, bo + state, after, ao + state);
        }
    }

    private static void add(float[] x, int xo, float[] y, int yo, int n) {
        int j = 0;
        for (; j <= n - LENGTH; j += LENGTH) {
            fromArray(SPECIES, x, xo + j).add(fromArray(SPECIES, y, yo + j)).intoArray(x, xo + j);
        }
        for (; j < n; j++) {
            x[xo + j] += y[yo + j];
        }
    }

    /// `n = x + r · y`, not yet activated.
    private static void fresh(int n, float[] ofX, int x, float[] ofH, int y) {
        int j = 0;
        for (; j <= n - LENGTH; j += LENGTH) {
            fromArray(SPECIES, ofX, x + j).fma(fromArray(SPECIES, ofH, y + j), fromArray(SPECIES, ofX, x + 2 * n + j))
                    .intoArray(ofX, x + 2 * n + j);
        }
        for (; j < n; j++) {
            ofX[x + 2 * n + j] = Math.fma(ofX[x + j], ofH[y + j], ofX[x + 2 * n + j]);
        }
    }

    /// `h′ = z · (h − n) + n`, with z at `z` and n behind it.
    private static void mix(int n, float[] gates, int z, float[] before, int bo, float[] after, int ao) {
        int j = 0;
        for (; j <= n - LENGTH; j += LENGTH) {
            FloatVector fresh = fromArray(SPECIES, gates, z + n + j);
            fromArray(SPECIES, gates, z + j).fma(fromArray(SPECIES, before, bo + j).sub(fresh), fresh)
                    .intoArray(after, ao + j);
        }
        for (; j < n; j++) {
            float fresh = gates[z + n + j];
            after[ao + j] = Math.fma(gates[z + j], before[bo + j] - fresh, fresh);
        }
    }

    @Override
    public void gruGradient(int rows, int hidden, float[] ofX, int xo, float[] ofH, int ho, float[] before, int bo,
            float[] dh, int dho) {
        int whole = SPECIES.loopBound(hidden);
        for (int row = 0; row < rows; row++) {
            int gate = 3 * row * hidden;
            int state = row * hidden;
            gruGradients(whole, hidden, ofX, xo + gate, ofH, ho + gate, before, bo + state, dh, dho + state);
            for (int j = whole; j < hidden; j++) {
                gruGradient(hidden, ofX, xo + gate + j, ofH, ho + gate + j, before[bo + state + j], dh,
                        dho + state + j);
            }
        }
    }

    private static void gruGradients(int count, int hidden, float[] ofX, int x, float[] ofH, int y, float[] before,
            int bo, float[] dh, int dho) {
        FloatVector one = broadcast(SPECIES, 1);
        for (int j = 0; j < count; j += LENGTH) {
            FloatVector r = fromArray(SPECIES, ofX, x + j);
            FloatVector z = fromArray(SPECIES, ofX, x + hidden + j);
            FloatVector n = fromArray(SPECIES, ofX, x + 2 * hidden + j);
            FloatVector e = fromArray(SPECIES, dh, dho + j);
            FloatVector dn = e.mul(one.sub(z)).mul(n.neg().fma(n, one));
            FloatVector dz = e.mul(fromArray(SPECIES, before, bo + j).sub(n)).mul(z.mul(one.sub(z)));
            FloatVector dr = dn.mul(fromArray(SPECIES, ofH, y + 2 * hidden + j)).mul(r.mul(one.sub(r)));
            dr.intoArray(ofX, x + j);
            dz.intoArray(ofX, x + hidden + j);
            dn.intoArray(ofX, x + 2 * hidden + j);
            dr.intoArray(ofH, y + j);
            dz.intoArray(ofH, y + hidden + j);
            dn.mul(r).intoArray(ofH, y + 2 * hidden + j);
            e.mul(z).intoArray(dh, dho + j);
        }
    }

    // The last, partial vector is done by a mask: in place it must not be taken twice, and a state of twenty numbers would else spend most
    // of its time in plain code.

    private static void sigmoid(float[] x, int xo, int n) {
        int whole = SPECIES.loopBound(n);
        for (int j = 0; j < whole; j += LENGTH) {
            VectorExponentials.sigmoid(fromArray(SPECIES, x, xo + j)).intoArray(x, xo + j);
        }
        if (whole < n && MASKS) {
            var rest = SPECIES.indexInRange(whole, n);
            VectorExponentials.sigmoid(fromArray(SPECIES, x, xo + whole, rest)).intoArray(x, xo + whole, rest);
            return;
        }
        for (int j = whole; j < n; j++) {
            x[xo + j] = Exponentials.sigmoid(x[xo + j]);
        }
    }

    private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        int whole = SPECIES.loopBound(n);
        for (int j = 0; j < whole; j += LENGTH) {
            VectorExponentials.tanh(fromArray(SPECIES, x, xo + j)).intoArray(y, yo + j);
        }
        if (whole < n && MASKS) {
            var rest = SPECIES.indexInRange(whole, n);
            VectorExponentials.tanh(fromArray(SPECIES, x, xo + whole, rest)).intoArray(y, yo + whole, rest);
            return;
        }
        for (int j = whole; j < n; j++) {
            y[yo + j] = Exponentials.tanh(x[xo + j]);
        }
    }
}
