package glissade.optim;

import java.util.function.LongToDoubleFunction;

/// [Schedule#product]. It remembers the last step asked for, so that a run that asks for one after the other multiplies once
/// each time. What it remembers is replaced whole and changes no result: the factors are multiplied in their order.
final class RunningProduct implements Schedule {

    private record Known(long step, double product) {
    }

    private final LongToDoubleFunction change;
    private volatile Known known = new Known(0, 1);

    RunningProduct(LongToDoubleFunction change) {
        this.change = change;
    }

    @Override
    public double factor(long step) {
        Known from = known;
        if (from.step > step) {
            from = new Known(0, 1);
        }
        double product = from.product;
        for (long k = from.step + 1; k <= step; k++) {
            product *= change.applyAsDouble(k);
        }
        known = new Known(step, product);
        return product;
    }
}
