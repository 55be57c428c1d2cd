package glissade.tensor.kernel;

/// The numbers of an exponential linear unit: `above · x` where x is positive, else `below · (e^(rate · x) − 1)`.
///
/// @param below the limit at −∞, its sign changed
/// @param rate how fast the limit is reached
/// @param above the slope of the line
public record Elu(double below, double rate, double above) {

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    /// The self-normalizing one.
    public static final Elu SELU = new Elu(SELU_SCALE * SELU_ALPHA, 1, SELU_SCALE);

    /// `alpha · (eˣ − 1)` below 0.
    ///
    /// @throws IllegalArgumentException if alpha is not finite
    public static Elu of(double alpha) {
        return new Elu(requireFinite("elu", "alpha", alpha), 1, 1);
    }

    /// `alpha · (e^(x / alpha) − 1)` below 0.
    ///
    /// @throws IllegalArgumentException if alpha is 0 or not finite
    public static Elu continuous(double alpha) {
        requireFinite("celu", "alpha", alpha);
        if ((float) alpha == 0) {
            throw new IllegalArgumentException("celu: alpha is " + alpha + ", and x is divided by it; use relu()");
        }
        return new Elu(alpha, 1 / alpha, 1);
    }

    /// The derivative below 0 is that of `below`, with this number instead; above 0 it is `above`.
    public double slopeBelow() {
        return below * rate;
    }

    /// The derivative's derivative, seen as the derivative of another unit.
    public Elu bent() {
        return new Elu(below * rate, rate, 0);
    }

    /// The number, if it is finite as a float32.
    ///
    /// @throws IllegalArgumentException if it is not
    public static double requireFinite(String op, String name, double number) {
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(op + ": " + name + " is " + number + "; give a finite float32 number");
        }
        return number;
    }
}
