package glissade.tensor.file;

/// A header that is not what its format says. Whoever reads the file adds its name.
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;

    private final long offset;
    private final String problem;

    /// @param offset the byte of the file at which the problem is
    MalformedException(long offset, String problem) {
        super(problem);
        this.offset = offset;
        this.problem = problem;
    }

    /// The byte of the file at which the problem is.
    public long offset() {
        return offset;
    }

    /// What is wrong.
    public String problem() {
        return problem;
    }
}
