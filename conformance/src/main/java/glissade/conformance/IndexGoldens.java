package glissade.conformance;

/// Family `ops`: picking and putting by position and by mask.
final class IndexGoldens {

    private IndexGoldens() {
    }

    static Ops ops() {
        return new Ops();
    }
}
