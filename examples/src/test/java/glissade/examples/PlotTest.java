package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static String plot(double... values) {
        return Plot.of(List.of(new Plot.Curve("loss", 'x', values)));
    }

    @Test
    void of_aPowerLaw_isAStraightLineOnTheLogScale() {
        double[] values = new double[68];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(1.0, -i);
        }
        String[] lines = plot(values).split("\n");
        assertThat(lines[0]).isEqualTo("    1.00 |xxx");
        assertThat(lines[15]).startsWith("6.78e-21 |").endsWith("xxx").hasSize(9 + 1 + 68);
        assertThat(lines[16]).isEqualTo(" ".repeat(9) + "+" + "-".repeat(68));
        assertThat(lines[17]).isEqualTo(" ".repeat(9) + " 0" + " ".repeat(65) + "67");
        assertThat(lines[18]).isEqualTo("          x loss   * several");
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        for (int column = 10; column < 78; column++) {
            int at = column;
            assertThat(List.of(lines).subList(0, 16)).as("one mark in column %d", column)
                    .filteredOn(line -> line.length() > at && line.charAt(at) == 'x').hasSize(1);
        }
    }

    @Test
    void of_twoCurvesThatMeet_marksWhereTheyDo() {
        String text = Plot.of(List.of(new Plot.Curve("a", 'a', new double[] {1, 1, 8}),
                new Plot.Curve("b", 'b', new double[] {8, 1, 1})));
        String[] lines = text.split("\n");
        assertThat(lines[0]).startsWith("    8.00 |b").endsWith("a");
        assertThat(lines[15]).startsWith("    1.00 |a").contains("*").endsWith("b");
        assertThat(lines[18]).isEqualTo("          a a   b b   * several");
    }

    @Test
    void of_aConstant_hasOneLabel() {
        String[] lines = plot(2, 2).split("\n");
        assertThat(lines[8]).isEqualTo("    2.00 |" + "x".repeat(68));
        assertThat(lines[0]).isEqualTo("         |");
        assertThat(lines[15]).isEqualTo("         |");
    }

    @Test
    void of_aSingleStep_spansTheWidth() {
        assertThat(plot(3).split("\n")[8]).isEqualTo("    3.00 |" + "x".repeat(68));
        assertThat(plot(3)).contains(" ".repeat(66) + "0\n");
    }

    @Test
    void of_whatHasNoLogarithm_standsAtTheEdgeOrIsLeftOut() {
        String[] lines = plot(10, 1, 0, -5, Double.POSITIVE_INFINITY, Double.NaN).split("\n");
        assertThat(lines[0]).startsWith("    10.0 |x");
        assertThat(lines[0].stripTrailing().length()).as("infinity, and then nothing").isBetween(60, 75);
        assertThat(lines[15]).contains("xxxxxxxxxxxxxxxx");
    }

    @Test
    void of_nothingPositiveAndFinite_saysSo() {
        assertThat(plot(0, Double.NaN, Double.POSITIVE_INFINITY))
                .isEqualTo("nothing to draw: no value is positive and finite\n");
        assertThat(Plot.of(List.of())).isEqualTo("nothing to draw: no value is positive and finite\n");
    }

    @Test
    void of_theWholeRangeOfDouble_staysWithin80Columns() {
        assertThat(plot(Double.MIN_VALUE, Double.MAX_VALUE).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
