package glissade.conformance;

/// Thrown by a mapping when the library cannot express a case yet. Such a case is neither passed nor failed; the committed list
/// names it.
final class Unsupported extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param reason what is missing, in a few words that are the same for all cases that miss it
    Unsupported(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
