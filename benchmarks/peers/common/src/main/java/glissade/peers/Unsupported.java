package glissade.peers;

/// A workload that the peer's library has no means for. Its message is the reason printed in place of a figure.
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unsupported(String reason) {
        super(reason);
    }
}
