package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {

    private static double[] factors(Plateau plateau, double... metrics) {
        double[] factors = new double[metrics.length];
        for (int i = 0; i < metrics.length; i++) {
            plateau.report(metrics[i]);
            factors[i] = plateau.factor(i);
        }
        return factors;
    }

    @Test
    void report_noBetterForLongerThanPatience_lowersTheFactor() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(1);

        assertThat(factors(plateau, 3, 2, 2, 2, 1.9, 2, 2)).containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void report_higherIsBetter_countsTheOtherWay() {
        var plateau = new Plateau(Plateau.Better.HIGHER).shrink(0.5).patience(0);

        assertThat(factors(plateau, 1, 2, 1.5)).containsExactly(1, 1, 0.5);
    }

    @Test
    void report_nan_isNeverBetter() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0);

        assertThat(factors(plateau, Double.NaN, 1, Double.NaN)).containsExactly(0.5, 0.5, 0.25);
    }

    @Test
    void report_smallImprovements_countOnlyAboveTheThreshold() {
        var relative = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0).relativeThreshold(0.1);
        var absolute = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0).absoluteThreshold(0.1);

        assertThat(factors(relative, 10, 9.5, 8.9)).containsExactly(1, 0.5, 0.5);
        assertThat(factors(absolute, 10, 9.95, 9.8)).containsExactly(1, 0.5, 0.5);
    }

    @Test
    void report_fallNoLargerThanTheLeastChange_isLeftOut() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0).leastChange(0.25);

        assertThat(factors(plateau, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.5, 0.5);
    }

    @Test
    void report_duringCooldown_countsNothing() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0).cooldown(2);

        assertThat(factors(plateau, 1, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void report_floor_isNotPassed() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(0).floor(0.3);

        assertThat(factors(plateau, 1, 1, 1)).containsExactly(1, 0.5, 0.3);
    }

    @Test
    void load_entryThatDoesNotFit_changesNothing() {
        var plateau = new Plateau(Plateau.Better.LOWER).patience(0).shrink(0.5);
        plateau.report(1);
        plateau.report(1);
        var before = plateau.state();

        for (StateDict bad : List.of(before.with("best", Tensor.scalar(1)), before.with("cooling", Shape.of(2), 1, 2),
                before.with("worse", -1), before.with("cooling", -1),
                before.with("factor", Double.doubleToLongBits(Double.NaN)),
                before.with("factor", Double.doubleToLongBits(-1)))) {
            // so that an entry that was taken over would show
            StateDict other = bad.equals(before.with("factor", bad.integer("factor"))) ? bad
                    : bad.with("factor", Double.doubleToLongBits(0.125));
            assertThatThrownBy(() -> plateau.load(other)).isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Plateau: the state has ").hasMessageEndingWith("; nothing was loaded");
            assertThat(plateau.state()).isEqualTo(before);
        }
    }

    @Test
    void load_savedInTheMiddle_goesOnTheSame() {
        var whole = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(1).cooldown(1);
        var first = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(1).cooldown(1);
        var second = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(1).cooldown(1);
        double[] metrics = {-1, -1, -1, -1, -2, -1, -1, -1, -1};
        for (int cut = 0; cut < metrics.length; cut++) {
            first.load(new Plateau(Plateau.Better.LOWER).state());
            whole.load(new Plateau(Plateau.Better.LOWER).state());
            for (int i = 0; i < metrics.length; i++) {
                whole.report(metrics[i]);
                if (i < cut) {
                    first.report(metrics[i]);
                } else {
                    if (i == cut) {
                        second.load(first.state());
                    }
                    second.report(metrics[i]);
                }
            }
            assertThat(second.state()).isEqualTo(whole.state());
        }
    }
}
