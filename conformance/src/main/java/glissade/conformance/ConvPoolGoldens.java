package glissade.conformance;

/// Family `conv_pool`.
final class ConvPoolGoldens {

    private ConvPoolGoldens() {
    }

    static Ops ops() {
        return new Ops();
    }
}
