package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a search looks, of functions whose minimum is known, and of points that are laid down one by one.
class LineSearchTest {

    private final List<Double> asked = new ArrayList<>();

    private LineSearch.Point search(LineSearch.Function function, double first, double leastBracket) {
        LineSearch.Point start = function.at(0);
        return new LineSearch(t -> {
            asked.add(t);
            return function.at(t);
        }, leastBracket).from(start, first);
    }

    private static LineSearch.Point point(double t, double value, double slope) {
        return new LineSearch.Point(t, value, slope, new float[0]);
    }

    private static LineSearch.Function of(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        return t -> point(t, value.applyAsDouble(t), slope.applyAsDouble(t));
    }

    /// From 0, where a function is 0 and falls by 1, to points in the order in which they are asked for.
    private static LineSearch.Function laid(double... valuesAndSlopes) {
        int[] next = {0};
        return t -> {
            if (t == 0) {
                return point(0, 0, -1);
            }
            int at = Math.min(2 * next[0]++, valuesAndSlopes.length - 2);
            return point(t, valuesAndSlopes[at], valuesAndSlopes[at + 1]);
        };
    }

    /// (t − 2)²: the cubic through two of its points is it.
    private static LineSearch.Function parabola() {
        return of(t -> (t - 2) * (t - 2), t -> 2 * (t - 2));
    }

    @Test
    void from_aboveTheStart_looksAtTheMinimumOfTheCubic() {
        assertThat(search(parabola(), 5, 0).t()).isCloseTo(2, within(1e-12));
        assertThat(asked).hasSize(2);
    }

    @Test
    void from_lowButSteepBehindTheMinimum_looksAtTheMinimumOfTheCubic() {
        assertThat(search(parabola(), 3.95, 0).t()).isCloseTo(2, within(1e-12));
        assertThat(asked).hasSize(2);
    }

    @Test
    void from_aShortFirstStep_goesAtMostTenTimesAsFar() {
        search(parabola(), 0.01, 0);

        assertThat(asked).containsExactly(0.01, 0.1, 1.0);
    }

    /// t³ − 3t falls by 3 at 0 and has its minimum at 1; from 1.6 it is looked at backwards.
    @ParameterizedTest
    @ValueSource(doubles = {3, 1.6})
    void from_aCubic_findsItsMinimumByTwoLooks(double first) {
        var found = search(of(t -> t * t * t - 3 * t, t -> 3 * t * t - 3), first, 0);

        assertThat(found.t()).isCloseTo(1, within(1e-12));
        assertThat(asked).hasSize(2);
    }

    @Test
    void from_aLine_looksTenTimesAsFarEachTimeAndEnds() {
        var found = search(of(t -> -t, _ -> -1), 1e-3, 0);

        assertThat(asked).hasSize(25).startsWith(1e-3, 1e-2, 1e-1);
        assertThat(found.t()).isEqualTo(asked.getLast());
    }

    /// |t − 2| is nowhere flat: the bracket is halved or so until it is short, or for so long.
    @ParameterizedTest
    @CsvSource({"0.5, 12", "1e-3, 24"})
    void from_aKink_narrowsUntilTheBracketIsShort(double leastBracket, int most) {
        var found = search(of(t -> Math.abs(t - 2), t -> Math.signum(t - 2)), 5, leastBracket);

        assertThat(found.t()).isCloseTo(2, within(leastBracket));
        assertThat(asked).hasSizeBetween(3, most);
        assertThat(found.value())
                .isEqualTo(asked.stream().mapToDouble(t -> Math.abs(t - 2)).min().orElseThrow());
    }

    @Test
    void from_aKinkAndNoLeastBracket_ends() {
        search(of(t -> Math.abs(t - 1.7), t -> Math.signum(t - 1.7)), 5, 0);

        assertThat(asked).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource({"-2e-4, -0.9, 1", "-2e-4, 0.9, 1", "-2e-4, 0.91, 2", "-0.5e-4, 0, 2", "-1, -0.91, 2"})
    void from_firstPoint_isTakenIfItFellByAPartOfThePromiseAndIsFlatter(double value, double slope, int looks) {
        search(laid(value, slope, -3, 0), 1, 0);

        assertThat(asked).hasSize(looks);
    }

    @Test
    void from_higherThanThePointBefore_looksBetween() {
        search(laid(-1, -0.95, -0.5, -1, -1.2, 0), 1, 0);

        assertThat(asked).hasSize(3);
        assertThat(asked.get(1)).isGreaterThan(1);
        assertThat(asked.get(2)).isBetween(1.0, asked.get(1));
    }

    /// A bracket whose lower end is the right one: where the slope at a lower point leads to says which end stays.
    @ParameterizedTest
    @CsvSource({"1.5, true", "-1.5, false"})
    void from_lowerPointInsideABracket_goesOnWhereItsSlopeFalls(double slope, boolean toTheLeft) {
        search(laid(-1, 2, -2, slope, -2.5, 0), 4, 0);

        assertThat(asked).hasSize(3);
        assertThat(asked.get(1)).isBetween(0.0, 4.0);
        assertThat(asked.get(2) < asked.get(1)).isEqualTo(toTheLeft);
        assertThat(asked.get(2)).isBetween(0.0, 4.0);
    }

    /// The cubics have their minima at 0.001 and at 9.4 of 10.
    @ParameterizedTest
    @CsvSource({"49990, 9999, 1", "-50, 2, 9"})
    void from_guessBesideAnEndOfTheBracket_keepsATenthAway(double value, double slope, double second) {
        search(laid(value, slope, -60, 0), 10, 0);

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isCloseTo(second, within(1e-12));
    }

    @Test
    void from_valuesThatAreNoNumbers_halves() {
        search(laid(Double.NaN, Double.NaN, Double.NaN, Double.NaN, -1, 0), 8, 0);

        assertThat(asked).containsExactly(8.0, 4.0, 2.0);
    }
}
