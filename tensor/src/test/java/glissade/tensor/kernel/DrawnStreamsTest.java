package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DrawnStreamsTest {

    private final RandomStream a = RandomStream.of(1);
    private final RandomStream b = RandomStream.of(2);
    private final DrawnStreams drawn = new DrawnStreams();
    private final Supplier<List<Object>> body =
            () -> List.of(a.uniform(Shape.of(3)), a.normal(Shape.of(2)), b.below(10), a.permutation(5), b.bits());

    @Test
    void replay_laterPositions_drawsTheSameAndPutsBack() {
        a.moveTo(7);
        var first = drawn.during(body);
        a.uniform(Shape.of(100));
        long positionA = a.position();
        long positionB = b.position();

        assertThat(drawn.replay(body)).isEqualTo(first);
        assertThat(drawn.replay(body)).isEqualTo(first);
        assertThat(a.position()).isEqualTo(positionA);
        assertThat(b.position()).isEqualTo(positionB);
    }

    @Test
    void replay_copyOfAStream_isReplayedToo() {
        Supplier<Tensor> copies = () -> a.copy().uniform(Shape.of(3));
        Tensor first = drawn.during(copies);
        a.uniform(Shape.of(100));

        assertThat(drawn.replay(copies)).isEqualTo(first);
        assertThat(a.position()).isEqualTo(100);
    }

    @Test
    void replay_bodyMovesAStream_isUndone() {
        drawn.during(() -> true);
        a.moveTo(5);
        drawn.replay(() -> {
            a.moveTo(1000);
            b.bits();
            return true;
        });

        assertThat(a.position()).isEqualTo(5);
        assertThat(b.position()).isZero();
    }

    @Test
    void replay_bodyThrows_streamsAreBack() {
        drawn.during(body);
        long position = a.position();

        assertThatThrownBy(() -> drawn.replay(() -> {
            a.bits();
            throw new IllegalStateException("inside");
        })).hasMessage("inside");
        assertThat(a.position()).isEqualTo(position);
    }

    @Test
    void during_nested_bothNoteTheFirstPosition() {
        var inner = new DrawnStreams();
        Tensor first = drawn.during(() -> inner.during(() -> a.uniform(Shape.of(3))));

        assertThat(drawn.replay(() -> a.uniform(Shape.of(3)))).isEqualTo(first);
        assertThat(inner.replay(() -> a.uniform(Shape.of(3)))).isEqualTo(first);
        assertThat(a.position()).isEqualTo(3);
    }
}
