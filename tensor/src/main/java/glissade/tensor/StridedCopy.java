package glissade.tensor;

import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Parallel;
import java.util.Arrays;

/// Copies a block of elements between two arrays, each of which walks through it in its own steps: what all movement comes to.
///
/// Axes that both sides walk through as one are merged first, so that the last is as long as can be: one `arraycopy` a run where
/// both sides lie without gaps. Where the source lies without gaps along another axis (a transpose), the copy goes tile by tile, so
/// that the lines of cache it touches are used whole.
final class StridedCopy {

    /// Elements a task copies.
    private static final int GRAIN = 1 << 17;

    /// The side of a tile; a line of cache holds 16 floats.
    private static final int TILE = 16;

    /// From this length on `arraycopy` is faster than a loop.
    private static final int LONG = 8;

    private final float[] x;
    private final int xStart;
    private final float[] y;
    private final int yStart;
    /// The merged axes: sizes, and how far a step along each moves in `x` (0: not at all) and in `y`.
    private final int[] sizes;
    private final int[] xSteps;
    private final int[] ySteps;
    private final int axes;

    private StridedCopy(int[] sizes, float[] x, int xStart, int[] xSteps, float[] y, int yStart, int[] ySteps) {
        this.x = x;
        this.xStart = xStart;
        this.y = y;
        this.yStart = yStart;
        int rank = sizes.length;
        this.sizes = new int[rank + 2];
        this.xSteps = new int[rank + 2];
        this.ySteps = new int[rank + 2];
        // two axes of size 1 in front: there are always rows and columns
        Arrays.fill(this.sizes, 0, 2, 1);
        int last = 1;
        for (int axis = 0; axis < rank; axis++) {
            if (sizes[axis] == 1) {
                continue;
            }
            if (this.xSteps[last] == xSteps[axis] * sizes[axis]
                    && this.ySteps[last] == ySteps[axis] * sizes[axis]) {
                this.sizes[last] *= sizes[axis];
            } else {
                this.sizes[++last] = sizes[axis];
            }
            this.xSteps[last] = xSteps[axis];
            this.ySteps[last] = ySteps[axis];
        }
        axes = last + 1;
    }

    /// Copies the block of the given sizes: the element at index i of the block from `x[xStart + Σ i[k] · xSteps[k]]` to
    /// `y[yStart + Σ i[k] · ySteps[k]]`. No two elements have the same place in `y`.
    static void run(int[] sizes, float[] x, int xStart, int[] xSteps, float[] y, int yStart, int[] ySteps) {
        for (int size : sizes) {
            if (size == 0) {
                return;
            }
        }
        var copy = new StridedCopy(sizes, x, xStart, xSteps, y, yStart, ySteps);
        copy.moveSourceRowsInward();
        copy.run();
    }

    /// [#run] into a fresh tensor.
    static Tensor read(Shape block, Tensor x, int start, int[] steps) {
        float[] y = Pool.take(block);
        run(block.toArray(), x.data(), start, steps, y, 0, strides(block));
        return new Tensor(block, y);
    }

    /// How far a step along each axis moves in an array without gaps.
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = shape.product(axis + 1, strides.length);
        }
        return strides;
    }

    /// Makes the axis along which the source has no gaps the last but one, if it is not the last.
    private void moveSourceRowsInward() {
        if (xSteps[axes - 1] == 1 || xSteps[axes - 1] == 0) {
            return;
        }
        for (int axis = 0; axis < axes - 2; axis++) {
            if (xSteps[axis] == 1) {
                moveInward(sizes, axis);
                moveInward(xSteps, axis);
                moveInward(ySteps, axis);
                return;
            }
        }
    }

    private void moveInward(int[] values, int axis) {
        int moved = values[axis];
        System.arraycopy(values, axis + 1, values, axis, axes - 2 - axis);
        values[axes - 2] = moved;
    }

    /// The last two axes make planes of rows and columns. A task takes bands of `TILE` rows.
    private void run() {
        int rows = sizes[axes - 2];
        int columns = sizes[axes - 1];
        int bands = Math.ceilDiv(rows, TILE);
        int planes = 1;
        for (int axis = 0; axis < axes - 2; axis++) {
            planes *= sizes[axis];
        }
        long band = (long) Math.min(rows, TILE) * columns;
        Parallel.range(planes * bands, (int) Math.max(1, GRAIN / band), (from, to) -> {
            for (int i = from; i < to; i++) {
                int row = i % bands * TILE;
                band(i / bands, row, Math.min(rows, row + TILE));
            }
        });
    }

    private void band(int plane, int firstRow, int endRow) {
        int xRow = xStart + firstRow * xSteps[axes - 2];
        int yRow = yStart + firstRow * ySteps[axes - 2];
        for (int axis = axes - 3, rest = plane; axis >= 0; axis--) {
            xRow += rest % sizes[axis] * xSteps[axis];
            yRow += rest % sizes[axis] * ySteps[axis];
            rest /= sizes[axis];
        }
        int columns = sizes[axes - 1];
        boolean turned = xSteps[axes - 2] == 1 && xSteps[axes - 1] > 1;
        int width = turned ? TILE : columns;
        for (int column = 0; column < columns; column += Math.min(width, columns - column)) {
            int n = Math.min(width, columns - column);
            for (int row = 0; row < endRow - firstRow; row++) {
                row(xRow + row * xSteps[axes - 2] + column * xSteps[axes - 1],
                        yRow + row * ySteps[axes - 2] + column * ySteps[axes - 1], n);
            }
        }
    }

    private void row(int xo, int yo, int n) {
        int xStep = xSteps[axes - 1];
        int yStep = ySteps[axes - 1];
        if (xStep == 1 && yStep == 1 && n >= LONG) {
            System.arraycopy(x, xo, y, yo, n);
        } else if (xStep == 0 && yStep == 1) {
            Arrays.fill(y, yo, yo + n, x[xo]);
        } else {
            for (int i = 0; i < n; i++) {
                y[yo + i * yStep] = x[xo + i * xStep];
            }
        }
    }
}
