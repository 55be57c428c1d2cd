package glissade.optim;

/// Searches a step length that meets the strong Wolfe conditions: the function has fallen by a part of what its first slope
/// promises, and its slope is flatter than at the start.
///
/// Source: Nocedal and Wright, "Numerical optimization", 2nd edition, algorithms 3.5 (brackets) and 3.6 (zoom), with cubic
/// interpolation, equation 3.59.
final class LineSearch {

    private static final double ENOUGH_FALL = 1e-4;
    private static final double FLAT_ENOUGH = 0.9;
    private static final int MOST_EVALUATIONS = 25;
    /// How far an interpolated point stays from the ends, as a part of the bracket.
    private static final double MARGIN = 0.1;
    private static final double LEAST_GROWTH = 1.01;
    private static final double MOST_GROWTH = 10;

    /// A point on the line.
    ///
    /// @param t how far from the start
    /// @param value the function there
    /// @param slope its derivative along the line
    /// @param gradient its gradient, which is not looked at
    record Point(double t, double value, double slope, float[] gradient) {
    }

    @FunctionalInterface
    interface Function {
        Point at(double t);
    }

    private final Function function;
    private final double leastBracket;
    private int evaluations;

    /// @param leastBracket brackets shorter than this are not searched further
    LineSearch(Function function, double leastBracket) {
        this.function = function;
        this.leastBracket = leastBracket;
    }

    /// @param start the point at 0, whose slope is negative
    /// @param first where to look first, > 0
    /// @return a point that meets the conditions, or the lowest found
    Point from(Point start, double first) {
        Point before = start;
        double t = first;
        while (true) {
            Point now = at(t);
            boolean isTooHigh = !hasFallen(start, now) || evaluations > 1 && now.value >= before.value;
            if (isTooHigh) {
                return zoom(start, before, now);
            }
            if (isFlat(start, now)) {
                return now;
            }
            if (now.slope >= 0) {
                return zoom(start, now, before);
            }
            if (evaluations >= MOST_EVALUATIONS) {
                return now;
            }
            double guess = cubicMinimum(before, now);
            double least = LEAST_GROWTH * t;
            double most = MOST_GROWTH * t;
            before = now;
            t = Double.isNaN(guess) ? most : Math.clamp(guess, least, most);
        }
    }

    /// Narrows a bracket that holds a point that meets the conditions; `low` is the lower end, whichever side it is on.
    private Point zoom(Point start, Point low, Point high) {
        while (evaluations < MOST_EVALUATIONS && Math.abs(high.t - low.t) > leastBracket) {
            double guess = cubicMinimum(low, high);
            double margin = MARGIN * Math.abs(high.t - low.t);
            double least = Math.min(low.t, high.t) + margin;
            double most = Math.max(low.t, high.t) - margin;
            Point now = at(Double.isNaN(guess) ? (low.t + high.t) / 2 : Math.clamp(guess, least, most));
            if (!hasFallen(start, now) || now.value >= low.value) {
                high = now;
            } else {
                if (isFlat(start, now)) {
                    return now;
                }
                if (now.slope * (high.t - low.t) >= 0) {
                    high = low;
                }
                low = now;
            }
        }
        return low;
    }

    private Point at(double t) {
        evaluations++;
        return function.at(t);
    }

    /// False for NaN.
    private static boolean hasFallen(Point start, Point now) {
        return now.value <= start.value + ENOUGH_FALL * now.t * start.slope;
    }

    private static boolean isFlat(Point start, Point now) {
        return Math.abs(now.slope) <= -FLAT_ENOUGH * start.slope;
    }

    /// Where the cubic through both points has its minimum, NaN if it has none.
    private static double cubicMinimum(Point a, Point b) {
        double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t);
        double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope * b.slope), b.t - a.t);
        double t = b.t - (b.t - a.t) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
        return Double.isFinite(t) ? t : Double.NaN;
    }
}
