package glissade.conformance;

/// Family `ops`: sorting, positions, cumulative sums.
final class OrderGoldens {

    private OrderGoldens() {
    }

    static Ops ops() {
        return new Ops();
    }
}
