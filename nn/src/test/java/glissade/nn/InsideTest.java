package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Recompute;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Assertions are on in tests, so an array that was given back too early is NaN.
class InsideTest {

    private static final Shape SHAPE = Shape.of(3, 11, 32);

    private final Tensor x = RandomStream.of(1).normal(SHAPE);
    private final Tensor memory = RandomStream.of(2).normal(Shape.of(3, 7, 32));

    private static TransformerOptions options(boolean normFirst, double dropout, Layer activation) {
        return TransformerOptions.DEFAULT.withFeedForward(48).withNormFirst(normFirst).withDropout(dropout)
                .withActivation(activation);
    }

    /// A layer of a user's own: nothing that it sees is given back.
    private static final Layer OWN = Variable::relu;

    /// Steps of the same bits, whatever is in the pool, and results that stay.
    private static void requireSteady(Stateful net, Function<Variable, Variable> forward, Tensor input) {
        Tensor inputBefore = copy(input);
        Tensor output = null;
        Gradients gradients = null;
        var held = new ArrayList<Tensor>();
        for (int step = 0; step < 4; step++) {
            var in = Variable.tracked(input);
            Variable y = forward.apply(in);
            held.add(y.value());
            Gradients now = y.square().sum().backward();
            if (output == null || gradients == null) {
                output = copy(y.value());
                gradients = now;
            }
            for (var param : net.parameters()) {
                assertThat(now.of(param)).isEqualTo(gradients.of(param));
                assertThat(now.of(param).isNaN().any()).isFalse();
            }
            assertThat(Mode.evaluate(() -> forward.apply(Variable.of(input))).value()).isEqualTo(output);
            assertThat(now.of(in).isNaN().any()).isFalse();
        }
        Tensor first = output;
        assertThat(held).allSatisfy(y -> assertThat(y).isEqualTo(first));
        assertThat(input).isEqualTo(inputBefore);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encoder_stepsOfTraining_areTheSame(boolean normFirst) {
        for (Layer activation : List.of(new Relu(), Activation.GELU, OWN)) {
            var net = TransformerEncoder.init(3, 32, 4, options(normFirst, 0, activation), RandomStream.of(3));
            requireSteady(net, y -> net.forward(y, AttentionMask.CAUSAL), x);
        }
    }

    /// What a segment's second run records serves again before the segments below it run.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encoder_asSegmentsOneAfterTheOther_givesTheSameNumbers(boolean normFirst) {
        var net = TransformerEncoder.init(3, 32, 4, options(normFirst, 0, new Relu()), RandomStream.of(3));
        Function<Variable, Variable> segments = y -> {
            Variable z = y;
            for (TransformerEncoderLayer layer : net.layers()) {
                z = Recompute.segment(layer::forward, z);
            }
            return net.norm() == null ? z : net.norm().forward(z);
        };
        requireSteady(net, segments, x);

        Gradients plain = net.forward(Variable.of(x)).square().sum().backward();
        Gradients again = segments.apply(Variable.of(x)).square().sum().backward();
        assertThat(net.parameters()).allSatisfy(param -> assertThat(again.of(param)).isEqualTo(plain.of(param)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decoder_stepsOfTraining_areTheSame(boolean normFirst) {
        var net = TransformerDecoder.init(2, 32, 4, options(normFirst, 0, new Relu()), RandomStream.of(3));
        Tensor before = copy(memory);

        requireSteady(net, y -> net.forward(y, Variable.of(memory), AttentionMask.CAUSAL, AttentionMask.NONE), x);

        assertThat(memory).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encoder_layersOfOnesOwn_giveTheSameNumbers(boolean normFirst) {
        for (double dropout : new double[] {0, 0.3}) {
            var net = TransformerEncoderLayer.init(32, 4, options(normFirst, dropout, new Relu()), RandomStream.of(4));
            var twin = TransformerEncoderLayer.init(32, 4, options(normFirst, dropout, OWN),
                    RandomStream.of(4));
            for (int step = 0; step < 3; step++) {
                Variable y = net.forward(Variable.of(x));
                Variable z = twin.forward(Variable.of(x));
                assertThat(y.value()).isEqualTo(z.value());
                var ours = y.square().sum().backward();
                var theirs = z.square().sum().backward();
                var others = twin.parameters().iterator();
                net.parameters().forEach(param -> assertThat(ours.of(param)).isEqualTo(theirs.of(others.next())));
            }
        }
    }

    @Test
    void encoder_activationThatKeepsWhatItSees_findsItUnchanged() {
        var kept = new ArrayList<Variable>();
        var copies = new ArrayList<Tensor>();
        Layer keeper = hidden -> {
            Variable y = hidden.relu();
            for (Variable seen : List.of(hidden, y)) {
                kept.add(seen);
                copies.add(copy(seen.value()));
            }
            return y;
        };
        var net = TransformerEncoder.init(2, 32, 4, options(false, 0, keeper), RandomStream.of(5));

        net.forward(x).sum().backward();
        net.predict(x);
        net.forward(x).sum().backward();

        assertThat(kept).hasSize(12);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).value()).isEqualTo(copies.get(i));
        }
    }

    /// The loss does not lead to what the activation holds, so the first sweep leaves the way back from there as it is.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void transformer_activationThatKeepsWhatItCutsOff_canBeSweptFromThere(boolean normFirst) {
        var kept = new ArrayList<Variable>();
        Layer keeper = hidden -> {
            kept.add(hidden);
            return hidden.detach().relu();
        };
        var encoder = TransformerEncoderLayer.init(32, 4, options(normFirst, 0, keeper), RandomStream.of(5));
        var decoder = TransformerDecoderLayer.init(32, 4, options(normFirst, 0, keeper), RandomStream.of(5));
        for (Linear linear : List.of(encoder.linear1(), decoder.linear1())) {
            boolean inEncoder = linear == encoder.linear1();
            (inEncoder ? encoder : decoder).parameters().freeze();
            linear.weight().unfreeze();
            (inEncoder ? encoder.linear2() : decoder.linear2()).weight().unfreeze();
            Supplier<Variable> loss = () -> (inEncoder ? encoder.forward(Variable.of(x))
                    : decoder.forward(Variable.of(x), Variable.of(memory), AttentionMask.NONE, AttentionMask.NONE))
                    .square().sum();

            loss.get();
            Tensor quiet = kept.removeLast().square().sum().backward().of(linear.weight());
            loss.get().backward();
            Tensor after = kept.removeLast().square().sum().backward().of(linear.weight());

            assertThat(after).isEqualTo(quiet);
            assertThat(after.isNaN().any()).isFalse();
        }
    }

    @Test
    void encoder_penaltyOnTheGradient_isTheSameEachTime() {
        var net = TransformerEncoderLayer.init(32, 4, options(true, 0, new Tanh()), RandomStream.of(6));
        var in = Variable.tracked(x);

        var first = net.forward(in).square().sum().gradient(in).square().sum().backward();
        var second = net.forward(in).square().sum().gradient(in).square().sum().backward();

        net.parameters().forEach(param -> assertThat(second.find(param)).isEqualTo(first.find(param)));
        assertThat(second.of(in).isNaN().any()).isFalse();
    }

    @Test
    void attention_learnedBiasAndWeights_stay() {
        var attention = MultiHeadAttention.init(32, 4, RandomStream.of(7));
        var bias = Variable.tracked(RandomStream.of(8).normal(Shape.of(11, 11)));
        requireSteady(attention, y -> attention.forward(y, AttentionMask.NONE.withBias(bias)), x);

        var in = Variable.of(x);
        var out = attention.attend(in, in, in, AttentionMask.NONE);
        Tensor weights = copy(out.weights().value());
        out.output().sum().add(out.weights().square().sum()).backward();
        attention.forward(in).sum().backward();

        assertThat(out.weights().value()).isEqualTo(weights);
    }

    @Test
    void residual_ofItsOwnInput_keepsIt() {
        var dropped = new Residual(new Dropout(0, RandomStream.of(1)));
        var net = Sequential.of(Linear.init(32, 32, RandomStream.of(9)), dropped, new Residual(new Tanh()),
                new Residual(Sequential.of(new Relu(), new Dropout(0, RandomStream.of(1)))),
                Linear.init(32, 32, RandomStream.of(10)));
        requireSteady(net, net::forward, x);
    }

    @Test
    void backward_whileAnotherThreadSweepsTheSameGraph_isRefusedAndDoesNoHarm() {
        var net = TransformerEncoderLayer.init(32, 4, options(true, 0, new Tanh()), RandomStream.of(6));
        Gradients alone = net.forward(Variable.of(x)).sum().backward();
        Variable y = net.forward(Variable.of(x));
        Variable other = y.square().sum();
        var refused = new ArrayList<@Nullable Throwable>();
        Variable loss = y.onGradient(g -> CompletableFuture.runAsync(() -> {
            refused.add(catchThrowable(other::backward));
            refused.add(catchThrowable(() -> other.gradient(y)));
        }).join()).sum();

        Gradients gradients = loss.backward();

        assertThat(refused).hasSize(2).allSatisfy(error -> assertThat(error)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("backward: another sweep is going through this graph, at its operation '")
                .hasMessageContaining("and will consume it\n  fix: let one sweep end before the next begins"));
        net.parameters().forEach(param -> assertThat(gradients.of(param)).isEqualTo(alone.of(param)));
    }

    @Test
    void backward_afterOneThatFailed_givesTheGradients() {
        var net = TransformerEncoderLayer.init(32, 4, options(true, 0, new Tanh()), RandomStream.of(6));
        Gradients alone = net.forward(Variable.of(x)).sum().backward();
        var fails = new AtomicBoolean(true);
        Variable loss = net.forward(Variable.of(x)).onGradient(g -> {
            if (fails.get()) {
                throw new UnsupportedOperationException("once");
            }
        }).sum();

        assertThat(catchThrowable(loss::backward)).isExactlyInstanceOf(UnsupportedOperationException.class);
        fails.set(false);
        Gradients gradients = loss.backward();

        net.parameters().forEach(param -> assertThat(gradients.of(param)).isEqualTo(alone.of(param)));
    }

    private static Tensor copy(Tensor x) {
        return Tensor.of(x.shape(), x.toArray());
    }
}
