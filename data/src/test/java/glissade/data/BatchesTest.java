package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    /// A data set whose batches are the row numbers.
    private record Rows(int size) implements Dataset<Indices> {
        @Override
        public Indices batch(Indices rows) {
            return rows;
        }
    }

    private static List<Indices> epoch(Batches<Indices> batches, int epoch) {
        var list = new ArrayList<Indices>();
        batches.epoch(epoch).forEach(list::add);
        return list;
    }

    @Test
    void epoch_inOrder_keepsThePartialBatch() {
        assertThat(epoch(Batches.of(new Rows(7), 3), 5))
                .containsExactly(Indices.of(0, 1, 2), Indices.of(3, 4, 5), Indices.of(6));
    }

    @Test
    void epoch_droppingLast_leavesThePartialBatchOut() {
        assertThat(epoch(Batches.of(new Rows(7), 3).droppingLast(), 0))
                .containsExactly(Indices.of(0, 1, 2), Indices.of(3, 4, 5));
        assertThat(epoch(Batches.of(new Rows(6), 3).droppingLast(), 0)).hasSize(2);
        assertThat(epoch(Batches.of(new Rows(0), 3).droppingLast(), 0)).isEmpty();
    }

    /// The orders were computed by an independent program: they pin the bits for all time.
    @Test
    void epoch_shuffled_isPinned() {
        var batches = Batches.of(new Rows(7), 3).shuffled(42);

        assertThat(epoch(batches, 0)).containsExactly(Indices.of(3, 4, 6), Indices.of(1, 2, 5), Indices.of(0));
        assertThat(epoch(batches, 1)).containsExactly(Indices.of(6, 3, 1), Indices.of(4, 2, 0), Indices.of(5));
    }

    @Test
    void epoch_again_isTheSameInAnyOrderOfEpochs() {
        var batches = Batches.of(new Rows(100), 7).shuffled(1);
        var third = batches.epoch(3);

        var first = new ArrayList<Indices>();
        third.forEach(first::add);
        epoch(batches, 0);
        var again = new ArrayList<Indices>();
        third.forEach(again::add);

        assertThat(again).isEqualTo(first);
        assertThat(epoch(Batches.of(new Rows(100), 7).shuffled(1), 3)).isEqualTo(first);
        assertThat(epoch(Batches.of(new Rows(100), 7).shuffled(2), 3)).isNotEqualTo(first);
    }

    @Test
    void epoch_shuffled_holdsEachRowOnce() {
        var rows = epoch(Batches.of(new Rows(100), 7).shuffled(1), 2).stream()
                .flatMapToInt(batch -> Arrays.stream(batch.toArray())).sorted().toArray();

        assertThat(rows).containsExactly(Indices.range(0, 100).toArray());
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 0, 0", "3, 3, 1, 1", "4, 3, 2, 1", "6, 1, 6, 6", "0, 2147483647, 0, 0"})
    void count_anySize_isThatOfTheEpoch(int rows, int size, int all, int full) {
        var batches = Batches.of(new Rows(rows), size);

        assertThat(batches.count()).isEqualTo(all);
        assertThat(epoch(batches, 0)).hasSize(all);
        assertThat(batches.droppingLast().count()).isEqualTo(full);
        assertThat(epoch(batches.droppingLast(), 0)).hasSize(full);
    }

    /// A training without a single step would end without a word.
    @Test
    void droppingLast_noFullBatch_isRefused() {
        assertThat(Batches.of(new Rows(2), Integer.MAX_VALUE).count()).isEqualTo(1);
        assertThatThrownBy(() -> Batches.of(new Rows(2), 3).droppingLast()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        Batches: size is 3, and the data set has 2 examples, so that droppingLast leaves out all of them
                          fix: use a smaller size, or keep the last batch""");
        assertThatThrownBy(() -> Batches.of(new Rows(1), 3).shuffled(1).droppingLast())
                .hasMessageStartingWith("Batches: size is 3, and the data set has 1 example, so");
    }

    @Test
    void withers_inAnyOrder_areTheSame() {
        assertThat(Batches.of(new Rows(7), 3).shuffled(4).droppingLast())
                .isEqualTo(Batches.of(new Rows(7), 3).droppingLast().shuffled(4));
    }

    @Test
    void arguments_outOfRange_areRefused() {
        assertThatThrownBy(() -> Batches.of(new Rows(7), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batches: size is 0, must be 1 or more");
        assertThatThrownBy(() -> Batches.of(new Rows(7), 3).epoch(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch is -1, must be at least 0");
    }

    @Test
    void next_afterTheLast_isRefused() {
        var iterator = Batches.of(new Rows(2), 3).epoch(0).iterator();
        iterator.next();

        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class)
                .hasMessage("the epoch has 1 batches, and all were taken");
    }
}
