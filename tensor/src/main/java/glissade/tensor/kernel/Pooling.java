package glissade.tensor.kernel;

import java.util.Arrays;
import glissade.tensor.kernel.PoolPlan.Axis;

/// Loops over the windows of a pooling, plane by plane. What a window holds is added up, or compared, in the order of its elements.
/// [VectorPooling] is the twin.
public class Pooling {

    /// Elements of the input a task takes.
    private static final int GRAIN = 1 << 16;

    final PoolPlan plan;
    final Axis depth;
    final Axis height;
    final Axis width;
    private final Reductions reductions;

    Pooling(PoolPlan plan, Reductions reductions) {
        this.plan = plan;
        this.reductions = reductions;
        depth = plan.axes()[0];
        height = plan.axes()[1];
        width = plan.axes()[2];
    }

    /// The pooling of a plan, by the kernels in use.
    public static Pooling of(PoolPlan plan) {
        return Kernels.active() == Kernels.scalar() ? new Pooling(plan, Kernels.scalar().reductions())
                : Vector.of(plan);
    }

    /// Apart, so that nothing of the Vector API is loaded where it is missing.
    private static final class Vector {
        static Pooling of(PoolPlan plan) {
            return new VectorPooling(plan);
        }
    }

    /// The greatest element of each window, and its place in the plane; the first of several. A NaN is greater than all others.
    public void max(float[] x, float[] y, int[] places) {
        eachPlane(greatest(x, y, places));
    }

    /// What finds the greatest of one plane's windows.
    Parallel.Task greatest(float[] x, float[] y, int[] places) {
        if (depth.size() == 1 && depth.windows() == 1 && isPairs(height) && isPairs(width)) {
            return plane -> squares(x, plane, y, places);
        }
        return plane -> {
            int at = plane * plan.windows();
            int start = plane * plan.inside();
            for (int d = 0; d < depth.windows(); d++) {
                for (int h = 0; h < height.windows(); h++) {
                    for (int w = 0; w < width.windows(); w++) {
                        int place = greatest(x, start, d, h, w);
                        places[at] = place;
                        y[at++] = x[start + place];
                    }
                }
            }
        };
    }

    private static boolean isPairs(Axis axis) {
        for (int i = 0; i < axis.windows(); i++) {
            if (axis.to()[i] - axis.from()[i] != 2 || axis.step() != 1) {
                return false;
            }
        }
        return true;
    }

    /// Windows of 2 × 2, as most are, where there are no vectors: no loops within, and no branches, which no processor could predict.
    private void squares(float[] x, int plane, float[] y, int[] places) {
        int at = plane * plan.windows();
        int start = plane * plan.inside();
        int down = width.size();
        int[] left = width.from();
        for (int top : height.from()) {
            int row = top * down;
            for (int from : left) {
                int place = row + from;
                int first = start + place;
                float a = x[first];
                float b = x[first + 1];
                float c = x[first + down];
                float d = x[first + down + 1];
                boolean right = isGreater(b, a);
                boolean lowerRight = isGreater(d, c);
                float upper = right ? b : a;
                float lower = lowerRight ? d : c;
                int upperPlace = right ? place + 1 : place;
                int lowerPlace = (lowerRight ? place + 1 : place) + down;
                boolean low = isGreater(lower, upper);
                y[at] = low ? lower : upper;
                places[at++] = low ? lowerPlace : upperPlace;
            }
        }
    }

    /// Whether a number that comes later replaces one that came before: if it is greater, or the first NaN.
    private static boolean isGreater(float later, float before) {
        return !(later <= before) & before == before;
    }

    private int greatest(float[] x, int start, int d, int h, int w) {
        int best = -1;
        float most = 0;
        for (int i = depth.from()[d]; i < depth.to()[d]; i += depth.step()) {
            for (int j = height.from()[h]; j < height.to()[h]; j += height.step()) {
                int row = (i * height.size() + j) * width.size();
                for (int k = width.from()[w]; k < width.to()[w]; k += width.step()) {
                    float value = x[start + row + k];
                    if (best < 0 || isGreater(value, most)) {
                        best = row + k;
                        most = value;
                    }
                }
            }
        }
        return best;
    }

    /// The sum of each window divided by how many elements count, or by `divisor` if that is not 0. Where one window is the whole plane, its sum
    /// is that of [Reductions].
    public final void average(float[] x, float[] y, int divisor) {
        float[] counts = plan.counts(divisor);
        if (plan.isGlobal()) {
            somePlanes((from, to) -> reductions.means(x, from * plan.inside(), plan.inside(), to - from, counts[0], y,
                    from));
        } else {
            averages(x, y, counts);
        }
    }

    void averages(float[] x, float[] y, float[] counts) {
        eachPlane(plane -> {
            int at = 0;
            int start = plane * plan.inside();
            int to = plane * plan.windows();
            for (int d = 0; d < depth.windows(); d++) {
                for (int h = 0; h < height.windows(); h++) {
                    for (int w = 0; w < width.windows(); w++) {
                        y[to + at] = sum(x, start, d, h, w) / counts[at++];
                    }
                }
            }
        });
    }

    private float sum(float[] x, int start, int d, int h, int w) {
        float sum = 0;
        for (int i = depth.from()[d]; i < depth.to()[d]; i++) {
            for (int j = height.from()[h]; j < height.to()[h]; j++) {
                int row = start + (i * height.size() + j) * width.size();
                for (int k = width.from()[w]; k < width.to()[w]; k++) {
                    sum += x[row + k];
                }
            }
        }
        return sum;
    }

    /// The reverse of [#average]: adds each window's number, divided in the same way, to its elements in `x`, where nothing was.
    public final void spread(float[] y, float[] x, int divisor) {
        float[] counts = plan.counts(divisor);
        if (plan.isGlobal()) {
            int n = plan.inside();
            eachPlane(plane -> Arrays.fill(x, plane * n, (plane + 1) * n, 0f + y[plane] / counts[0]));
        } else if (depth.isDisjoint() && height.isDisjoint() && width.isDisjoint()) {
            int[] windows = windowsOfColumns();
            eachPlane(plane -> spreadRows(y, x, plane, counts, windows));
        } else {
            spreads(y, x, counts);
        }
    }

    void spreads(float[] y, float[] x, float[] counts) {
        eachPlane(plane -> {
            int at = 0;
            int start = plane * plan.inside();
            int from = plane * plan.windows();
            Arrays.fill(x, start, start + plan.inside(), 0f);
            for (int d = 0; d < depth.windows(); d++) {
                for (int h = 0; h < height.windows(); h++) {
                    for (int w = 0; w < width.windows(); w++) {
                        add(x, start, d, h, w, y[from + at] / counts[at++]);
                    }
                }
            }
        });
    }

    /// The window of each column, where each is in one at most; the number of windows if it is in none.
    private int[] windowsOfColumns() {
        int[] windows = new int[width.size()];
        Arrays.fill(windows, width.windows());
        for (int w = 0; w < width.windows(); w++) {
            Arrays.fill(windows, width.from()[w], Math.max(width.from()[w], width.to()[w]), w);
        }
        return windows;
    }

    /// Windows that do not overlap: each row of them is a row of elements, copied as often as they are high.
    private void spreadRows(float[] y, float[] x, int plane, float[] counts, int[] windows) {
        int start = plane * plan.inside();
        int columns = width.windows();
        float[] quotients = Scratch.floats(Scratch.Use.PATCHES, columns + 1);
        float[] row = Scratch.floats(Scratch.Use.RESULT, windows.length);
        quotients[columns] = 0;
        Arrays.fill(x, start, start + plan.inside(), 0f);
        int at = 0;
        for (int d = 0; d < depth.windows(); d++) {
            for (int h = 0; h < height.windows(); h++) {
                for (int w = 0; w < columns; w++) {
                    quotients[w] = 0f + y[plane * plan.windows() + at + w] / counts[at + w];
                }
                at += columns;
                if (columns == 1) {
                    Arrays.fill(row, 0, windows.length, 0f);
                    Arrays.fill(row, width.from()[0], width.to()[0], quotients[0]);
                } else {
                    for (int i = 0; i < windows.length; i++) {
                        row[i] = quotients[windows[i]];
                    }
                }
                for (int i = depth.from()[d]; i < depth.to()[d]; i++) {
                    for (int j = height.from()[h]; j < height.to()[h]; j++) {
                        System.arraycopy(row, 0, x, start + (i * height.size() + j) * windows.length, windows.length);
                    }
                }
            }
        }
    }

    private void add(float[] x, int start, int d, int h, int w, float value) {
        for (int i = depth.from()[d]; i < depth.to()[d]; i++) {
            for (int j = height.from()[h]; j < height.to()[h]; j++) {
                int row = start + (i * height.size() + j) * width.size();
                for (int k = width.from()[w]; k < width.to()[w]; k++) {
                    x[row + k] += value;
                }
            }
        }
    }

    /// Takes the element at each place, plane by plane.
    public void pick(float[] x, int[] places, float[] y) {
        eachPlane(plane -> {
            int start = plane * plan.inside();
            for (int i = plane * plan.windows(); i < (plane + 1) * plan.windows(); i++) {
                y[i] = x[start + places[i]];
            }
        });
    }

    /// The reverse of [#pick]: adds each number to its place in `x`, where nothing was.
    public void put(float[] y, int[] places, float[] x) {
        eachPlane(plane -> {
            int start = plane * plan.inside();
            Arrays.fill(x, start, start + plan.inside(), 0f);
            for (int i = plane * plan.windows(); i < (plane + 1) * plan.windows(); i++) {
                x[start + places[i]] += y[i];
            }
        });
    }

    final void eachPlane(Parallel.Task work) {
        somePlanes((from, to) -> {
            for (int plane = from; plane < to; plane++) {
                work.run(plane);
            }
        });
    }

    private void somePlanes(Parallel.RangeBody work) {
        Parallel.range(plan.planes(), Math.max(1, GRAIN / Math.max(1, plan.inside())), work);
    }
}
