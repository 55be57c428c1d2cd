package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvOpsTest {

    private static final ConvWindow PLAIN = new ConvWindow();

    /// The definition, in double, for two spatial axes.
    private static double direct(Tensor x, Tensor w, int n, int o, int i, int j, int stride, int padding, int dilation,
            int groups) {
        int perGroup = w.shape().size(1);
        int group = o / (w.shape().size(0) / groups);
        double sum = 0;
        for (int c = 0; c < perGroup; c++) {
            for (int a = 0; a < w.shape().size(2); a++) {
                for (int b = 0; b < w.shape().size(3); b++) {
                    int row = i * stride - padding + a * dilation;
                    int column = j * stride - padding + b * dilation;
                    if (row >= 0 && row < x.shape().size(2) && column >= 0 && column < x.shape().size(3)) {
                        sum += (double) x.at(n, group * perGroup + c, row, column) * w.at(o, c, a, b);
                    }
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1,0,1,1,3,3", "1,1,1,1,3,3", "2,1,1,2,3,2", "1,2,2,1,3,3", "3,0,1,4,1,1", "2,3,3,1,2,5",
        "1,0,1,1,9,7"})
    void conv_seededNumbers_isTheDefinition(int stride, int padding, int dilation, int groups, int height, int width) {
        Tensor x = RandomStream.of(1).normal(Shape.of(3, 4, 9, 17));
        Tensor w = RandomStream.of(2).normal(Shape.of(8, 4 / groups, height, width));
        var window = PLAIN.stride(stride).padding(padding).dilation(dilation).groups(groups);

        Tensor y = x.conv(w, null, window);

        for (int n = 0; n < 3; n++) {
            for (int o = 0; o < 8; o++) {
                for (int i = 0; i < y.shape().size(2); i++) {
                    for (int j = 0; j < y.shape().size(3); j++) {
                        double expected = direct(x, w, n, o, i, j, stride, padding, dilation, groups);
                        assertThat(Math.abs(y.at(n, o, i, j) - expected)).isLessThan(1e-5 * (3 + Math.abs(expected)));
                    }
                }
            }
        }
    }

    @Test
    void conv_threads_changeNoBit() {
        Tensor x = RandomStream.of(1).normal(Shape.of(20, 3, 40, 40));
        Tensor w = RandomStream.of(2).normal(Shape.of(16, 3, 5, 5));
        var window = PLAIN.padding(2);
        Tensor one = Threads.limit(1, () -> x.conv(w, null, window));

        assertThat(Threads.limit(4, () -> x.conv(w, null, window))).isEqualTo(one);
        assertThat(Threads.limit(3, () -> one.convTranspose(w, null, window)))
                .isEqualTo(Threads.limit(1, () -> one.convTranspose(w, null, window)));
    }

    @Test
    void conv_cutRows_areTheSameAsWhole() {
        // 128 channels of 3 × 3 patches over 100 columns do not fit at once
        Tensor x = RandomStream.of(1).normal(Shape.of(1, 128, 6, 100));
        Tensor w = RandomStream.of(2).normal(Shape.of(3, 128, 3, 3));

        Tensor y = x.conv(w, null, PLAIN);
        Tensor rows = Tensor.cat(2, x.narrow(2, 0, 3).conv(w, null, PLAIN), x.narrow(2, 1, 5).conv(w, null, PLAIN));

        assertThat(rows).isEqualTo(y);
    }

    @Test
    void conv_bias_isAddedToEachChannel() {
        Tensor y = Tensor.zeros(1, 1, 2, 2).conv(Tensor.zeros(2, 1, 1, 1), Tensor.of(3, 4), PLAIN);

        assertThat(y).isEqualTo(Tensor.of(Shape.of(1, 2, 2, 2), 3, 3, 3, 3, 4, 4, 4, 4));
    }

    @Test
    void maxPool_ties_takeTheFirst() {
        var pooled = Tensor.of(Shape.of(1, 1, 4), 1, 1, 2, 2).maxPoolWithPlaces(new PoolWindow(2));

        assertThat(pooled.values()).isEqualTo(Tensor.of(Shape.of(1, 1, 2), 1, 2));
        assertThat(pooled.places()).isEqualTo(Indices.of(Shape.of(1, 1, 2), 0, 2));
    }

    @Test
    void maxPool_squares_agreeWithTheGeneralLoop() {
        // small whole numbers, so that there are many ties, and some NaN
        float[] numbers = RandomStream.of(1).uniform(Shape.of(2 * 3 * 8 * 10), 0, 4).toArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 13 == 5 ? Float.NaN : (int) numbers[i];
        }
        Tensor x = Tensor.of(Shape.of(2, 3, 8, 10), numbers);

        var squares = x.maxPoolWithPlaces(new PoolWindow(2));
        // a second layer that is never the greatest changes nothing but the loop
        Tensor below = Tensor.full(x.shape(), Double.NEGATIVE_INFINITY);
        var general = Tensor.stack(2, x, below).maxPoolWithPlaces(new PoolWindow(2));

        assertThat(general.values().squeeze(2)).isEqualTo(squares.values());
        assertThat(general.places().toArray()).isEqualTo(squares.places().toArray());
    }

    /// As in PyTorch: with `ceil` a window may be larger than the input by less than its stride.
    @Test
    void pool_windowLargerThanTheInput_countsIfCeil() {
        Tensor one = Tensor.of(Shape.of(1, 1, 1), 3);
        Tensor two = Tensor.of(Shape.of(1, 1, 2), 3, 5);

        assertThat(one.maxPool(new PoolWindow(2).ceil(true))).isEqualTo(one);
        assertThat(two.maxPool(new PoolWindow(3).ceil(true)).item()).isEqualTo(5);
        assertThat(two.averagePool(new PoolWindow(3).ceil(true)).item()).isEqualTo(4);
        assertThat(one.reshape(1, 1, 1, 1).maxPool(new PoolWindow(2).ceil(true)).item()).isEqualTo(3);
        assertThatThrownBy(() -> one.maxPool(new PoolWindow(2))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> one.maxPool(new PoolWindow(3).stride(2).ceil(true)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.zeros(1, 1, 0).maxPool(new PoolWindow(2).ceil(true)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void maxPool_nan_winsAndNegativesBeatThePadding() {
        Tensor x = Tensor.of(Shape.of(1, 1, 4), -3, -5, Float.NaN, 7);

        assertThat(x.maxPool(new PoolWindow(3).stride(1).padding(1)))
                .isEqualTo(Tensor.of(Shape.of(1, 1, 4), -3, Float.NaN, Float.NaN, Float.NaN));
        assertThat(Tensor.full(Shape.of(1, 1, 2), Double.NEGATIVE_INFINITY).maxPool(new PoolWindow(2)).item())
                .isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void adaptiveMaxPool_withPlaces_areTheSameElements() {
        Tensor x = Tensor.of(Shape.of(1, 1, 5), 3, 1, 4, 1, 5);

        assertThat(x.adaptiveMaxPool(2)).isEqualTo(Tensor.of(Shape.of(1, 1, 2), 4, 5));
        assertThat(x.adaptiveMaxPoolWithPlaces(2))
                .isEqualTo(new Pooled(x.adaptiveMaxPool(2), Indices.of(Shape.of(1, 1, 2), 2, 4)));
    }

    @Test
    void fold_unfolded_countsEachElementAsOftenAsItIsSeen() {
        Tensor ones = Tensor.ones(1, 1, 3, 3);

        assertThat(ones.unfold(PLAIN, 2).fold(ones.shape(), PLAIN, 2))
                .isEqualTo(Tensor.of(Shape.of(1, 1, 3, 3), 1, 2, 1, 2, 4, 2, 1, 2, 1));
    }

    /// One to three axes: a convolution is a product with what its kernel sees.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void unfoldAndFold_anyAxes_areTheConvolutionsMatrices(int axes) {
        int[] image = Arrays.copyOf(new int[] {2, 3, 7, 5, 6}, axes + 2);
        int[] weight = Arrays.copyOf(new int[] {4, 3, 3, 1, 2}, axes + 2);
        Tensor x = RandomStream.of(1).normal(Shape.of(image));
        Tensor w = RandomStream.of(2).normal(Shape.of(weight));
        var window = PLAIN.stride(2).padding(1).dilation(2);
        Tensor y = x.conv(w, null, window);

        Tensor seen = x.unfold(window, Arrays.copyOfRange(weight, 2, axes + 2));
        Tensor patches = RandomStream.of(3).normal(seen.shape());
        Tensor folded = patches.fold(x.shape(), window, Arrays.copyOfRange(weight, 2, axes + 2));

        assertThat(w.reshape(4, -1).matmul(seen).reshape(y.shape()).sub(y).abs().max().item()).isLessThan(1e-5f);
        assertThat(folded.mul(x).sum().item()).isCloseTo(patches.mul(seen).sum().item(), within(1e-3f));
        assertThat(x.unfold(PLAIN, 1)).isEqualTo(x.reshape(2, 3, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void resize_anyAxes_takesThePlacesOfEach(int axes) {
        Tensor x = RandomStream.of(1).normal(Shape.of(Arrays.copyOf(new int[] {2, 1, 4, 6, 2}, axes + 2)));
        int[] sizes = Arrays.copyOf(new int[] {2, 9, 1}, axes);
        int[][] places = {{0, 2}, {0, 0, 1, 2, 2, 3, 4, 4, 5}, {0}};
        Tensor expected = x;
        Tensor doubled = x;
        for (int axis = 0; axis < axes; axis++) {
            expected = expected.indexSelect(axis + 2, Indices.of(places[axis]));
            doubled = doubled.repeatInterleave(axis + 2, 2);
        }

        assertThat(x.resizeNearest(sizes)).isEqualTo(expected);
        assertThat(x.resizeLinear(true, 1))
                .isEqualTo(x.reshape(2, -1).select(1, 0).reshape(x.resizeNearest(1).shape()));
        assertThat(x.resizeNearest(1).resizeNearest(2).sum().item())
                .isCloseTo((float) (1 << axes) * x.resizeNearest(1).sum().item(), within(1e-5f));
        assertThat(doubled.resizeLinear(false, Arrays.copyOfRange(x.shape().toArray(), 2, axes + 2))).isEqualTo(x);
    }

    @Test
    void resize_sameSize_isTheSame() {
        Tensor x = RandomStream.of(1).normal(Shape.of(2, 3, 4, 5));

        assertThat(x.resizeNearest(4, 5)).isEqualTo(x);
        assertThat(x.resizeLinear(true, 4, 5)).isEqualTo(x);
        assertThat(x.resizeLinear(false, 4, 5)).isEqualTo(x);
    }

    @Test
    void scale_factorThatTheSizeIsNoMultipleOf_isKept() {
        Tensor x = Tensor.of(Shape.of(1, 1, 3), 1, 2, 3);

        assertThat(x.scaleNearest(1.5)).isEqualTo(Tensor.of(Shape.of(1, 1, 4), 1, 1, 2, 3));
        assertThat(x.scaleLinear(1.5)).isEqualTo(Tensor.of(Shape.of(1, 1, 4), 1, 1.5f, 2.1666667f, 2.8333333f));
        assertThat(x.scaleNearest(0.7)).isEqualTo(Tensor.of(Shape.of(1, 1, 2), 1, 2));
        assertThat(x.scaleLinear(0.7)).isEqualTo(Tensor.of(Shape.of(1, 1, 2), 1.2142857f, 2.642857f));
    }

    @Test
    void scale_wholeFactor_isTheResizeToThatSize() {
        Tensor x = RandomStream.of(1).normal(Shape.of(2, 3, 4, 5));

        assertThat(x.scaleNearest(2, 3)).isEqualTo(x.resizeNearest(8, 15));
        assertThat(x.scaleLinear(2)).isEqualTo(x.resizeLinear(false, 8, 10));
    }

    @Test
    void resizeLinear_notANumberAndInfinity_stayBesideTheirPlaces() {
        Tensor x = Tensor.of(Shape.of(1, 1, 2, 4), 1, 2, Float.NaN, 4, 5, 6, 7, Float.POSITIVE_INFINITY);

        Tensor y = x.resizeLinear(true, 3, 7);

        Tensor expected = Tensor.of(Shape.of(1, 1, 3, 7), 1, 1.5f, 2, Float.NaN, Float.NaN, Float.NaN, 4, //
                3, 3.5f, 4, Float.NaN, Float.NaN, Float.NaN, Float.POSITIVE_INFINITY, //
                5, 5.5f, 6, 6.5f, 7, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
        assertThat(y).isEqualTo(expected);
    }

    @Test
    void conv_strideFarLargerThanTheInput_isThatOfTheInputsSize() {
        Tensor x = Tensor.range(12).reshape(1, 1, 3, 4);
        Tensor w = Tensor.of(1, -2).reshape(1, 1, 1, 2);
        ConvWindow far = PLAIN.stride(Integer.MAX_VALUE);
        Tensor y = x.conv(w, null, far);

        assertThat(y).isEqualTo(x.conv(w, null, PLAIN.stride(4)));
        assertThat(y.convTranspose(w, null, far)).isEqualTo(y.convTranspose(w, null, PLAIN.stride(4)));
        assertThat(x.averagePool(new PoolWindow(2).stride(Integer.MAX_VALUE)))
                .isEqualTo(x.averagePool(new PoolWindow(2).stride(4)));
    }

    private static Arguments badShape(ThrowingCallable call, String message) {
        return Arguments.of(ShapeException.class, call, message);
    }

    private static Arguments bad(ThrowingCallable call, String message) {
        return Arguments.of(IllegalArgumentException.class, call, message);
    }

    static Stream<Arguments> errors() {
        Tensor x = Tensor.zeros(1, 2, 4, 4);
        Tensor w = Tensor.zeros(3, 2, 3, 3);
        return Stream.of(
                badShape(() -> x.conv(Tensor.zeros(3, 2), null, PLAIN), """
                        conv: input and weight have not the same one to three spatial axes
                          input  [1, 2, 4, 4]
                          weight [3, 2]
                          fix: the input is [batch, channels, …], and a kernel for it has 2 sizes"""),
                badShape(() -> Tensor.zeros(1, 2, 4).conv(w, null, PLAIN), """
                        conv: input and weight have not the same one to three spatial axes
                          input  [1, 2, 4]
                          weight [3, 2, 3, 3]
                          fix: the input is [batch, channels, …]; unsqueeze(0) makes a batch of one"""),
                badShape(() -> Tensor.zeros(5, 16).convTranspose(w, null, PLAIN), """
                        convTranspose: input and weight have not the same one to three spatial axes
                          input  [5, 16]
                          weight [3, 2, 3, 3]
                          fix: the input is [batch, channels, …]; reshape rows of pixels to images"""),
                badShape(() -> x.conv(w, null, PLAIN.groups(2)), """
                        conv: the input has 2 channels, but this weight takes 4, 2 in each of 2 groups
                          input  [1, 2, 4, 4]
                                     ^
                          weight [3, 2, 3, 3]
                                     ^
                          fix: the input is [batch, channels, …], the weight [out, channels / groups, …]"""),
                badShape(() -> Tensor.zeros(1, 5, 4, 2).conv(w, null, PLAIN),
                        """
                                conv: the input has 5 channels, but this weight takes 2
                                  input  [1, 5, 4, 2]
                                             ^
                                  weight [3, 2, 3, 3]
                                             ^
                                  fix: the input is [batch, channels, …], the weight [out, channels / groups, …]; where channels \
                                stand last, permute(0, 3, 1, 2) puts them first"""),
                badShape(() -> Tensor.zeros(1, 5, 2).conv(Tensor.zeros(3, 2, 3), null, PLAIN),
                        """
                                conv: the input has 5 channels, but this weight takes 2
                                  input  [1, 5, 2]
                                             ^
                                  weight [3, 2, 3]
                                             ^
                                  fix: the input is [batch, channels, …], the weight [out, channels / groups, …]; where channels \
                                stand last, permute(0, 2, 1) puts them first"""),
                badShape(() -> x.conv(Tensor.zeros(3, 1, 3, 3), null, PLAIN.groups(2)), """
                        conv: 2 groups do not divide the weight's 3 channels
                          weight [3, 1, 3, 3]
                                  ^
                          fix: choose a number of groups that divides them"""),
                badShape(() -> x.conv(w, Tensor.zeros(2), PLAIN), """
                        conv: the bias does not have one number for each of 3 output channels
                          bias [2]
                          fix: its shape is [3]"""),
                badShape(() -> x.conv(w, null, PLAIN.dilation(2)), """
                        conv: the kernel reaches over 5 elements, and the padded input has 4
                          input  [1, 2, 4, 4]
                                        ^
                          weight [3, 2, 3, 3]
                                        ^
                          fix: use a smaller kernel or dilation, or more padding"""),
                badShape(() -> x.conv(Tensor.zeros(3, 2, 0, 3), null, PLAIN), """
                        conv: the kernel has no elements
                          weight [3, 2, 0, 3]
                                        ^
                          fix: its sizes are 1 or more"""),
                bad(() -> x.unfold(PLAIN, 0), "unfold: a size of the kernel is 0, must be 1 or more"),
                bad(() -> x.conv(w, null, PLAIN.stride(1, 2, 3)),
                        "conv: the stride has 3 numbers, must have 1 or 2, one for each spatial axis"),
                bad(() -> Tensor.zeros(1, 1, 4).conv(Tensor.zeros(1, 1, 3), null, PLAIN.stride(1, 2)),
                        "conv: the stride has 2 numbers, must have 1"),
                bad(() -> x.unfold(PLAIN.padding(1, 2, 3), 1),
                        "unfold: the padding has 3 numbers, must have 1 or 2, one for each spatial axis"),
                bad(() -> Tensor.zeros(1, 4, 4).fold(Shape.of(1, 1, 5), PLAIN.dilation(1, 2), 4),
                        "fold: the dilation has 2 numbers, must have 1"),
                bad(() -> x.convTranspose(Tensor.zeros(2, 1, 3, 3), null, PLAIN, 0, 0, 0),
                        "convTranspose: the output padding has 3 numbers, must have 1 or 2, one for each spatial axis"),
                bad(() -> Tensor.zeros(1, 1, 4, 4, 4).averagePool(new PoolWindow(2, 2)),
                        "averagePool: the kernel has 2 numbers, must have 1 or 3, one for each spatial axis"),
                bad(() -> x.maxPool(new PoolWindow(2).dilation(1, 1, 1)),
                        "maxPool: the dilation has 3 numbers, must have 1 or 2, one for each spatial axis"),
                badShape(() -> x.conv(w, null, PLAIN.padding(1 << 30)),
                        """
                                conv: along this axis the kernel moves over 2147483652 elements, which makes the images larger than an array, \
                                of 2147483639 elements
                                  input [1, 2, 4, 4]
                                               ^
                                  fix: use a smaller padding, stride or dilation"""),
                badShape(() -> x.conv(w, null, PLAIN.dilation(1 << 30)), """
                        conv: the kernel reaches over 2147483649 elements, and the padded input has 4
                          input  [1, 2, 4, 4]
                                        ^
                          weight [3, 2, 3, 3]
                                        ^
                          fix: use a smaller kernel or dilation, or more padding"""),
                badShape(() -> x.conv(w, null, PLAIN.groups((1 << 30) + 1)), """
                        conv: the input has 2 channels, but this weight takes 2147483650, 2 in each of 1073741825 groups
                          input  [1, 2, 4, 4]
                                     ^
                          weight [3, 2, 3, 3]
                                     ^
                          fix: the input is [batch, channels, …], the weight [out, channels / groups, …]"""),
                badShape(() -> x.convTranspose(Tensor.zeros(2, 1, 3, 3), null, PLAIN.stride(1 << 30)),
                        """
                                convTranspose: along this axis the kernel moves over 3221225475 elements, which makes the images larger than an \
                                array, of 2147483639 elements
                                  input [1, 2, 4, 4]
                                               ^
                                  fix: use a smaller padding, stride or dilation"""),
                badShape(
                        () -> Tensor.zeros(1, 0, 4, 4).convTranspose(Tensor.zeros(0, 2, 3, 3), null,
                                PLAIN.groups(1 << 30)),
                        """
                                convTranspose: along this axis the kernel moves over 6 elements, which makes the images larger than an array, of \
                                2147483639 elements
                                  input [1, 0, 4, 4]
                                               ^
                                  fix: use a smaller padding, stride or dilation"""),
                bad(() -> x.maxPool(new PoolWindow(2).padding(1 << 30)),
                        "maxPool: the padding is 1073741824, must be at most half of the kernel's 2"),
                badShape(() -> x.averagePool(new PoolWindow(1 << 30).padding(1 << 29).stride(1)),
                        """
                                averagePool: along this axis the window moves over 1073741828 elements, which makes the planes larger than an \
                                array, of 2147483639 elements
                                  input [1, 2, 4, 4]
                                                  ^
                                  fix: use a smaller window or dilation"""),
                bad(() -> PLAIN.stride(0), "ConvWindow: stride is 0, must be 1 or more"),
                bad(() -> PLAIN.padding(-1), "ConvWindow: padding is -1, must be 0 or more"),
                bad(() -> PLAIN.dilation(new int[0]),
                        "ConvWindow: dilation has no numbers, must have one or one for each axis"),
                bad(() -> PLAIN.groups(0), "ConvWindow: groups is 0, must be 1 or more"),
                badShape(() -> x.convTranspose(Tensor.zeros(2, 3), null, PLAIN), """
                        convTranspose: input and weight have not the same one to three spatial axes
                          input  [1, 2, 4, 4]
                          weight [2, 3]
                          fix: the input is [batch, channels, …], and a kernel for it has 2 sizes"""),
                badShape(() -> x.convTranspose(Tensor.zeros(2, 1, 3, 3), null, PLAIN.groups(3)), """
                        convTranspose: 3 groups do not divide the weight's 2 channels
                          weight [2, 1, 3, 3]
                                  ^
                          fix: choose a number of groups that divides them"""),
                badShape(() -> Tensor.zeros(1, 2, 3).convTranspose(Tensor.zeros(2, 1, 1), null, PLAIN.padding(2)), """
                        convTranspose: the result would have the size -1
                          input  [1, 2, 3]
                                        ^
                          weight [2, 1, 1]
                                        ^
                          fix: use less padding"""),
                badShape(() -> Tensor.zeros(1, 2, 2).convTranspose(Tensor.zeros(2, 1, 1), null, PLAIN.padding(1)), """
                        convTranspose: the result would have the size 0
                          input  [1, 2, 2]
                                        ^
                          weight [2, 1, 1]
                                        ^
                          fix: use less padding"""),
                badShape(() -> Tensor.zeros(1, 2, 3).conv(Tensor.zeros(3, 2, 0), null, PLAIN), """
                        conv: the kernel has no elements
                          weight [3, 2, 0]
                                        ^
                          fix: its sizes are 1 or more"""),
                badShape(() -> Tensor.zeros(1, 2, 3).conv(Tensor.zeros(3, 2, 4), null, PLAIN), """
                        conv: the kernel reaches over 4 elements, and the padded input has 3
                          input  [1, 2, 3]
                                        ^
                          weight [3, 2, 4]
                                        ^
                          fix: use a smaller kernel or dilation, or more padding"""),
                badShape(() -> Tensor.zeros(1, 2, 3).conv(Tensor.zeros(3, 2, 1), null, PLAIN.padding(1 << 30)),
                        """
                                conv: along this axis the kernel moves over 2147483651 elements, which makes the images larger than an array, \
                                of 2147483639 elements
                                  input [1, 2, 3]
                                               ^
                                  fix: use a smaller padding, stride or dilation"""),
                badShape(() -> x.convTranspose(w, null, PLAIN), """
                        convTranspose: the input has 2 channels, but this weight takes 3
                          input  [1, 2, 4, 4]
                                     ^
                          weight [3, 2, 3, 3]
                                  ^
                          fix: the input is [batch, channels, …], the weight [channels, out / groups, …]"""),
                bad(() -> x.convTranspose(Tensor.zeros(2, 1, 3, 3), null, PLAIN, 1),
                        "convTranspose: the output padding is 1, must be 0 or more and less than the stride or the dilation, 1"),
                badShape(() -> x.maxPool(new PoolWindow(5)), """
                        maxPool: the window reaches over 5 elements, and the padded input has 4
                          input [1, 2, 4, 4]
                                       ^
                          fix: use a smaller window, or more padding"""),
                badShape(() -> Tensor.zeros(1, 2, 4, 1).maxPool(new PoolWindow(2).stride(1).padding(1).dilation(2)), """
                        maxPool: window 0 has no element but padding
                          input [1, 2, 4, 1]
                                          ^
                          fix: use less padding or dilation, or a larger input"""),
                bad(() -> x.maxPool(new PoolWindow(3).padding(2)),
                        "maxPool: the padding is 2, must be at most half of the kernel's 3"),
                badShape(() -> Tensor.zeros(2, 3).maxPool(new PoolWindow(2)), """
                        maxPool: the input has no spatial axis, or more than 3
                          input [2, 3]
                          fix: the input is [batch, channels, …]"""),
                bad(() -> x.averagePool(new PoolWindow(2).dilation(2)), "averagePool: the dilation is 2, must be 1"),
                bad(() -> x.averagePool(new PoolWindow(2), true, -1),
                        "averagePool: the divisor is -1, must be 0 or more"),
                badShape(() -> x.adaptiveAveragePool(0), """
                        adaptiveAveragePool: 0 windows over 4 elements
                          input [1, 2, 4, 4]
                                       ^
                          fix: both must be 1 or more"""),
                badShape(() -> Tensor.zeros(1, 2, 4).adaptiveMaxPool(0), """
                        adaptiveMaxPool: 0 windows over 4 elements
                          input [1, 2, 4]
                                       ^
                          fix: both must be 1 or more"""),
                bad(() -> Tensor.zeros(1, 2, 4).adaptiveMaxPool(), "adaptiveMaxPool: 0 sizes are given, must be 1"),
                bad(() -> Tensor.zeros(1, 2, 4, 4, 4).adaptiveMaxPool(1, 2),
                        "adaptiveMaxPool: 2 sizes are given, must be 1 or 3, one for each spatial axis"),
                badShape(() -> Tensor.zeros(1, 2, 4).maxPool(new PoolWindow(5)), """
                        maxPool: the window reaches over 5 elements, and the padded input has 4
                          input [1, 2, 4]
                                       ^
                          fix: use a smaller window, or more padding"""),
                badShape(
                        () -> Tensor.zeros(1, 2, 4)
                                .averagePool(new PoolWindow(2147483646).padding((1 << 30) - 1).stride(1)),
                        """
                                averagePool: along this axis the window moves over 2147483650 elements, which makes the planes larger than an \
                                array, of 2147483639 elements
                                  input [1, 2, 4]
                                               ^
                                  fix: use a smaller window or dilation"""),
                badShape(() -> x.fold(Shape.of(1, 2, 4, 4), PLAIN, 3), """
                        fold: the patches are not those of this result
                          patches  [1, 2, 4, 4]
                          expected [1, 18, 4]
                          result   [1, 2, 4, 4]
                          fix: give the shape and window that unfold had"""),
                badShape(() -> x.unfold(PLAIN, 1, 2, 3), """
                        unfold: the kernel has not one size, or one for each spatial axis
                          input  [1, 2, 4, 4]
                          kernel [1, 2, 3]
                          fix: the input is [batch, channels, …]"""),
                badShape(() -> Tensor.zeros(2, 3).unfold(PLAIN, 1), """
                        unfold: the kernel has not one size, or one for each spatial axis
                          input  [2, 3]
                          kernel [1]
                          fix: the input is [batch, channels, …]"""),
                badShape(() -> Tensor.zeros(1, 2, 3).resizeLinear(true, 0), """
                        resizeLinear: axis 2 is to get the size 0
                          input [1, 2, 3]
                                       ^
                          fix: both sizes must be 1 or more"""),
                badShape(() -> Tensor.zeros(1, 2, 0).resizeNearest(3), """
                        resizeNearest: axis 2 is to get the size 3
                          input [1, 2, 0]
                                       ^
                          fix: both sizes must be 1 or more"""),
                bad(() -> x.scaleLinear(0), "scaleLinear: a factor is 0.0, must be positive and finite"),
                badShape(() -> x.scaleNearest(0.1), """
                        scaleNearest: axis 2 is to get the size 0
                          input [1, 2, 4, 4]
                                       ^
                          fix: both sizes must be 1 or more"""),
                badShape(() -> x.resizeNearest(1, 2, 3), """
                        resizeNearest: there is not one new size, or one for each spatial axis
                          input [1, 2, 4, 4]
                          sizes [3]
                          fix: the input is [batch, channels, …]"""));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("\n  at \\w+\\.java:\\d+", "")).isEqualTo(message);
    }
}
