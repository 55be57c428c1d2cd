package glissade.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// One chart of a [Picture]: lines and marks over two axes. The library lays out and draws the axes; the lines are drawn
/// here, each as one path, because the library draws each segment by itself, and dashes would begin anew with each.
final class Panel {

    private static final Color GRAY = new Color(0x606060);

    /// Points of a line nearer than this part of the view to the last one drawn are left out: they would not be seen.
    private static final double FINE = 1.0 / 800;

    private static final int DIAGONAL = 100;

    private final String title;
    private final View view;
    private final List<Line> lines = new ArrayList<>();
    private final SequencedMap<String, Ink> legend = new LinkedHashMap<>();
    private String below = "";
    private String beside = "";
    private boolean logarithmic;
    private boolean equal;

    /// The part of the plane that is seen.
    record View(double left, double right, double bottom, double top) {
    }

    private enum Mark {
        NONE, DISC, CROSS
    }

    private record Line(Ink ink, Mark mark, double[] x, double[] y) {
    }

    Panel(String title, View view) {
        this.title = title;
        this.view = view;
    }

    /// Names the axes.
    Panel axes(String horizontal, String vertical) {
        below = horizontal;
        beside = vertical;
        return this;
    }

    /// Draws the vertical axis on a log scale.
    Panel logarithmic() {
        logarithmic = true;
        return this;
    }

    /// Makes a unit as long on one axis as on the other, by a wider view where need be.
    Panel equal() {
        equal = true;
        return this;
    }

    /// Adds a line to the legend in the lower left corner.
    Panel explain(String name, Ink ink) {
        legend.put(name, ink);
        return this;
    }

    /// Adds a line through points. NaN in `y` parts it in two.
    Panel line(Ink ink, double[] x, double[] y) {
        return add(new Line(ink, Mark.NONE, x, y));
    }

    /// Adds a line whose points are at 0, 1, 2, ….
    Panel line(Ink ink, double[] y) {
        double[] x = new double[y.length];
        Arrays.setAll(x, i -> i);
        return line(ink, x, y);
    }

    /// Adds a disc.
    Panel disc(Ink ink, double x, double y) {
        return add(new Line(ink, Mark.DISC, new double[] {x}, new double[] {y}));
    }

    /// Adds a cross.
    Panel cross(Ink ink, double x, double y) {
        return add(new Line(ink, Mark.CROSS, new double[] {x}, new double[] {y}));
    }

    private Panel add(Line line) {
        lines.add(thin(line));
        return this;
    }

    private Line thin(Line line) {
        double[] x = new double[line.x.length];
        double[] y = new double[line.x.length];
        int kept = 0;
        for (int i = 0; i < line.x.length; i++) {
            boolean end = i == line.x.length - 1;
            if (kept == 0 || end || !near(line.x[i] - x[kept - 1], line.y[i], y[kept - 1])) {
                x[kept] = line.x[i];
                y[kept++] = line.y[i];
            }
        }
        return new Line(line.ink, line.mark, Arrays.copyOf(x, kept), Arrays.copyOf(y, kept));
    }

    /// False if one of the heights is NaN and the other not: there the line breaks.
    private boolean near(double dx, double y, double last) {
        double dy = logarithmic ? StrictMath.log(y / last) / StrictMath.log(view.top / view.bottom)
                : (y - last) / (view.top - view.bottom);
        boolean bothMissing = Double.isNaN(y) && Double.isNaN(last);
        return bothMissing || StrictMath.hypot(dx / (view.right - view.left), dy) < FINE;
    }

    /// Draws the panel with its upper left corner at the origin.
    void paint(Graphics2D graphics, int width, int height) {
        var seen = equal ? widened(width, height) : view;
        var chart = chart(seen, width, height);
        chart.paint(graphics, width, height);
        double left = chart.getScreenXFromChart(seen.left);
        double top = chart.getScreenYFromChart(seen.top);
        var frame = new Rectangle2D.Double(left, top, chart.getScreenXFromChart(seen.right) - left,
                chart.getScreenYFromChart(seen.bottom) - top);
        graphics.clip(frame);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (Line line : lines) {
            graphics.setColor(line.ink.color());
            graphics.setStroke(line.ink.stroke());
            draw(graphics, line, seen, frame);
        }
        Picture.paintLegend(graphics, legend, (int) left + 10, (int) frame.getMaxY() + 6 - 18 * legend.size());
    }

    private void draw(Graphics2D graphics, Line line, View seen, Rectangle2D frame) {
        var path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < line.x.length; i++) {
            double x = frame.getX() + frame.getWidth() * (line.x[i] - seen.left) / (seen.right - seen.left);
            double y = frame.getMaxY() - frame.getHeight() * up(line.y[i], seen);
            if (line.mark == Mark.DISC) {
                graphics.fill(new Ellipse2D.Double(x - 4, y - 4, 8, 8));
            } else if (line.mark == Mark.CROSS) {
                graphics.draw(new Line2D.Double(x - 4, y - 4, x + 4, y + 4));
                graphics.draw(new Line2D.Double(x - 4, y + 4, x + 4, y - 4));
            } else if (!Double.isFinite(x + y)) {
                drawing = false;
            } else if (drawing) {
                path.lineTo(clamp(x), clamp(y));
            } else {
                path.moveTo(clamp(x), clamp(y));
                drawing = true;
            }
        }
        graphics.draw(path);
    }

    /// Keeps what lies far outside within the numbers that renderers can take.
    private static double clamp(double pixels) {
        return Math.clamp(pixels, -1e5, 1e5);
    }

    /// The part of the way from the bottom of the view to its top.
    private double up(double y, View seen) {
        return logarithmic
                ? StrictMath.log(y / seen.bottom) / StrictMath.log(seen.top / seen.bottom)
                : (y - seen.bottom) / (seen.top - seen.bottom);
    }

    /// The least view with equal axes that holds the given one: what a unit measures is known once the chart is laid out.
    private View widened(int width, int height) {
        var chart = chart(view, width, height);
        var scratch = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).createGraphics();
        chart.paint(scratch, width, height);
        scratch.dispose();
        double across = (chart.getScreenXFromChart(view.right) - chart.getScreenXFromChart(view.left))
                / (view.right - view.left);
        double up = (chart.getScreenYFromChart(view.bottom) - chart.getScreenYFromChart(view.top))
                / (view.top - view.bottom);
        double x = Math.max(0, across / up - 1) * (view.right - view.left) / 2;
        double y = Math.max(0, up / across - 1) * (view.top - view.bottom) / 2;
        return new View(view.left - x, view.right + x, view.bottom - y, view.top + y);
    }

    private XYChart chart(View seen, int width, int height) {
        var chart = new XYChartBuilder().width(width).height(height).title(title).xAxisTitle(below)
                .yAxisTitle(beside).build();
        var style = chart.getStyler();
        style.setLocale(Locale.ROOT); // for the numbers at the axes
        style.setXAxisMin(seen.left).setXAxisMax(seen.right).setYAxisMin(seen.bottom).setYAxisMax(seen.top);
        style.setYAxisLogarithmic(logarithmic).setXAxisTitleVisible(!below.isEmpty())
                .setYAxisTitleVisible(!beside.isEmpty());
        style.setAxisTickLabelsFont(font(Font.PLAIN, 10)).setAxisTitleFont(font(Font.PLAIN, 11))
                .setAxisTickLabelsColor(GRAY).setPlotGridLinesVisible(false).setPlotMargin(0);
        style.setXAxisTickMarkSpacingHint(60).setYAxisTickMarkSpacingHint(30);
        style.setChartTitleFont(font(Font.BOLD, 12)).setLegendVisible(false).setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE).setPlotBorderColor(GRAY).setPlotContentSize(1)
                .setChartPadding(6);
        // it demands something to draw, and sets round ticks only if its many points are unevenly spaced
        double[] x = new double[DIAGONAL];
        double[] y = new double[DIAGONAL];
        for (int i = 0; i < DIAGONAL; i++) {
            double part = StrictMath.pow((double) i / (DIAGONAL - 1), 2);
            x[i] = seen.left + part * (seen.right - seen.left);
            y[i] = seen.bottom + part * (seen.top - seen.bottom);
        }
        chart.addSeries("view", x, y)
                .setMarker(SeriesMarkers.NONE).setLineStyle(SeriesLines.NONE);
        return chart;
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
