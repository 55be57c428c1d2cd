package glissade.conformance;

/// What became of a case.
///
/// @param error why it failed or is not supported, or why it passed with a part not compared; empty if it passed as a whole
record Outcome(String family, String op, String name, Status status, String error) {

    enum Status {
        PASSED, FAILED, UNSUPPORTED
    }

    static Outcome passed(GoldenCase golden, String remark) {
        return new Outcome(golden.family(), golden.op(), golden.name(), Status.PASSED, remark);
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
