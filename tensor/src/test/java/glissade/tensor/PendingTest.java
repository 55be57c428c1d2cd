package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors that are computed when they are first read have the elements of those that are computed at once.
class PendingTest {

    private static final List<UnaryOperator<Tensor>> FUNCTIONS =
            List.of(Tensor::relu, Tensor::neg, Tensor::tanh, x -> x.mul(0.75),
                    x -> x.rsub(1), x -> x.clamp(-0.5, 0.5), Tensor::exp, Tensor::abs);

    private static final List<BinaryOperator<Tensor>> LOOPS =
            List.of(Tensor::add, Tensor::sub, Tensor::mul, Tensor::div, Tensor::maximum, Tensor::minimum);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void read_expressionsDrawnAtRandom_asComputedOneByOne(int seed) {
        // more than two blocks, no multiple of anything; rows, columns, single numbers and whole tensors
        var leaves = List.of(random(seed, 37, 113), random(seed + 100, 37, 113), random(seed + 200, 113),
                random(seed + 300, 37, 1), random(seed + 400, 1), random(seed + 500, 1, 113));

        List<Tensor> later = drawn(seed, leaves, x -> x);
        List<Tensor> atOnce = drawn(seed, leaves, PendingTest::atOnce);

        for (int i : RandomStream.of(seed).permutation(later.size()).toArray()) {
            assertThat(later.get(i)).as("step %d", i).isEqualTo(atOnce.get(i));
        }
    }

    /// Thirty operations, each on what was there before, old or new.
    private static List<Tensor> drawn(int seed, List<Tensor> leaves, UnaryOperator<Tensor> each) {
        var all = new ArrayList<>(leaves);
        var random = new Random(seed);
        for (int step = 0; step < 30; step++) {
            Tensor x = pick(random, all);
            Tensor y = random.nextInt(3) == 0 ? FUNCTIONS.get(random.nextInt(FUNCTIONS.size())).apply(x)
                    : LOOPS.get(random.nextInt(LOOPS.size())).apply(x, pick(random, all));
            all.add(each.apply(y));
        }
        return all;
    }

    /// One of the last few twice out of three times, so that chains become long.
    private static Tensor pick(Random random, List<Tensor> all) {
        int n = all.size();
        return all.get(random.nextInt(3) > 0 ? n - 1 - random.nextInt(3) : random.nextInt(n));
    }

    /// In a chain a kernel writes over what it reads.
    @Test
    void read_anyFunctionInAChain_asOfAStoredTensor() throws ReflectiveOperationException {
        float[] numbers = random(1, 2 * Step.BLOCK + 13).mul(4).toArray();
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 1e30f, 3e5f, 1e-40f};
        for (int i = 0; i < numbers.length; i += 7) {
            numbers[i] = special[i % special.length];
        }
        Tensor x = Tensor.of(numbers);
        Tensor stored = atOnce(x.neg());
        for (Class<?> family : List.of(ElementwiseOps.class, FunctionOps.class, ActivationOps.class)) {
            for (Method method : family.getMethods()) {
                Object[] arguments = switch (Arrays.toString(method.getParameterTypes())) {
                    case "[]" -> new Object[0];
                    case "[double]" -> new Object[] {0.3};
                    case "[double, double]" -> new Object[] {0.5, 2.0};
                    case "[class glissade.tensor.Tensor]" -> new Object[] {Tensor.of(0.25f)};
                    default -> null;
                };
                // the axis of a softmax, and the like, are no elementwise operations' arguments
                if (arguments != null && method.getReturnType() == Tensor.class) {
                    assertThat(method.invoke(x.neg(), arguments)).as(method.toString())
                            .isEqualTo(method.invoke(stored, arguments));
                }
            }
        }
    }

    @Test
    void read_bothSidesOfBothSidesPending_asComputedOneByOne() {
        int n = 2 * Step.BLOCK + 3;
        Tensor[] x = IntStream.range(0, 4).mapToObj(i -> random(i, n)).toArray(Tensor[]::new);
        Tensor[] exps = Stream.of(x).map(Tensor::exp).toArray(Tensor[]::new);
        Stream.of(exps).forEach(PendingTest::atOnce);
        Tensor right = x[0].exp().sub(x[1].exp().sub(x[2].exp()));
        Tensor left = x[0].exp().sub(x[1].exp()).sub(x[2].exp());
        Tensor both = x[0].exp().sub(x[1].exp()).div(x[2].exp().sub(x[3].exp()));
        Tensor nested = x[0].exp().sub(x[1].exp().sub(x[2].exp().sub(x[3].exp())));

        assertThat(right).isEqualTo(exps[0].sub(atOnce(exps[1].sub(exps[2]))));
        assertThat(left).isEqualTo(atOnce(exps[0].sub(exps[1])).sub(exps[2]));
        assertThat(both).isEqualTo(atOnce(exps[0].sub(exps[1])).div(atOnce(exps[2].sub(exps[3]))));
        assertThat(nested).isEqualTo(exps[0].sub(atOnce(exps[1].sub(atOnce(exps[2].sub(exps[3]))))));
    }

    private static Tensor atOnce(Tensor x) {
        x.data();
        return x;
    }

    /// Several tasks, each of several blocks, whose borders are no borders of rows.
    @Test
    void read_splitOverThreads_asComputedOneByOne() {
        Tensor x = random(1, 701, 613);
        Tensor y = random(2, 701, 613);
        Tensor row = random(3, 613);
        Tensor column = random(4, 701, 1);
        Tensor one = atOnce(x.add(row));
        Tensor expected = atOnce(atOnce(one.mul(column)).sub(atOnce(atOnce(y.tanh()).mul(row))));
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> atOnce(x.add(row)))).isEqualTo(one);
            assertThat(Threads.limit(threads, () -> atOnce(x.add(row).mul(column).sub(y.tanh().mul(row)))))
                    .isEqualTo(expected);
        }
        assertThat(one.at(350, 77)).isEqualTo(x.at(350, 77) + row.at(77));
        assertThat(expected.at(700, 612))
                .isEqualTo((x.at(700, 612) + row.at(612)) * column.at(700, 0) - y.tanh().at(700, 612) * row.at(612));
    }

    @Test
    void read_chain_runsEachOperationOnceOverEachElement() {
        int n = 3 * Step.BLOCK + 5;
        var runs = new AtomicInteger();
        var x = counted(counted(counted(Tensor.range(n), runs), runs), runs);
        assertThat(runs).hasValue(0);

        assertThat(x.at(n - 1)).isEqualTo(n + 2f);
        assertThat(x.at(0)).isEqualTo(3);
        assertThat(runs).hasValue(3 * n);
    }

    @Test
    void read_takenByTwoOperations_isComputedOnce() {
        int n = 100;
        var runs = new AtomicInteger();
        var x = counted(Tensor.range(n), runs);
        var first = x.mul(2);
        var second = x.mul(3);

        assertThat(first.at(7)).isEqualTo(16);
        assertThat(second.at(7)).isEqualTo(24);
        assertThat(x.at(7)).isEqualTo(8);
        assertThat(runs).hasValue(n);
    }

    @Test
    void read_bothSidesTheSamePendingTensor_isComputedOnce() {
        int n = 100;
        var runs = new AtomicInteger();
        var x = counted(Tensor.range(n), runs);

        assertThat(x.mul(x).at(6)).isEqualTo(49);
        assertThat(runs).hasValue(n);
    }

    @Test
    void read_longChain_isCutBeforeItsEnd() {
        int n = 50;
        var runs = new AtomicInteger();
        var all = new ArrayList<Tensor>();
        Tensor x = Tensor.range(n);
        for (int i = 0; i < 200; i++) {
            x = counted(x, runs);
            all.add(x);
        }
        // the worst order: nothing in the middle is stored
        for (Tensor each : all.reversed()) {
            each.data();
        }

        assertThat(all.getLast().at(3)).isEqualTo(203);
        assertThat(runs.get()).isLessThanOrEqualTo(16 * 200 * n);
    }

    @Test
    void add_sumOfMany_holdsAFewAtATime() {
        var parts = new ArrayList<WeakReference<float[]>>();
        Tensor sum = Tensor.zeros(1000);
        // fewer than the operations of a chain
        for (int i = 0; i < 14; i++) {
            Tensor part = Tensor.full(Shape.of(1000), i);
            parts.add(new WeakReference<>(part.data()));
            sum = sum.add(part);
        }
        for (int tries = 0; tries < 50 && held(parts) > 4; tries++) {
            System.gc();
        }

        assertThat(held(parts)).isLessThanOrEqualTo(4);
        assertThat(sum.at(999)).isEqualTo(91);
    }

    @Test
    void read_afterwards_letsGoOfTheInputs() {
        var inputs = new ArrayList<WeakReference<float[]>>();
        Tensor x = Tensor.full(Shape.of(1000), 3);
        inputs.add(new WeakReference<>(x.data()));
        Tensor y = x.mul(2).add(1);
        x = y;
        assertThat(y.at(0)).isEqualTo(7);
        for (int tries = 0; tries < 50 && held(inputs) > 0; tries++) {
            System.gc();
        }

        assertThat(held(inputs)).isZero();
        assertThat(x.at(999)).isEqualTo(7);
    }

    private static long held(List<WeakReference<float[]>> references) {
        return references.stream().filter(reference -> reference.get() != null).count();
    }

    @Test
    void read_fromSeveralThreadsAtOnce_allGetOneArray() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Tensor x = random(round, 5000);
            Tensor inner = x.mul(2);
            Tensor outer = inner.add(x).tanh();
            Tensor expected = Tensor.of(x.shape(), x.mul(2).add(x).tanh().toArray());
            var start = new CountDownLatch(1);
            float[][] seen = new float[8][];
            var threads = IntStream.range(0, seen.length).mapToObj(i -> Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                seen[i] = (i % 2 == 0 ? outer : inner).data();
            })).toList();
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }

            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).isSameAs((i % 2 == 0 ? outer : inner).data());
            }
            assertThat(outer).isEqualTo(expected);
        }
    }

    @Test
    void read_loopThatFails_failsAgainAndLeavesTheTensorAsItWas() {
        var fails = new boolean[] {true};
        Tensor x = Tensor.range(10).map((a, ao, y, yo, n) -> {
            if (fails[0]) {
                throw new IllegalStateException("not yet");
            }
            System.arraycopy(a, ao, y, yo, n);
        }).mul(2);

        assertThatThrownBy(x::sum).hasMessage("not yet");
        assertThatThrownBy(() -> x.at(1)).hasMessage("not yet");
        fails[0] = false;
        assertThat(x.at(9)).isEqualTo(18);
    }

    /// Adds 1, and counts the elements.
    private static Tensor counted(Tensor x, AtomicInteger elements) {
        return x.map((a, ao, y, yo, n) -> {
            elements.addAndGet(n);
            for (int i = 0; i < n; i++) {
                y[yo + i] = a[ao + i] + 1;
            }
        });
    }

    private static Tensor random(int seed, int... sizes) {
        return RandomStream.of(seed).normal(Shape.of(sizes));
    }
}
