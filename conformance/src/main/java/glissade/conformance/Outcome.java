package glissade.conformance;

/// What became of a case.
///
/// @param error why it failed or is not supported; empty if it passed
record Outcome(String family, String op, String name, Status status, String error) {

    enum Status {
        PASSED, FAILED, UNSUPPORTED
    }

    static Outcome passed(GoldenCase golden) {
        return new Outcome(golden.family(), golden.op(), golden.name(), Status.PASSED, "");
    }

    static Outcome failed(GoldenCase golden, String error) {
        return new Outcome(golden.family(), golden.op(), golden.name(), Status.FAILED, error);
    }

    static Outcome unsupported(GoldenCase golden, String reason) {
        return new Outcome(golden.family(), golden.op(), golden.name(), Status.UNSUPPORTED, reason);
    }

    boolean is(Status other) {
        return status == other;
    }
}
