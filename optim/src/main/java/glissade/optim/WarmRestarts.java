package glissade.optim;

/// [Schedule#warmRestarts].
///
/// @param steps the length of the first period
/// @param stretch how many times as long each period is as that before it
/// @param shrink how many times as high each period begins
/// @param end the factor towards which each falls
record WarmRestarts(long steps, double stretch, double shrink, double end) implements Schedule {

    WarmRestarts {
        if (!(stretch >= 1) || Double.isInfinite(stretch)) {
            throw new IllegalArgumentException(
                    "Schedule.warmRestarts: stretch is " + stretch + ", must be finite and 1 or more");
        }
        Options.requireNotNegative("Schedule.warmRestarts", "shrink", shrink);
        Options.requireNotNegative("Schedule.warmRestarts", "end", end);
    }

    @Override
    public double factor(long step) {
        double begin = step;
        double length = steps;
        double height = 1;
        if (stretch == 1) {
            height = StrictMath.pow(shrink, (double) (step / steps));
            begin = step % steps;
        } else {
            while (begin >= length) {
                begin -= length;
                length *= stretch;
                height *= shrink;
            }
        }
        return end + (1 - end) * height * (1 + StrictMath.cos(Math.PI * begin / length)) / 2;
    }
}
