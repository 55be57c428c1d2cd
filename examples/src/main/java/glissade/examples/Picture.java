package glissade.examples;

import glissade.tensor.AtomicFile;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;

/// Panels in a grid, filled row by row, and after the last one a legend if there are names to explain. Saved as PNG
/// and as SVG. No screen is needed.
final class Picture {

    static {
        // before any class of AWT looks for a screen
        System.setProperty("java.awt.headless", "true");
    }

    private final int columns;
    private final int width;
    private final int height;
    private final List<Panel> panels = new ArrayList<>();
    private final SequencedMap<String, Ink> legend = new LinkedHashMap<>();

    /// @param columns panels in a row
    /// @param width of a panel
    /// @param height of a panel
    Picture(int columns, int width, int height) {
        this.columns = columns;
        this.width = width;
        this.height = height;
    }

    Picture add(Panel panel) {
        panels.add(panel);
        return this;
    }

    /// Adds a line to the legend.
    Picture explain(String name, Ink ink) {
        legend.put(name, ink);
        return this;
    }

    /// Writes `NAME.png` and `NAME.svg` into a folder, which is made if need be.
    void save(Path folder, String name) throws IOException {
        byte[] png = png();
        byte[] svg = svg();
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve(name + ".png"), out -> out.write(png));
        AtomicFile.write(folder.resolve(name + ".svg"), out -> out.write(svg));
    }

    private int cells() {
        return panels.size() + (legend.isEmpty() ? 0 : 1);
    }

    private int wholeWidth() {
        return Math.min(columns, cells()) * width;
    }

    private int wholeHeight() {
        return Math.ceilDiv(cells(), columns) * height;
    }

    private byte[] png() throws IOException {
        var image = new BufferedImage(wholeWidth(), wholeHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint(graphics);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private byte[] svg() throws IOException {
        try {
            var empty = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            var graphics = new SVGGraphics2D(empty);
            graphics.setSVGCanvasSize(new Dimension(wholeWidth(), wholeHeight()));
            paint(graphics);
            var bytes = new ByteArrayOutputStream();
            graphics.stream(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), true);
            return bytes.toByteArray();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own XML library does not start", e);
        }
    }

    private void paint(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, wholeWidth(), wholeHeight());
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).paint(cell(graphics, i), width, height);
        }
        if (!legend.isEmpty()) {
            paintLegend(cell(graphics, panels.size()), legend, 30, 45);
        }
    }

    private Graphics2D cell(Graphics2D graphics, int index) {
        return (Graphics2D) graphics.create(index % columns * width, index / columns * height, width, height);
    }

    /// Draws a legend whose first line stands at a place.
    static void paintLegend(Graphics2D graphics, Map<String, Ink> legend, int x, int top) {
        graphics.setFont(Panel.font(Font.PLAIN, 12));
        int y = top;
        for (var entry : legend.entrySet()) {
            graphics.setColor(entry.getValue().color());
            graphics.setStroke(entry.getValue().stroke());
            graphics.drawLine(x, y - 4, x + 36, y - 4);
            graphics.setColor(Color.BLACK);
            graphics.drawString(entry.getKey(), x + 44, y);
            y += 18;
        }
    }
}
