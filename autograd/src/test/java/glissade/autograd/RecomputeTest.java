package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecomputeTest {

    private static final int DEPTH = 8;

    private final RandomStream random = RandomStream.of(5);
    private final List<Param> weights = IntStream.range(0, DEPTH)
            .mapToObj(i -> Param.of(RandomStream.of(i).uniform(Shape.of(6, 6), -0.7, 0.7))).toList();
    private final Param x = Param.of(RandomStream.of(99).uniform(Shape.of(4, 6), -1, 1));
    private final AtomicInteger runs = new AtomicInteger();

    /// A layer with dropout; the first weight is tied into all.
    private Variable layer(int i, Variable in) {
        runs.incrementAndGet();
        Tensor kept = random.bernoulli(in.shape(), 0.8).toTensor();
        return in.matmul(weights.get(i)).tanh().mul(kept).matmul(weights.get(0)).add(in);
    }

    private Variable net(boolean segments) {
        random.moveTo(0);
        Variable y = x;
        for (int i = 0; i < DEPTH; i += 2) {
            int at = i;
            UnaryOperator<Variable> block = in -> layer(at + 1, layer(at, in));
            y = segments ? Recompute.segment(block, y) : block.apply(y);
        }
        return y.square().mean();
    }

    private List<Tensor> gradients(Supplier<Variable> loss) {
        Gradients gradients = loss.get().backward();
        var all = new ArrayList<Tensor>();
        weights.forEach(weight -> all.add(gradients.of(weight)));
        all.add(gradients.of(x));
        return all;
    }

    @Test
    void backward_withAndWithoutSegments_sameBits() {
        List<Tensor> plain = gradients(() -> net(false));
        long position = random.position();
        int plainRuns = runs.get();
        List<Tensor> recomputed = gradients(() -> net(true));

        assertThat(recomputed).isEqualTo(plain);
        assertThat(random.position()).isEqualTo(position);
        assertThat(plainRuns).isEqualTo(DEPTH);
        assertThat(runs).hasValue(plainRuns + 2 * DEPTH);
    }

    @Test
    void backward_nestedSegments_sameBits() {
        List<Tensor> plain = gradients(() -> net(false));
        random.moveTo(0);
        List<Tensor> nested = gradients(() -> Recompute.segment(() -> {
            Variable y = x;
            for (int i = 0; i < DEPTH; i += 2) {
                int at = i;
                y = Recompute.segment(in -> layer(at + 1, Recompute.segment(z -> layer(at, z), in)), y);
            }
            return y;
        }).square().mean());

        assertThat(nested).isEqualTo(plain);
    }

    @Test
    void backward_givenParams_pullsNoOthers() {
        var pulled = new AtomicInteger();
        Variable y = Recompute.segment(in -> in.mul(weights.get(0).onGradient(g -> pulled.incrementAndGet()))
                .mul(weights.get(1)), weights.get(2).mul(1));
        Gradients gradients = y.sum().backward(Params.of(weights.get(1)));

        assertThat(gradients.leaves()).containsExactly(weights.get(1));
        assertThat(gradients.of(weights.get(1))).isEqualTo(weights.get(0).value().mul(weights.get(2).value()));
        assertThat(pulled).hasValue(0);
    }

    @Test
    void backward_rowsOfATable_staySparse() {
        Param table = Param.of(Tensor.of(Shape.of(4, 1), 1, 2, 3, 4));
        Gradient gradient = Recompute.segment(() -> table.rows(Indices.of(2, 0, 2)).square()).sum().backward()
                .entry(table).orElseThrow();

        assertThat(gradient).isInstanceOf(Gradient.Rows.class);
        assertThat(gradient.dense()).isEqualTo(Tensor.of(Shape.of(4, 1), 2, 0, 12, 0));
    }

    @Test
    void backward_frozenParamInside_getsNone() {
        weights.get(1).freeze();
        Gradients gradients =
                Recompute.segment(in -> in.mul(weights.get(1)).mul(weights.get(0)), weights.get(2)).sum().backward();

        assertThat(gradients.leaves()).containsExactlyInAnyOrder(weights.get(0), weights.get(2));
    }

    @Test
    void backward_variableReadInsideAndBeside_gradientsAddUp() {
        Param w = Param.of(Tensor.of(2f));
        Variable outside = w.square();
        Variable y = Recompute.segment(in -> in.mul(outside).mul(w), w).add(outside).add(w); // w⁴ + w² + w

        assertThat(y.sum().backward().of(w)).isEqualTo(Tensor.of(4 * 8 + 4 + 1f));
    }

    @Test
    void backward_modeOfTheFirstRun_isThatOfTheSecond() {
        var modes = new ArrayList<String>();
        UnaryOperator<Variable> f = in -> {
            modes.add((Mode.isRecording() ? "recording " : "") + (Mode.isTraining() ? "training " : "")
                    + (Mode.isRecomputing() ? "again" : ""));
            Mode.train(() -> modes.add("nested " + Mode.isRecomputing()));
            return in.square();
        };
        Mode.atTest(() -> Recompute.segment(f, x)).sum().backward();
        Recompute.segment(f, x).sum().backward();

        assertThat(modes).containsExactly("recording ", "nested false", "recording again", "nested true",
                "recording training ", "nested false", "recording training again", "nested true");
        assertThat(Mode.isRecomputing()).isFalse();
    }

    @Test
    void gradient_firstAndSecondDerivative_agreeWithDifferences() {
        GradientCheck.of(v -> Recompute.segment(in -> in.tanh().mul(v.get(1)).exp(), v.get(0)).mul(v.get(1)),
                Tensor.of(0.5f, -1, 0.2f), Tensor.of(0.3f, 1, -0.8f)).requireCorrect();
        GradientCheck.of(v -> Recompute.segment(() -> Recompute.segment(Variable::exp, v.get(0).square()).tanh()),
                Tensor.of(0.5f, -1, 0.2f)).requireCorrect();
    }

    @Test
    void gradient_withAndWithoutSegments_sameBitsAndTheGraphStays() {
        Variable loss = net(true);
        Tensor first = loss.gradient(x).value();

        assertThat(first).isEqualTo(net(false).gradient(x).value());
        assertThat(loss.gradient(x).value()).isEqualTo(first);
        assertThat(loss.backward().of(x)).isEqualTo(first);
    }

    @Test
    void segment_nothingToRecord_isItsFunction() {
        Variable constant = Recompute.segment(in -> in.detach().square(), x);

        assertThat(constant.isTracked()).isFalse();
        assertThat(Recompute.segment(in -> in, x)).isSameAs(x);
        assertThat(Mode.evaluate(() -> Recompute.segment(Variable::square, x)).isTracked()).isFalse();
        Variable fresh = Recompute.segment(() -> Variable.tracked(Tensor.of(1, 2)));
        assertThat(fresh.sum().backward().of(fresh)).isEqualTo(Tensor.of(1, 1));
    }

    @Test
    void segment_leafMadeInside_isItsOwn() {
        // a slope inside the segment, with respect to a variable of its own
        UnaryOperator<Variable> slope = in -> {
            Variable point = Variable.tracked(in.value());
            return point.square().sum().gradient(point).mul(in);
        };

        assertThat(Recompute.segment(slope, x).sum().backward().of(x)).isEqualTo(slope.apply(x).sum().backward().of(x));
    }

    @Test
    void segment_paramMadeAtFirstRun_getsItsGradient() {
        var lazy = new ArrayList<Param>();
        Gradients gradients = Recompute.segment(in -> {
            if (lazy.isEmpty()) {
                lazy.add(Param.of(Tensor.of(3f)));
            }
            return in.mul(lazy.getFirst());
        }, x).sum().backward();

        assertThat(gradients.of(lazy.getFirst()).shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void segment_intermediates_areNotKept() {
        var plain = new ArrayList<WeakReference<Tensor>>();
        var inSegments = new ArrayList<WeakReference<Tensor>>();
        Variable a = x;
        Variable b = x;
        for (int i = 0; i < 4; i++) {
            a = chain(a, plain);
            b = Recompute.segment(in -> chain(in, inSegments), b);
        }

        assertThat(alive(inSegments, 4)).isEqualTo(4); // each segment's result is the next one's input
        assertThat(alive(plain, 40)).isEqualTo(40); // tanh keeps its output
        assertThat(b.sum().backward().of(x)).isEqualTo(a.sum().backward().of(x));
        assertThat(alive(inSegments, 1)).as("after the sweep only what the program holds").isEqualTo(1);
    }

    private static Variable chain(Variable in, List<WeakReference<Tensor>> made) {
        Variable y = in;
        for (int i = 0; i < 10; i++) {
            y = y.tanh();
            made.add(new WeakReference<>(y.value()));
        }
        return y;
    }

    private static long alive(List<WeakReference<Tensor>> references, int expected) {
        long alive = Long.MAX_VALUE;
        for (int i = 0; i < 20 && alive > expected; i++) {
            System.gc();
            alive = references.stream().filter(reference -> reference.get() != null).count();
        }
        return alive;
    }

    @Test
    void backward_bodyThrowsInTheSecondRun_canBeSweptAgain() {
        Variable loss = Recompute.segment(in -> {
            random.bits();
            if (runs.incrementAndGet() == 2) {
                throw new ArithmeticException("once");
            }
            return in.square();
        }, x).sum();

        assertThatThrownBy(loss::backward).hasMessage("once");
        assertThat(random.position()).isEqualTo(2);
        assertThat(loss.backward().of(x)).isEqualTo(x.value().mul(2));
    }

    @Test
    void backward_segmentTwice_isRefused() {
        Variable y = Recompute.segment(Variable::square, x);
        y.sum().backward();

        assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("already consumed");
    }

    @Test
    void backward_paramChangedInBetween_isRefusedByName() {
        Params.of(weights.toArray(Param[]::new));
        Variable loss = Recompute.segment(in -> in.matmul(weights.get(1)), x).sum();
        weights.get(1).update(elements -> elements[0] = 7);

        assertThat(catchThrowable(loss::backward)).hasMessage(
                """
                        backward: param 1 [6, 6] has changed since operation 'segment' read it, so the gradient would be that of \
                        another computation
                          fix: compute the loss after the change, or call backward() before it; a copy taken with detach() does not \
                        change""");
    }

    private String refusal(UnaryOperator<Variable> f) {
        Variable loss = Recompute.segment(f, x).sum();
        return catchThrowable(loss::backward).getMessage().replaceAll("RecomputeTest\\.java:\\d+", "TEST");
    }

    private static String differs(String what) {
        return "segment: run again for the backward sweep, the segment at TEST computed " + what
                + ", so the gradient would be that of another computation\n  fix: a segment reads nothing that changes between"
                + " its two runs, takes its random numbers from a RandomStream, and changes nothing that it reads; a layer that keeps statistics asks Mode.isRecomputing()";
    }

    @Test
    void backward_segmentComputesSomethingElse_isRefused() {
        assertThat(refusal(in -> in.mul(runs.incrementAndGet()))).isEqualTo(differs("other numbers"));
        runs.set(0);
        assertThat(refusal(in -> runs.incrementAndGet() == 2 ? in.square().sum(0) : in.square()))
                .isEqualTo(differs("a result of shape [6] in place of [4, 6]"));
        runs.set(0);
        assertThat(refusal(in -> runs.incrementAndGet() == 2 ? in.square().detach() : in.square()))
                .isEqualTo(differs("nothing that can be differentiated"));
        Param same = Param.of(x.value());
        runs.set(0);
        assertThat(refusal(in -> runs.incrementAndGet() == 2 ? same.square() : in.square()))
                .isEqualTo(differs("something of a variable that it did not read the first time"));
    }
}
