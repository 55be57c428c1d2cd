package glissade.peers;

/// A convolution's input \[batch, channels, side, side] and its number of output channels.
public record ConvShape(int batch, int channels, int side, int filters) {

    /// As it stands in the name of a workload.
    @Override
    public String toString() {
        return "b" + batch + "_" + channels + "x" + side + "x" + side + "_" + filters;
    }

    /// Of one forward pass with a 3×3 kernel.
    double flop() {
        return 2.0 * batch * filters * side * side * channels * 9;
    }
}
