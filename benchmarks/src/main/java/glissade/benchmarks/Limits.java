package glissade.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops that do nothing but keep the hardware busy: the most that any program can reach here.
final class Limits {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /// Independent chains of fused multiply-adds: more than latency times units, and few enough to stay in registers.
    static final int CHAINS = 12;

    private Limits() {
    }

    /// Independent chains of fused multiply-adds, `rounds` in each: `2 · CHAINS · lanes · rounds` operations.
    static float multiplyAdds(int rounds) {
        var x = FloatVector.broadcast(SPECIES, 0.999f);
        var y = FloatVector.broadcast(SPECIES, 0.5f);
        // chains that begin alike could be merged into one
        var a = FloatVector.broadcast(SPECIES, 0);
        var b = FloatVector.broadcast(SPECIES, 1);
        var c = FloatVector.broadcast(SPECIES, 2);
        var d = FloatVector.broadcast(SPECIES, 3);
        var e = FloatVector.broadcast(SPECIES, 4);
        var f = FloatVector.broadcast(SPECIES, 5);
        var g = FloatVector.broadcast(SPECIES, 6);
        var h = FloatVector.broadcast(SPECIES, 7);
        var i = FloatVector.broadcast(SPECIES, 8);
        var j = FloatVector.broadcast(SPECIES, 9);
        var k = FloatVector.broadcast(SPECIES, 10);
        var l = FloatVector.broadcast(SPECIES, 11);
        for (int round = 0; round < rounds; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        var sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /// `a = b + 3 c` for `n` elements, a multiple of a vector: 12 bytes an element.
    static void triad(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
        var three = FloatVector.broadcast(SPECIES, 3);
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, c, co + i).fma(three, FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(a,
                    ao + i);
        }
    }

    /// The sum of `n` elements, a multiple of eight vectors: 4 bytes an element.
    static float read(float[] x, int xo, int n) {
        int lanes = SPECIES.length();
        var a = FloatVector.zero(SPECIES);
        var b = a;
        var c = a;
        var d = a;
        var e = a;
        var f = a;
        var g = a;
        var h = a;
        for (int i = xo; i < xo + n; i += 8 * lanes) {
            a = a.add(FloatVector.fromArray(SPECIES, x, i));
            b = b.add(FloatVector.fromArray(SPECIES, x, i + lanes));
            c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * lanes));
            d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * lanes));
            e = e.add(FloatVector.fromArray(SPECIES, x, i + 4 * lanes));
            f = f.add(FloatVector.fromArray(SPECIES, x, i + 5 * lanes));
            g = g.add(FloatVector.fromArray(SPECIES, x, i + 6 * lanes));
            h = h.add(FloatVector.fromArray(SPECIES, x, i + 7 * lanes));
        }
        return a.add(b).add(c).add(d).add(e.add(f).add(g).add(h)).reduceLanes(VectorOperators.ADD);
    }

    /// The bare loop of Adam over `n` elements, a multiple of a vector: 28 bytes an element.
    static void adam(float[] p, int po, float[] g, int go, float[] m, int mo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            var gradient = FloatVector.fromArray(SPECIES, g, go + i);
            var mean = FloatVector.fromArray(SPECIES, m, mo + i).mul(0.9f).add(gradient.mul(0.1f));
            var square = FloatVector.fromArray(SPECIES, v, vo + i).mul(0.999f).add(gradient.mul(gradient).mul(0.001f));
            var step = mean.mul(0.001f).div(square.lanewise(VectorOperators.SQRT).add(1e-8f));
            FloatVector.fromArray(SPECIES, p, po + i).sub(step).intoArray(p, po + i);
            mean.intoArray(m, mo + i);
            square.intoArray(v, vo + i);
        }
    }
}
