package glissade.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/// How a line is drawn: colour, width and dashes. Lines differ in colour and dashes, so that they can be told apart in
/// black and white, too.
///
/// @param color the colour
/// @param stroke width and dashes
record Ink(Color color, BasicStroke stroke) {

    /// Colours that people with any kind of colour vision tell apart.
    ///
    /// Source: Okabe and Ito, "Color universal design", 2008; without yellow, which is faint on white.
    private static final List<Color> COLORS = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
            new Color(0xCC79A7), new Color(0x000000), new Color(0xE69F00), new Color(0x56B4E9));

    /// How many inks [#of] tells apart.
    static final int COUNT = COLORS.size();

    /// Contours and other things in the background.
    static final Ink FAINT = new Ink(new Color(0xC4C4C4), stroke(0.8f));

    /// Where a walk begins.
    static final Ink START = new Ink(new Color(0x303030), stroke(1));

    /// Where it should end.
    static final Ink GOAL = new Ink(new Color(0x303030), stroke(2));

    /// The ink of the line with an index, from 0; the eighth line is like the first.
    static Ink of(int index) {
        float[][] dashes = {{}, {8, 3}, {2, 2}, {8, 3, 2, 3}};
        int color = Math.floorMod(index, COUNT);
        return new Ink(COLORS.get(color), stroke(1.7f, dashes[color % dashes.length]));
    }

    private static BasicStroke stroke(float width, float... dashes) {
        return dashes.length == 0
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }
}
