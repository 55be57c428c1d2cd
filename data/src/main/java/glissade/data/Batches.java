package glissade.data;

import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/// Cuts a data set into batches, epoch after epoch.
///
///     var batches = Batches.of(dataset, 64).shuffled(42);
///     for (var batch : batches.epoch(0)) { … }
///
/// Without a seed the examples keep their order. With one, epoch e takes them in the order of
/// `RandomStream.of(seed).split("batches").split(e).permutation(n)`: each epoch has its own, and a resumed run finds
/// it again.
///
/// Immutable, and safe to share between threads if the data set is; an iterator belongs to one thread.
///
/// @param dataset where the examples come from
/// @param size examples in a batch; the last batch of an epoch may have fewer
/// @param shuffleSeed the seed of the order, if the examples are shuffled
/// @param dropsLast whether a last batch with fewer examples is left out
public record Batches<B>(Dataset<B> dataset, int size, OptionalLong shuffleSeed, boolean dropsLast) {

    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if the size is less than 1, or the only batch would be left out because it is not full
    public Batches {
        if (size < 1) {
            throw new IllegalArgumentException("Batches: size is " + size + ", must be 1 or more");
        }
        int n = dataset.size();
        if (dropsLast && n > 0 && n < size) {
            throw new IllegalArgumentException("Batches: size is " + size + ", and the data set has " + n
                    + (n == 1 ? " example" : " examples")
                    + ", so that droppingLast leaves out all of them\n  fix: use a smaller"
                    + " size, or keep the last batch");
        }
    }

    /// Batches in the data set's order, the last with what is left.
    ///
    /// @throws IllegalArgumentException if the size is less than 1
    public static <B> Batches<B> of(Dataset<B> dataset, int size) {
        return new Batches<>(dataset, size, OptionalLong.empty(), false);
    }

    /// These, in an order of their own in each epoch.
    public Batches<B> shuffled(long seed) {
        return new Batches<>(dataset, size, OptionalLong.of(seed), dropsLast);
    }

    /// These, without a last batch that is not full.
    ///
    /// @throws IllegalArgumentException if there are examples, but no full batch of them
    public Batches<B> droppingLast() {
        return new Batches<>(dataset, size, shuffleSeed, true);
    }

    /// The number of batches in an epoch.
    public int count() {
        return dropsLast ? dataset.size() / size : Math.ceilDiv(dataset.size(), size);
    }

    /// The batches of one epoch, each made when its turn comes. They can be gone through any number of times.
    ///
    /// @throws IllegalArgumentException if the epoch is negative
    public Iterable<B> epoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is " + epoch + ", must be at least 0");
        }
        int n = dataset.size();
        int[] order = TensorAccess.array(shuffleSeed.isPresent()
                ? RandomStream.of(shuffleSeed.getAsLong()).split("batches").split(epoch).permutation(n)
                : Indices.range(0, n));
        return () -> new Epoch(order);
    }

    /// Goes through an epoch.
    private final class Epoch implements Iterator<B> {

        private final int[] order;
        private int done;

        Epoch(int[] order) {
            this.order = order;
        }

        @Override
        public boolean hasNext() {
            return done < count();
        }

        @Override
        public B next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has " + count() + " batches, and all were taken");
            }
            int from = done * size;
            int[] rows = Arrays.copyOfRange(order, from, from + Math.min(size, order.length - from));
            done++;
            return dataset.batch(TensorAccess.wrapIndices(Shape.of(rows.length), rows));
        }
    }
}
