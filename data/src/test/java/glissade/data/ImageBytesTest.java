package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ImageBytesTest {

    private static final IdxFile IMAGES =
            new IdxFile(Shape.of(3, 1, 2), new byte[] {0, (byte) 255, 51, 102, (byte) 153, (byte) 204});
    private static final IdxFile LABELS = new IdxFile(Shape.of(3), new byte[] {7, (byte) 200, 9});

    @Test
    void batch_rows_areNormalisedFloats() {
        var images = ImageBytes.of(IMAGES, LABELS, 0.2, 0.4);

        assertThat(images.batch(Indices.of(1, 0))).isEqualTo(new Labelled(
                Tensor.of(Shape.of(2, 2), 0, 0.5f, -0.5f, 2), Indices.of(200, 7)));
        assertThat(images.batch(Indices.of())).isEqualTo(new Labelled(Tensor.zeros(0, 2), Indices.of()));
    }

    @Test
    void scaled_images_areTheSameOtherwiseNormalised() {
        var images = ImageBytes.of(IMAGES, LABELS, 0, 1).scaled(0.2, 0.4);

        assertThat(images.all()).isEqualTo(ImageBytes.of(IMAGES, LABELS, 0.2, 0.4).all());
        assertThatThrownBy(() -> images.scaled(0, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("std is -1.0, must be positive and finite");
    }

    @Test
    void accessors_tellTheSizes() {
        var images = ImageBytes.of(IMAGES, LABELS, 0, 1);

        assertThat(images.size()).isEqualTo(3);
        assertThat(images.imageShape()).isEqualTo(Shape.of(1, 2));
        assertThat(images.labels()).isEqualTo(Indices.of(7, 200, 9));
        assertThat(images).hasToString("ImageBytes of 3 images [1, 2]");
    }

    @Test
    void batch_badRow_isRefused() {
        assertThatThrownBy(() -> ImageBytes.of(IMAGES, LABELS, 0, 1).batch(Indices.of(3)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row 3; the data set has 3 rows");
    }

    @Test
    void of_badArguments_areRefused() {
        var two = new IdxFile(Shape.of(2), new byte[2]);
        assertThatThrownBy(() -> ImageBytes.of(IMAGES, two, 0, 1)).isInstanceOf(ShapeException.class)
                .message().startsWith("images: there are 3 inputs, but 2 labels");
        var square = new IdxFile(Shape.of(3, 1), new byte[3]);
        assertThatThrownBy(() -> ImageBytes.of(IMAGES, square, 0, 1)).isInstanceOf(ShapeException.class)
                .message().startsWith("images: each image has one label\n  labels [3, 1]");
        assertThatThrownBy(() -> ImageBytes.of(IMAGES, LABELS, Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("mean is NaN, must be finite");
        assertThatThrownBy(() -> ImageBytes.of(IMAGES, LABELS, 0, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("std is 0.0, must be positive and finite");
    }
}
