package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.DrawnStreams;
import glissade.tensor.kernel.Parallel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A stream of random numbers that is the same on every machine and can be replayed from any place.
///
///     var rng = RandomStream.of(42);
///     Tensor weight = rng.split("weight").normal(Shape.of(10, 784), 0, 0.01);
///
/// The whole state is three numbers: the seed, the stream's id, and the position, which counts the 32-bit words drawn
/// so far. Word `p` of a stream is a fixed function of (seed, stream, p), by Philox4x32-10 (Salmon et al., "Parallel
/// random numbers: as easy as 1, 2, 3", SC 2011). So filling a tensor in pieces, or on several threads, gives the
/// same numbers as filling it at once, and [#moveTo] replays.
///
/// Words used: [#uniform], [#normal] and [#bernoulli] one for each element, [#categorical] one for each row; [#bits] two; [#below] and
/// [#permutation] see there. [#split] uses none.
///
/// Mutable (drawing advances the position) and not thread-safe: give each thread a stream of its own with [#split].
/// Equality is identity. A generator for simulation, not for secrets.
public final class RandomStream {

    /// Elements a task takes when a fill is split over threads; a multiple of the four words of a block.
    private static final int GRAIN = 1 << 15;

    private static final long WORD = 0xFFFFFFFFL;

    /// 2⁶⁴ divided by the golden ratio.
    private static final long BY_NAME = 0x9E3779B97F4A7C15L;
    private static final long BY_INDEX = 2 * BY_NAME;

    private final long seed;
    private final long stream;
    private long position;

    /// The block that the last single word came from, a cache; `blockNumber` is −1 while it is empty.
    private final int[] block = new int[4];
    private long blockNumber = -1;

    private RandomStream(long seed, long stream, long position) {
        this.seed = seed;
        this.stream = stream;
        this.position = position;
    }

    /// The stream with id 0 of a seed, at position 0.
    public static RandomStream of(long seed) {
        return new RandomStream(seed, 0, 0);
    }

    /// A new stream, named within this one. It depends on the seed, this stream's id and the name: neither on this
    /// stream's position nor on the order of splits. This stream does not advance.
    ///
    /// The id is `mix(mix(stream + g) ^ h)`, where h is the 64-bit FNV-1a hash of the name's UTF-8 bytes, mix the
    /// last step of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
    /// its variant 13 by Stafford), and g = 9E3779B97F4A7C15 in hexadecimal. Ids are 64 bits, so two names can meet,
    /// with a chance of 2⁻⁶⁴.
    public RandomStream split(String name) {
        return new RandomStream(seed, mix(mix(stream + BY_NAME) ^ hash(name)), 0);
    }

    /// A new stream, numbered within this one: as [#split(String)], with id `mix(mix(stream + 2g) ^ index)`. Different
    /// indices never give the same stream.
    public RandomStream split(long index) {
        return new RandomStream(seed, mix(mix(stream + BY_INDEX) ^ index), 0);
    }

    /// FNV-1a (Fowler, Noll, Vo), 64 bits.
    static long hash(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// The seed.
    public long seed() {
        return seed;
    }

    /// The id: 0 for a stream from [#of], 64 mixed bits for one from [#split].
    public long stream() {
        return stream;
    }

    /// The number of words drawn so far.
    public long position() {
        return position;
    }

    /// Goes to a position, to replay from there or to skip.
    ///
    /// @throws IllegalArgumentException if the position is negative
    public void moveTo(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position is " + position + ", must be at least 0");
        }
        DrawnStreams.note(this);
        this.position = position;
    }

    /// A stream in the same state, which from now on goes its own way.
    public RandomStream copy() {
        DrawnStreams.note(this);
        return new RandomStream(seed, stream, position);
    }

    /// Numbers uniform on [0, 1), multiples of 2⁻²⁴.
    public Tensor uniform(Shape shape) {
        float[] data = Allocation.floats(shape);
        long start = take(data.length);
        Parallel.range(data.length, GRAIN,
                (from, to) -> RandomFill.uniform(seed, stream, start + from, data, from, to - from));
        return new Tensor(shape, data);
    }

    /// Numbers uniform on [low, high): `low + (high − low) · u`, rounded to float and never `high` itself. If both
    /// bounds are equal, or no float lies between them, all are `low`.
    ///
    /// @throws IllegalArgumentException if a bound is not a finite float, or `low` is above `high`
    public Tensor uniform(Shape shape, double low, double high) {
        requireFinite("low", low);
        requireFinite("high", high);
        if (low > high) {
            throw new IllegalArgumentException("low is " + low + ", must be at most high, which is " + high);
        }
        float[] data = Allocation.floats(shape);
        long start = take(data.length);
        Parallel.range(data.length, GRAIN,
                (from, to) -> RandomFill.uniform(seed, stream, start + from, low, high, data, from, to - from));
        return new Tensor(shape, data);
    }

    /// Numbers from the standard normal distribution; none is farther from 0 than 6.34.
    public Tensor normal(Shape shape) {
        return normal(shape, 0, 1);
    }

    /// Numbers from the normal distribution: `mean + std · Φ⁻¹((w + ½) · 2⁻³²)` for a word w, so one word each. Φ⁻¹ is
    /// Algorithm AS 241 (Wichura, Applied Statistics 37, 1988) in double.
    ///
    /// @throws IllegalArgumentException if the mean or std is not a finite float, or std is negative
    public Tensor normal(Shape shape, double mean, double std) {
        requireFinite("mean", mean);
        requireFinite("std", std);
        if (std < 0) {
            throw new IllegalArgumentException("std is " + std + ", must be at least 0");
        }
        float[] data = Allocation.floats(shape);
        long start = take(data.length);
        Parallel.range(data.length, GRAIN,
                (from, to) -> RandomFill.normal(seed, stream, start + from, mean, std, data, from, to - from));
        return new Tensor(shape, data);
    }

    /// Independent truth values, each true with the given probability: where the word, read as unsigned, is below
    /// `probability · 2³²` rounded to the nearest whole number.
    ///
    /// @throws IllegalArgumentException if the probability is not in [0, 1]
    public Mask bernoulli(Shape shape, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + ", must be from 0 to 1");
        }
        boolean[] data = Allocation.booleans(shape);
        long start = take(data.length);
        long threshold = RandomFill.threshold(probability);
        Parallel.range(data.length, GRAIN,
                (from, to) -> RandomFill.bernoulli(seed, stream, start + from, threshold, data, from, to - from));
        return new Mask(shape, data);
    }

    /// The numbers 0 … n − 1 in random order, each order as likely as any other: shape `[n]`. Fisher and Yates's
    /// shuffle (Knuth, "The art of computer programming", volume 2, algorithm P): for i = n − 1 … 1 the numbers at i
    /// and at `below(i + 1)` change places. Uses the words of these n − 1 draws.
    ///
    /// @throws IllegalArgumentException if n is negative
    public Indices permutation(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n is " + n + ", must be at least 0");
        }
        Shape shape = Shape.of(n);
        int[] order = Allocation.ints(shape);
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int other = below(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return new Indices(shape, order);
    }

    /// A whole number from 0 to bound − 1, all equally likely: the upper half of `word · bound`, where a word whose
    /// lower half falls below `2³² mod bound` is passed over for the next (Lemire, "Fast random integer generation in
    /// an interval", ACM TOMACS 29, 2019). Uses one word and one more for each passed over, with a chance below bound
    /// / 2³².
    ///
    /// @throws IllegalArgumentException if the bound is less than 1
    public int below(int bound) {
        requireBound(bound);
        long product = (word() & WORD) * bound;
        if ((product & WORD) < bound) {
            long passedOver = (1L << 32) % bound;
            while ((product & WORD) < passedOver) {
                product = (word() & WORD) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    private static void requireBound(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is " + bound + ", must be at least 1");
        }
    }

    /// Whole numbers from 0 to bound − 1, one after the other as [#below(int)] gives them.
    ///
    /// @throws IllegalArgumentException if the bound is less than 1
    public Indices below(Shape shape, int bound) {
        requireBound(bound);
        int[] data = Allocation.ints(shape);
        for (int i = 0; i < data.length; i++) {
            data[i] = below(bound);
        }
        return new Indices(shape, data);
    }

    /// Of each row of weights one place, drawn with a probability in proportion to its weight: `[…, n] → […]`. The next token of a language
    /// model, or an action, is `random.categorical(logits.softmax(-1))`. Uses one word a row: the place is the first up to which the
    /// weights add up to more than that part of their sum. A weight of 0 is never drawn.
    ///
    /// @throws ShapeException if the weights have no axis
    /// @throws IllegalArgumentException if a weight is negative or not finite, or those of a row are all 0; nothing is drawn then
    public Indices categorical(Tensor weights) {
        double[] sums = Categorical.sums(weights);
        int[] words = new int[sums.length];
        Philox.words(seed, stream, take(words.length), words, 0, words.length);
        return new Indices(Categorical.rows(weights.shape()), Categorical.choose(weights, sums, words));
    }

    /// 64 random bits: two words, the lower half first.
    public long bits() {
        long low = word() & WORD;
        return (long) word() << 32 | low;
    }

    private int word() {
        long at = take(1);
        if (at >>> 2 != blockNumber) {
            blockNumber = at >>> 2;
            Philox.block(seed, stream, blockNumber, block, 0);
        }
        return block[(int) at & 3];
    }

    /// Advances by n words and returns where they start.
    private long take(int n) {
        long start = position;
        if (start > Long.MAX_VALUE - n) {
            throw new IllegalStateException(this + " has no " + n + " words left; split it to go on");
        }
        DrawnStreams.note(this);
        position = start + n;
        return start;
    }

    private static void requireFinite(String name, double value) {
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be a finite float");
        }
    }

    /// The state: `RandomStream[seed 42, stream 0, position 128]`, the stream's id in hexadecimal.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "RandomStream[seed %d, stream %x, position %d]", seed, stream, position);
    }
}
