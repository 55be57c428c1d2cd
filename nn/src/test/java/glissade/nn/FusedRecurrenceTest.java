package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Anomalies;
import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Recompute;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The fused sequence against the composed one, and what a sweep may do with it.
class FusedRecurrenceTest {

    /// A pass with leaves of its own.
    private record Case(RecurrentCell cell, int times, int batch, int hidden, boolean bias, boolean started,
            boolean backward, boolean batchFirst, boolean ragged) {

        static final int IN = 5;

        RecurrentPass pass() {
            var random = RandomStream.of(7);
            int width = cell.kind.gates * hidden;
            var weights = new CellWeights(leaf(random, width, IN), leaf(random, width, hidden),
                    bias ? leaf(random, width) : null, bias ? leaf(random, width) : null);
            var start = new ArrayList<Variable>();
            while (started && start.size() < cell.states) {
                start.add(leaf(random, batch, hidden));
            }
            Variable x = batchFirst ? leaf(random, batch, times, IN) : leaf(random, times, batch, IN);
            int[] lengths = new int[batch];
            for (int i = 0; i < batch; i++) {
                lengths[i] = 1 + i * 3 % times;
            }
            return new RecurrentPass(cell, x, start, weights, backward, batchFirst, ragged ? lengths : null);
        }

        private static Variable leaf(RandomStream random, int... sizes) {
            return Param.of(random.uniform(Shape.of(sizes)).sub(0.5));
        }
    }

    static Stream<Case> cases() {
        var cases = new ArrayList<Case>();
        for (RecurrentCell cell : RecurrentCell.values()) {
            for (int bits = 0; bits < 32; bits++) {
                cases.add(new Case(cell, 4, 3, bits % 3 == 0 ? 2 : 19, (bits & 1) != 0, (bits & 2) != 0,
                        (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0));
            }
            cases.add(new Case(cell, 1, 1, 1, true, false, false, false, false));
            cases.add(new Case(cell, 1, 1, 1, true, true, true, true, false));
            cases.add(new Case(cell, 3, 25, 290, true, true, false, true, true));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void of_anyCase_hasTheValuesAndGradientsOfTheComposedOne(Case each) {
        RecurrentPass pass = each.pass();
        List<Variable> fused = FusedRecurrence.of(pass);
        List<Variable> composed = pass.composed();

        for (int i = 0; i < composed.size(); i++) {
            close(fused.get(i).value(), composed.get(i).value());
        }
        Gradients found = loss(fused).backward();
        Gradients expected = loss(composed).backward();
        for (Variable input : pass.inputs()) {
            close(found.of(input), expected.of(input));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradient_anyCase_hasTheNumbersOfBackward(Case each) {
        RecurrentPass pass = each.pass();
        Variable[] inputs = pass.inputs().toArray(Variable[]::new);
        Variable loss = loss(FusedRecurrence.of(pass));

        List<Variable> recorded = loss.gradients(inputs);
        List<Variable> unrecorded = Mode.unrecorded(() -> loss.gradients(inputs));
        Gradients found = loss.backward();

        for (int i = 0; i < inputs.length; i++) {
            // the rectifier's slope is a constant
            assertThat(recorded.get(i).isTracked() || each.cell == RecurrentCell.RELU).isTrue();
            close(recorded.get(i).value(), found.of(inputs[i]));
            assertThat(unrecorded.get(i).value()).isEqualTo(found.of(inputs[i]));
        }
    }

    @Test
    void gradients_ofTiedInputs_countEachUseOnce() {
        var random = RandomStream.of(3);
        Param weight = Param.of(random.uniform(Shape.of(4, 4)).sub(0.5));
        Variable x = Variable.of(random.uniform(Shape.of(3, 2, 4)));
        var weights = new CellWeights(weight, weight, null, null);
        RecurrentPass first = new RecurrentPass(RecurrentCell.TANH, x, List.of(), weights, false, false, null);
        Variable below = FusedRecurrence.of(first).getFirst();
        Variable composedBelow = first.composed().getFirst();
        var second = new RecurrentPass(RecurrentCell.TANH, below, List.of(), weights, false, false, null);
        var composed = new RecurrentPass(RecurrentCell.TANH, composedBelow, List.of(), weights, false, false, null);

        Tensor expected = loss(composed.composed()).backward().of(weight);

        Variable loss = loss(FusedRecurrence.of(second));
        close(loss.gradient(weight).value(), expected);
        close(loss.backward().of(weight), expected);
    }

    @Test
    void backward_afterASweepThatThrew_hasTheSameBits() {
        RecurrentPass pass = new Case(RecurrentCell.LSTM, 4, 3, 6, true, true, false, true, false).pass();
        Gradients expected = loss(FusedRecurrence.of(pass)).backward();
        boolean[] fails = {true};
        RecurrentPass hooked = new RecurrentPass(pass.cell(), pass.x().onGradient(g -> {
            if (fails[0]) {
                throw new IllegalStateException("stop");
            }
        }), pass.start(), pass.weights(), false, true, null);
        Variable loss = loss(FusedRecurrence.of(hooked));

        assertThatThrownBy(loss::backward).hasMessage("stop");
        fails[0] = false;
        Gradients again = loss.backward();

        for (Variable input : pass.inputs()) {
            assertThat(again.of(input)).isEqualTo(expected.of(input));
        }
    }

    @Test
    void backward_severalGraphsAlive_eachHasItsOwnBits() {
        RecurrentPass pass = new Case(RecurrentCell.LSTM, 4, 3, 6, true, true, false, true, false).pass();
        RecurrentPass other = new RecurrentPass(pass.cell(), pass.x().mul(2), pass.start(), pass.weights(), true, true,
                new int[] {2, 4, 1});
        Tensor first = loss(FusedRecurrence.of(pass)).backward().of(pass.x());
        Tensor second = loss(FusedRecurrence.of(other)).backward().of(pass.x());
        // the second was recorded with an input of its own
        RecurrentPass again = new RecurrentPass(pass.cell(), pass.x().mul(2), pass.start(), pass.weights(), true, true,
                new int[] {2, 4, 1});

        Variable a = loss(FusedRecurrence.of(pass));
        Variable b = loss(FusedRecurrence.of(again));
        Variable c = loss(FusedRecurrence.of(pass));
        Mode.evaluate(() -> FusedRecurrence.of(pass));

        assertThat(b.backward().of(pass.x())).isEqualTo(second);
        assertThat(a.backward().of(pass.x())).isEqualTo(first);
        assertThat(c.backward().of(pass.x())).isEqualTo(first);
    }

    @Test
    void backward_ofSomeParams_hasTheBitsOfAll() {
        RecurrentPass pass = new Case(RecurrentCell.GRU, 4, 3, 6, true, false, true, false, true).pass();
        Gradients all = loss(FusedRecurrence.of(pass)).backward();
        Param wanted = (Param) pass.weights().weightHh();

        Gradients some = loss(FusedRecurrence.of(pass)).backward(Params.of(wanted));

        assertThat(some.of(wanted)).isEqualTo(all.of(wanted));
        assertThat(some.find(pass.x())).isEmpty();
    }

    @Test
    void backward_frozenWeight_givesTheOthersTheirs() {
        RecurrentPass pass = new Case(RecurrentCell.LSTM, 4, 3, 6, true, false, false, false, false).pass();
        Gradients all = loss(FusedRecurrence.of(pass)).backward();
        ((Param) pass.weights().weightHh()).freeze();

        Variable loss = loss(FusedRecurrence.of(pass));
        Tensor recorded = loss.gradient(pass.x()).value();
        Gradients others = loss.backward();

        assertThat(others.find(pass.weights().weightHh())).isEmpty();
        assertThat(others.of(pass.weights().weightIh())).isEqualTo(all.of(pass.weights().weightIh()));
        close(recorded, all.of(pass.x()));
    }

    @Test
    void backward_lastStatesAlone_agreesWithTheLastOutput() {
        RecurrentPass pass = new Case(RecurrentCell.GRU, 4, 3, 6, true, false, false, false, false).pass();

        Gradients ofState = FusedRecurrence.of(pass).get(1).square().sum().backward();
        Gradients ofOutput = FusedRecurrence.of(pass).get(0).select(0, -1).square().sum().backward();

        assertThat(ofState.of(pass.x())).isEqualTo(ofOutput.of(pass.x()));
    }

    @ParameterizedTest
    @CsvSource({"LSTM, true", "LSTM, false", "GRU, true", "GRU, false"})
    void run_anyNumberOfThreads_hasTheSameBits(RecurrentCell cell, boolean started) {
        RecurrentPass pass = new Case(cell, 12, 66, 65, true, started, true, true, true).pass();
        var runs = new ArrayList<List<Tensor>>();
        for (int threads : new int[] {1, 2, 5}) {
            runs.add(Threads.limit(threads, () -> {
                List<Variable> results = FusedRecurrence.of(pass);
                var all = new ArrayList<>(results.stream().map(Variable::value).toList());
                Gradients gradients = loss(results).backward();
                pass.inputs().forEach(input -> all.add(gradients.of(input)));
                Mode.evaluate(() -> FusedRecurrence.of(pass)).forEach(result -> all.add(result.value()));
                return all;
            }));
        }

        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isEqualTo(runs.get(0));
    }

    @Test
    void run_evaluated_hasTheSameBitsAndIsAConstant() {
        for (RecurrentCell cell : RecurrentCell.values()) {
            RecurrentPass pass = new Case(cell, 5, 3, 6, true, false, true, true, true).pass();
            List<Variable> recorded = FusedRecurrence.of(pass);

            List<Variable> evaluated = Mode.evaluate(() -> FusedRecurrence.of(pass));

            for (int i = 0; i < recorded.size(); i++) {
                assertThat(evaluated.get(i).value()).isEqualTo(recorded.get(i).value());
                assertThat(evaluated.get(i).isTracked()).isFalse();
            }
        }
    }

    @Test
    void run_noSequences_givesEmptyOutputsAndZeroGradients() {
        RecurrentPass pass = new Case(RecurrentCell.LSTM, 3, 0, 6, true, false, false, false, false).pass();

        List<Variable> results = FusedRecurrence.of(pass);
        Gradients gradients = loss(results).backward();

        assertThat(results.getFirst().shape()).isEqualTo(Shape.of(3, 0, 6));
        assertThat(gradients.of(pass.weights().weightHh())).isEqualTo(Tensor.zeros(24, 6));
    }

    @Test
    void run_inputAlone_startsFromZeros() {
        var random = RandomStream.of(2);
        Variable x = Variable.of(random.normal(Shape.of(4, 2, 3)));
        Variable zeros = Variable.of(Tensor.zeros(1, 2, 5));
        var rnn = Rnn.init(3, 5, random);
        var gru = Gru.init(3, 5, random);
        var lstm = Lstm.init(3, 5, random);

        assertThat(rnn.run(x).hidden().value()).isEqualTo(rnn.run(x, zeros, null).hidden().value());
        assertThat(gru.run(x).hidden().value()).isEqualTo(gru.run(x, zeros, null).hidden().value());
        assertThat(lstm.run(x).cell().value()).isEqualTo(lstm.run(x, zeros, zeros, null).cell().value());
        assertThat(lstm.run(x).output().value()).isEqualTo(lstm.forward(x).value());
    }

    @Test
    void run_numbersBeyondAnEnd_areNotLookedAt() {
        var lstm = Lstm.init(2, 3, RandomStream.of(1));
        Tensor x = RandomStream.of(2).uniform(Shape.of(3, 2, 2));
        float[] elements = x.toArray();
        elements[2 * 4 + 2] = Float.NaN; // time 2 of a sequence with 2 times
        Indices lengths = Indices.of(3, 2);

        Gradients clean = lstm.run(Variable.of(x), null, null, lengths).output().sum().backward();
        Gradients dirty = lstm.run(Variable.of(Tensor.of(x.shape(), elements)), null, null, lengths).output().sum()
                .backward();

        lstm.parameters().forEach(param -> assertThat(dirty.of(param)).isEqualTo(clean.of(param)));
    }

    @Test
    void segment_anyCell_hasTheSameGradients() {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true).withDropout(0.5);
        Tensor x = RandomStream.of(2).uniform(Shape.of(4, 3, 5));
        var plain = Gru.init(5, 6, options, RandomStream.of(1));
        var recomputed = Gru.init(5, 6, options, RandomStream.of(1));

        Gradients expected = plain.forward(Variable.of(x)).square().sum().backward();
        Gradients found = Recompute.segment(recomputed::forward, Variable.of(x)).square().sum().backward();

        var params = recomputed.parameters().list().iterator();
        plain.parameters().forEach(param -> assertThat(found.of(params.next())).isEqualTo(expected.of(param)));
    }

    @Test
    void detect_infiniteInput_namesTheLayersOperation() {
        var lstm = Lstm.init(2, 3, RandomStream.of(1));
        Tensor x = Tensor.full(Shape.of(3, 1, 2), Float.NaN);

        assertThat(Anomalies.detect(() -> lstm.forward(Tensor.zeros(3, 1, 2)).sum().backward().norm())).isFinite();
        assertThatThrownBy(() -> Anomalies.detect(() -> lstm.forward(x))).isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("lstm: read a number that was not finite already");
    }

    @Test
    void step_onABatch_lowersTheLoss() {
        var gru = Gru.init(3, 8, RecurrentOptions.DEFAULT.withBatchFirst(true), RandomStream.of(1));
        Tensor x = RandomStream.of(2).uniform(Shape.of(4, 6, 3));
        Tensor target = RandomStream.of(3).uniform(Shape.of(4, 8)).sub(0.5);
        double first = 0;
        double last = 0;
        for (int step = 0; step < 50; step++) {
            Variable loss = Losses.meanSquaredError(gru.run(Variable.of(x), null, null).hidden().select(0, 0), target);
            first = step == 0 ? loss.item() : first;
            last = loss.item();
            Gradients gradients = loss.backward();
            gru.parameters().forEach(param -> param.set(param.value().sub(gradients.of(param).mul(0.5))));
        }

        assertThat(last).isLessThan(0.5 * first);
    }

    /// A number in which each result's elements have weights of their own.
    private static Variable loss(List<Variable> results) {
        Variable sum = Variable.of(Tensor.scalar(0));
        var random = RandomStream.of(11);
        for (Variable result : results) {
            sum = sum.add(result.mul(random.uniform(result.shape()).sub(0.25)).sum());
        }
        return sum;
    }

    private static void close(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        float[] x = found.toArray();
        float[] y = expected.toArray();
        float scale = expected.shape().elements() == 0 ? 0 : expected.abs().max().item();
        for (int i = 0; i < x.length; i++) {
            assertThat(x[i]).isCloseTo(y[i], within(4e-6f * (1 + scale)));
        }
    }
}
