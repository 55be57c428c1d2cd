package glissade.examples;

/// Ends a lesson for a reason that the user can do something about. The message is one line for the user.
final class LessonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    private LessonException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// What was typed makes no sense.
    static LessonException mistyped(String message) {
        return new LessonException(Main.MISTYPED, message);
    }

    /// What was typed was tried, and did not work.
    static LessonException failed(String message) {
        return new LessonException(Main.FAILED, message);
    }

    /// The program's exit status.
    int status() {
        return status;
    }
}
