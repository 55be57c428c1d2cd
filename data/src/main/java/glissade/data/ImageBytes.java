package glissade.data;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;

/// Labelled images that stay bytes, a quarter of their size as floats, until a batch is asked for. A pixel p from 0
/// to 255 becomes `(p / 255 − mean) / std`, computed in double and rounded to float; the inputs of a batch have shape
/// `[rows, pixels]`.
///
/// Immutable, and safe to share between threads. Equality is identity.
public final class ImageBytes implements Dataset<Labelled> {

    private final byte[] pixels;
    private final Indices labels;
    private final Shape imageShape;
    private final float[] values = new float[256];

    private ImageBytes(byte[] pixels, Indices labels, Shape imageShape, double mean, double std) {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean is " + mean + ", must be finite");
        }
        if (!(std > 0 && std < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("std is " + std + ", must be positive and finite");
        }
        this.pixels = pixels;
        this.labels = labels;
        this.imageShape = imageShape;
        for (int p = 0; p < values.length; p++) {
            values[p] = (float) ((p / 255.0 - mean) / std);
        }
    }

    /// Images of shape `[n, …]` with labels of shape `[n]`. The files' arrays are kept: nobody may write to them
    /// afterwards.
    ///
    /// @throws ShapeException if there are not as many labels as images, or labels have further axes
    /// @throws IllegalArgumentException if the mean or std is not finite, or std is not positive
    public static ImageBytes of(IdxFile images, IdxFile labels, double mean, double std) {
        RowNumbers.requireSameCount("images", images.shape(), "labels", labels.shape());
        if (labels.shape().rank() != 1) {
            throw ShapeException.of("images", "each image has one label").operand("labels", labels.shape())
                    .fix("give labels of shape [" + labels.shape().size(0) + "]");
        }
        int[] numbers = new int[labels.values().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = labels.values()[i] & 0xFF;
        }
        int[] sizes = images.shape().toArray();
        return new ImageBytes(images.values(), TensorAccess.wrapIndices(labels.shape(), numbers),
                Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)), mean, std);
    }

    /// The same images, with another mean taken off and another deviation divided by: `scaled(0, 1)` has inputs from 0 to 1.
    ///
    /// @throws IllegalArgumentException if the mean or std is not finite, or std is not positive
    public ImageBytes scaled(double mean, double std) {
        return new ImageBytes(pixels, labels, imageShape, mean, std);
    }

    /// The shape of one image: `[28, 28]`.
    public Shape imageShape() {
        return imageShape;
    }

    /// The labels of all images: shape `[n]`.
    public Indices labels() {
        return labels;
    }

    @Override
    public int size() {
        return labels.shape().size(0);
    }

    @Override
    public Labelled batch(Indices rows) {
        int[] numbers = RowNumbers.checked(rows, size());
        int width = imageShape.elements();
        Shape shape = Shape.of(numbers.length, width);
        float[] inputs = new float[shape.elements()];
        for (int i = 0, to = 0; i < numbers.length; i++) {
            int from = numbers[i] * width;
            for (int end = from + width; from < end; from++) {
                inputs[to++] = values[pixels[from] & 0xFF];
            }
        }
        return new Labelled(TensorAccess.wrap(shape, inputs), RowNumbers.gather(labels, rows));
    }

    /// The number of images and their shape.
    @Override
    public String toString() {
        return "ImageBytes of " + size() + " images " + imageShape;
    }
}
