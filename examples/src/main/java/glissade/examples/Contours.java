package glissade.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lines of equal height, by marching squares: in each square of a grid, the line enters and leaves where a side's
/// corners lie on either side of the level.
///
/// Source: Maple, "Geometric design and space planning using the marching squares and marching cube algorithms", 2003.
final class Contours {

    private static final int CELLS = 200;
    private static final int LEVELS = 12;
    private static final int NONE = -1;

    private final Landscape landscape;
    private final double[] xs = new double[CELLS + 1];
    private final double[] ys = new double[CELLS + 1];
    private final double[][] heights = new double[CELLS + 1][CELLS + 1];

    /// For each side of the grid's squares, the one or two other sides that the line goes on to, or NONE.
    private final int[][] links = new int[2 * (CELLS + 1) * (CELLS + 1)][2];

    private final List<double[]> points = new ArrayList<>();

    private Contours(Landscape landscape) {
        this.landscape = landscape;
    }

    /// Draws a landscape's contours into a panel, with a margin around its view. Their levels are evenly spaced in the
    /// logarithm, so that valleys and walls both show.
    static void draw(Landscape landscape, Panel panel) {
        var contours = new Contours(landscape);
        contours.measure();
        double[] sorted = Arrays.stream(contours.heights).flatMapToDouble(Arrays::stream).sorted().toArray();
        double low = sorted[0];
        // a few high corners are not worth lines of their own
        double range = sorted[(int) (0.97 * (sorted.length - 1))] - low;
        for (int i = 1; i <= LEVELS; i++) {
            contours.march(low + range * StrictMath.pow(10, -3.0 * (LEVELS - i) / LEVELS));
        }
        panel.line(Ink.FAINT, contours.points.stream().mapToDouble(point -> point[0]).toArray(),
                contours.points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private void measure() {
        var view = landscape.view();
        double width = view.right() - view.left();
        double height = view.top() - view.bottom();
        for (int i = 0; i <= CELLS; i++) {
            xs[i] = view.left() + width * (1.4 * i / CELLS - 0.2);
            ys[i] = view.bottom() + height * (1.4 * i / CELLS - 0.2);
        }
        for (int row = 0; row <= CELLS; row++) {
            float[] across = new float[CELLS + 1];
            float[] up = new float[CELLS + 1];
            Arrays.fill(up, (float) ys[row]);
            for (int i = 0; i <= CELLS; i++) {
                across[i] = (float) xs[i];
            }
            float[] values = landscape.heights(across, up);
            for (int i = 0; i <= CELLS; i++) {
                heights[row][i] = values[i];
            }
        }
    }

    private void march(double level) {
        for (int[] link : links) {
            Arrays.fill(link, NONE);
        }
        for (int row = 0; row < CELLS; row++) {
            for (int i = 0; i < CELLS; i++) {
                join(level, row, i);
            }
        }
        // lines that leave the grid are followed from an end, rings from anywhere
        for (int side = 0; side < links.length; side++) {
            if (links[side][0] != NONE && links[side][1] == NONE) {
                follow(level, side);
            }
        }
        for (int side = 0; side < links.length; side++) {
            if (links[side][0] != NONE) {
                follow(level, side);
            }
        }
    }

    /// Joins the sides of a square that the level crosses: none, two or, at a saddle, four of them.
    private void join(double level, int row, int i) {
        int[] sides = {horizontal(row, i), vertical(row, i + 1), horizontal(row + 1, i), vertical(row, i)};
        int first = NONE;
        for (int side : sides) {
            if (!crosses(level, side)) {
                continue;
            }
            if (first == NONE) {
                first = side;
            } else {
                link(first, side);
                link(side, first);
                first = NONE;
            }
        }
    }

    private void link(int from, int to) {
        links[from][links[from][0] == NONE ? 0 : 1] = to;
    }

    /// Draws the line through a side to its end, and takes its links away.
    private void follow(double level, int start) {
        int side = start;
        while (side != NONE) {
            points.add(crossing(level, side));
            int next = links[side][0];
            unlink(side, next);
            if (next != NONE) {
                unlink(next, side);
            }
            side = next;
        }
        points.add(new double[] {points.getLast()[0], Double.NaN});
    }

    private void unlink(int from, int to) {
        int place = links[from][0] == to ? 0 : 1;
        links[from][place] = links[from][1];
        links[from][1] = NONE;
    }

    private static int horizontal(int row, int i) {
        return 2 * (row * (CELLS + 1) + i);
    }

    private static int vertical(int row, int i) {
        return horizontal(row, i) + 1;
    }

    private boolean crosses(double level, int side) {
        return height(side, false) < level != height(side, true) < level;
    }

    /// The height at one end of a side, or at the other.
    private double height(int side, boolean other) {
        return heights[row(side, other)][column(side, other)];
    }

    private static int row(int side, boolean other) {
        return side / 2 / (CELLS + 1) + (other && side % 2 == 1 ? 1 : 0);
    }

    private static int column(int side, boolean other) {
        return side / 2 % (CELLS + 1) + (other && side % 2 == 0 ? 1 : 0);
    }

    private double[] crossing(double level, int side) {
        double here = height(side, false) - level;
        double part = here / (here - (height(side, true) - level));
        double x = xs[column(side, false)];
        double y = ys[row(side, false)];
        return new double[] {x + part * (xs[column(side, true)] - x), y + part * (ys[row(side, true)] - y)};
    }
}
