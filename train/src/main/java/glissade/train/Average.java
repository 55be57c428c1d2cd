package glissade.train;

import java.util.Locale;

/// The mean of values that each stand for several examples, such as the losses of batches: `Σ value · count / Σ count`,
/// in double. A last batch that is smaller than the others weighs less, so the mean is that over all examples.
///
/// Not thread-safe.
public final class Average {

    private double sum;
    private long count;

    /// The mean of nothing yet.
    public Average() {
    }

    /// Adds the mean over `examples` examples. Of none, it adds nothing, whatever the value.
    ///
    /// @throws IllegalArgumentException if the number of examples is negative
    public void add(double mean, long examples) {
        if (examples < 0) {
            throw new IllegalArgumentException("average: " + examples + " examples, must be 0 or more");
        }
        if (examples > 0) {
            sum += mean * examples;
            count += examples;
        }
    }

    /// The mean so far; NaN of no examples.
    public double value() {
        return sum / count;
    }

    /// The number of examples so far.
    public long count() {
        return count;
    }

    /// The mean with four decimals: `0.2534`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f", value());
    }
}
