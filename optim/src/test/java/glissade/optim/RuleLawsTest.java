package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the papers prove or say of their rules.
class RuleLawsTest {

    /// The way of the first step along a gradient.
    private static double firstWay(UpdateRule rule, double gradient) {
        var param = Param.of(Tensor.of(0));
        rule.over(Params.of(param)).step(Gradients.of(param, Tensor.full(Shape.of(1), gradient)));
        return -param.item();
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.999", "0.5, 0.9", "0.9, 0.5"})
    void adam_withoutCorrection_startsLongerOrShorterByWhatWasCorrected(double beta1, double beta2) {
        var rule = new Adam().lr(0.1).betas(beta1, beta2).eps(0);

        double ratio = firstWay(rule.meanCorrection(false).squareCorrection(false), 3) / firstWay(rule, 3);

        assertThat(ratio).isCloseTo((1 - beta1) / Math.sqrt(1 - beta2), within(1e-5));
    }

    /// Gradients of one size: the divisor is that size, whatever β₂, and what is left is a mean of the gradients.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.999})
    void adam_constantSecondMoment_isMomentum(double beta2) {
        double size = 0.25;
        var param = Param.of(Tensor.of(1));
        var adam = new Adam().lr(0.1).betas(0.9, beta2).eps(0).over(Params.of(param));
        var signs = RandomStream.of(8).uniform(Shape.of(30), -1, 1);
        double x = 1;
        double mean = 0;

        for (int t = 1; t <= 30; t++) {
            double g = Math.copySign(size, signs.at(t - 1));
            adam.step(Gradients.of(param, Tensor.full(Shape.of(1), g)));
            mean = 0.9 * mean + 0.1 * g;
            x -= 0.1 / size * mean / (1 - Math.pow(0.9, t));
            assertThat((double) param.item()).isCloseTo(x, within(1e-5));
        }
    }

    /// Reddi, Kale and Kumar 2018, theorem 1: gradients of C, −1, −1, … on the line from −1 to 1, whose sum is smallest at −1.
    private static double endOnTheLine(boolean amsgrad) {
        double c = 3;
        var param = Param.of(Tensor.of(0));
        var optimizer = new Adam().lr(0.05).betas(0, 1 / (1 + c * c)).amsgrad(amsgrad).over(Params.of(param));
        for (int t = 1; t <= 3000; t++) {
            optimizer.step(Gradients.of(param, Tensor.full(Shape.of(1), t % 3 == 1 ? c : -1)));
            param.set(param.value().clamp(-1, 1));
        }
        return param.item();
    }

    @Test
    void adam_rareLargeGradients_walksAwayFromTheOptimumAndAmsgradDoesNot() {
        assertThat(endOnTheLine(false)).isGreaterThan(0.9);
        assertThat(endOnTheLine(true)).isLessThan(-0.9);
    }

    @Test
    void signSgd_isAdamsFirstStep() {
        for (double gradient : new double[] {1e-3, -7, 1e5}) {
            assertThat(firstWay(new SignSgd().lr(0.1), gradient))
                    .isCloseTo(firstWay(new Adam().lr(0.1).eps(0), gradient), within(1e-7));
        }
    }

    @Test
    void adam_decoupled_isAdamW() {
        assertThat(RuleCheck.run(new Adam().lr(0.1).weightDecay(0.1).decoupled(true)))
                .isEqualTo(RuleCheck.run(new AdamW().lr(0.1).weightDecay(0.1)))
                .isNotEqualTo(RuleCheck.run(new Adam().lr(0.1).weightDecay(0.1)));
    }

    /// Rules that look at a gradient's sign alone, or divide by its size.
    @Test
    void scaledLoss_rulesThatDivideByTheGradient_hardlyNotice() {
        for (UpdateRule rule : new UpdateRule[] {new Adam().lr(0.1), new AdaGrad().lr(0.1), new RmsProp(),
            new Adamax().lr(0.1), new NAdam().lr(0.1), new Lion().lr(0.1), new Rprop(), new SignSgd().lr(0.1),
            new Lamb().lr(0.1), new NovoGrad().lr(0.1), new Fromage().lr(0.1), new Muon().lr(0.1)}) {
            Tensor once = RuleCheck.run(rule, 16);
            assertThat(RuleCheck.run(rule, 16 * 64).sub(once).abs().max().item()).as("%s", rule).isLessThan(1e-4f);
        }
    }

    @Test
    void ftrl_l1_makesParamsExactlyZero() {
        var param = Param.of(Tensor.of(1, 1, 1));
        var ftrl = new Ftrl().lr(0.5).l1(1).over(Params.of(param));
        for (int t = 0; t < 5; t++) {
            ftrl.step(Gradients.of(param, Tensor.of(0.05f, 1, -0.05f)));
        }

        assertThat(param.value().at(0)).isZero();
        assertThat(param.value().at(1)).isNegative();
        assertThat(param.value().at(2)).isZero();
    }

    @Test
    void muon_step_hasOneLengthInAllDirections() {
        // singular values 100 and 0.01, and an iteration that stays at 1
        var param = Param.of(Tensor.zeros(2, 2));
        var muon = new Muon().lr(1).weightDecay(0).coefficients(1.5, -0.5, 0).iterations(60);

        muon.over(Params.of(param)).step(Gradients.of(param, Tensor.of(new float[][] {{0, 100}, {-0.01f, 0}})));

        assertThat(param.value().sub(Tensor.of(new float[][] {{0, -1}, {1, 0}})).abs().max().item())
                .isLessThan(1e-4f);
    }

    @Test
    void sparseAdam_rowsWithoutGradient_stayAsTheyAre() {
        Tensor start = RandomStream.of(3).normal(Shape.of(5, 2));
        var table = Param.of(start);
        var optimizer = new SparseAdam().lr(0.1).over(Params.of(table));
        optimizer.step(table.rows(Indices.of(1, 3)).square().sum().backward());
        Tensor afterOne = table.value();
        optimizer.step(table.rows(Indices.of(3)).square().sum().backward());

        assertThat(table.value().rows(Indices.of(0, 2, 4))).isEqualTo(start.rows(Indices.of(0, 2, 4)));
        assertThat(table.value().rows(Indices.of(1))).isEqualTo(afterOne.rows(Indices.of(1)))
                .isNotEqualTo(start.rows(Indices.of(1)));
        assertThat(table.value().rows(Indices.of(3))).isNotEqualTo(afterOne.rows(Indices.of(3)));
        assertThat(optimizer.state().tensor("state.0.exp_avg").rows(Indices.of(0, 2, 4))).isEqualTo(Tensor.zeros(3, 2));
    }

    @Test
    void asgd_within_isTheMeanOfThePath() {
        var param = Param.of(Tensor.of(0));
        var optimizer = new Asgd().lr(0.5).lambd(0).t0(0).over(Params.of(param));
        double sum = 0;
        int n = 10;
        for (int t = 0; t < n; t++) {
            optimizer.step(Gradients.of(param, Tensor.of(t % 2 == 0 ? 1 : -3)));
            // the first two steps count as one: its weight is still 1 in the second
            sum += t == 0 ? 0 : param.item();
        }

        assertThat((double) optimizer.within(param::item)).isCloseTo(sum / (n - 1), within(1e-6));
        assertThat(param.item()).isNotCloseTo(optimizer.within(param::item), within(0.1f));
    }

    @Test
    void scheduleFree_constantRate_evaluatesAtTheMeanOfZ() {
        var param = Param.of(Tensor.of(1));
        var optimizer = new ScheduleFreeSgd().lr(0.5).over(Params.of(param));
        double z = 1;
        double sum = 0;
        for (int t = 1; t <= 8; t++) {
            optimizer.step(Gradients.of(param, Tensor.of(t % 3 - 0.5f)));
            z -= 0.5 * (t % 3 - 0.5);
            sum += z;
            assertThat((double) optimizer.within(param::item)).isCloseTo(sum / t, within(1e-6));
            assertThat((double) param.item()).isCloseTo(0.9 * sum / t + 0.1 * z, within(1e-6));
        }
    }

    @Test
    void within_actionThatThrows_putsTheParamsBack() {
        var param = Param.of(Tensor.of(1));
        var optimizer = new ScheduleFreeSgd().over(Params.of(param));
        optimizer.step(Gradients.of(param, Tensor.of(1)));
        optimizer.step(Gradients.of(param, Tensor.of(-3)));
        Tensor before = param.value();

        assertThatThrownBy(() -> optimizer.within(() -> {
            assertThat(param.value()).isNotEqualTo(before);
            throw new IllegalStateException("planted");
        })).isExactlyInstanceOf(IllegalStateException.class).hasMessage("planted");

        assertThat(param.value()).isEqualTo(before);
    }

    @Test
    void lookahead_everyPeriod_synchronises() {
        var param = Param.of(Tensor.of(8));
        var optimizer = new Lookahead(new Sgd().lr(1)).period(2).share(0.25).over(Params.of(param));
        Gradients one = Gradients.of(param, Tensor.of(1));

        optimizer.step(one);
        assertThat(param.item()).isEqualTo(7);
        assertThat(optimizer.within(param::item)).isEqualTo(8);
        optimizer.step(one);
        assertThat(param.item()).isEqualTo(7.5f);
        assertThat(optimizer.within(param::item)).isEqualTo(7.5f);
    }
}
