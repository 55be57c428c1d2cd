package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;
import java.util.List;

class AllocationTest {

    private static final String FIX =
            """

                      fix: start java with a larger heap (-Xmx), take smaller batches, compute what needs no gradient in Mode.evaluate, \
                    or keep fewer values for the backward sweep with Recompute.segment""";

    /// The largest tensor: 8 GiB.
    private static final Shape LARGEST = Shape.of(Shape.MAX_ELEMENTS);

    static List<Supplier<Object>> results() {
        Tensor one = Tensor.ones(1);
        return List.of(() -> Tensor.zeros(LARGEST), () -> Tensor.full(LARGEST, 1), () -> one.broadcastTo(LARGEST),
                () -> RandomStream.of(1).uniform(LARGEST), () -> RandomStream.of(1).normal(LARGEST));
    }

    @ParameterizedTest
    @MethodSource("results")
    void result_largerThanTheHeap_errorSaysForWhatAndWhatToDo(Supplier<Object> result) {
        long heap = Runtime.getRuntime().maxMemory();
        assumeThat(heap).as("a heap of less than 8 GiB").isLessThan(1L << 33);
        Throwable thrown = catchThrowable(result::get);

        assertThat(thrown).isExactlyInstanceOf(OutOfMemoryError.class)
                .hasCauseExactlyInstanceOf(OutOfMemoryError.class);
        assertThat(thrown.getMessage().replaceAll("AllocationTest\\.java:\\d+", "TEST"))
                .startsWith(
                        "out of memory: a tensor of shape [2147483639] needs 8589934556 bytes (8.0 GiB), and the whole"
                                + " Java heap may grow to " + heap + " bytes (")
                .endsWith("\n  at TEST" + FIX);
    }

    static List<Supplier<Object>> indices() {
        Tensor one = Tensor.ones(1, 1, 1);
        int most = Shape.MAX_ELEMENTS;
        return List.of(() -> Indices.range(0, most), () -> RandomStream.of(1).permutation(most),
                () -> one.resizeNearest(most));
    }

    @ParameterizedTest
    @MethodSource("indices")
    void indices_largerThanTheHeap_errorSaysForWhatAndWhatToDo(Supplier<Object> result) {
        assumeThat(Runtime.getRuntime().maxMemory()).as("a heap of less than 8 GiB").isLessThan(1L << 33);

        assertThat(catchThrowable(result::get)).isExactlyInstanceOf(OutOfMemoryError.class)
                .hasMessageStartingWith("out of memory: indices of shape [2147483639] needs 8589934556 bytes (8.0 GiB)")
                .hasMessageEndingWith(FIX);
    }

    @Test
    void longs_largerThanTheHeap_errorSaysForWhat() {
        assumeThat(Runtime.getRuntime().maxMemory()).as("a heap of less than 16 GiB").isLessThan(1L << 34);
        assertThat(catchThrowable(() -> Allocation.longs(LARGEST))).isExactlyInstanceOf(OutOfMemoryError.class)
                .message()
                .startsWith("out of memory: 64-bit integers of shape [2147483639] needs 17179869112 bytes (16.0 GiB)");
    }

    @Test
    void tooLarge_wholeMessage_isInBytesAndWords() {
        var cause = new OutOfMemoryError("Java heap space");

        assertThat(Allocation.tooLarge("a mask", Shape.of(3, 1 << 20), 1, 5L << 29, "Net.java:31", cause))
                .hasCause(cause).hasMessage(
                        """
                                out of memory: a mask of shape [3, 1048576] needs 3145728 bytes (3.0 MiB), and the whole Java heap may \
                                grow to 2684354560 bytes (2.5 GiB)
                                  at Net.java:31"""
                                + FIX);
        assertThat(Allocation.tooLarge("indices", Shape.of(2), 4, 1 << 30, "", cause)).hasMessage(
                "out of memory: indices of shape [2] needs 8 bytes (0.0 MiB), and the whole Java heap may grow to 1073741824"
                        + " bytes (1.0 GiB)" + FIX);
    }
}
