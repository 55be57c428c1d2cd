package glissade.tensor.kernel;

import glissade.tensor.ConvWindow;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The sizes of one convolution, checked: an input `[N, C, …]`, a weight `[O, C / groups, …]` and an output `[N, O, …]`. There are
/// always three spatial axes here, the first ones of size 1 if there are fewer.
///
/// The transposed convolution has the same plan with input and output exchanged.
///
/// @param batch N
/// @param in C
/// @param out O
/// @param groups how many groups the channels are cut into
/// @param size the input's spatial sizes
/// @param kernel the weight's
/// @param output the output's
/// @param stride the strides
/// @param before the padding before the input
/// @param dilation the dilations
/// @param rank how many spatial axes there really are
public record ConvPlan(int batch, int in, int out, int groups, Axes size, Axes kernel, Axes output, Axes stride,
        Axes before, Axes dilation, int rank) {

    /// One number for each of three axes.
    ///
    /// @param depth of the first
    /// @param height of the second
    /// @param width of the third
    public record Axes(int depth, int height, int width) {

        /// The numbers of the last axes, and another for those before.
        static Axes of(int otherwise, int... last) {
            int[] all = new int[3];
            Arrays.fill(all, otherwise);
            System.arraycopy(last, 0, all, 3 - last.length, last.length);
            return new Axes(all[0], all[1], all[2]);
        }

        int product() {
            return depth * height * width;
        }

        boolean isAll(int number) {
            return depth == number && height == number && width == number;
        }

        int[] last(int rank) {
            int[] all = {depth, height, width};
            return Arrays.copyOfRange(all, 3 - rank, 3);
        }
    }

    /// The plan of a convolution.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static ConvPlan of(Shape input, Shape weight, ConvWindow window) {
        return of("conv", input, weight, window);
    }

    /// The plan of an operation that sees an input as a convolution does.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static ConvPlan of(String op, Shape input, Shape weight, ConvWindow window) {
        requireRanks(op, input, weight);
        int rank = weight.rank() - 2;
        int groups = window.groups();
        long channels = (long) weight.size(1) * groups;
        if (input.size(1) != channels) {
            throw ShapeException
                    .of(op, "the input has " + input.size(1) + " channels, but this weight takes " + channels
                            + (groups == 1 ? "" : ", " + weight.size(1) + " in each of " + groups
                                    + " groups"))
                    .operand("input", input, 1).operand("weight", weight, 1)
                    .fix("the input is [batch, channels, …], the weight [out, channels / groups, …]"
                            + (groups == 1 && input.size(-1) == weight.size(1)
                                    ? "; where channels stand last, " + channelsFirst(input.rank()) + " puts them first"
                                    : ""));
        }
        requireGroups(op, weight, 0, groups);
        int[] sizes = spatial(input);
        int[] kernel = spatial(weight);
        int[] stride = numbers(op, "stride", window.stride(), rank);
        int[] dilation = numbers(op, "dilation", window.dilation(), rank);
        int[] before = numbers(op, "padding", window.padding(), rank);
        int[] output = new int[rank];
        long image = Math.max(1, input.size(1));
        for (int i = 0; i < rank; i++) {
            long reach = dilation[i] * (kernel[i] - 1L);
            long padded = sizes[i] + (window.same() ? reach : 2L * before[i]);
            if (kernel[i] < 1) {
                throw ShapeException.of(op, "the kernel has no elements").operand("weight", weight, i + 2)
                        .fix("its sizes are 1 or more");
            }
            if (padded <= reach) {
                throw ShapeException
                        .of(op, "the kernel reaches over " + (reach + 1) + " elements, and the padded input has "
                                + padded)
                        .operand("input", input, i + 2).operand("weight", weight, i + 2)
                        .fix("use a smaller kernel or dilation, or more padding");
            }
            image = requireCountable(op, input, i, padded, image);
            before[i] = window.same() ? (int) reach / 2 : before[i];
            output[i] = (int) (padded - reach - 1) / stride[i] + 1;
            stride[i] = (int) Math.min(stride[i], padded); // where there is but one place, memory need not grow with it
        }
        return new ConvPlan(input.size(0), input.size(1), weight.size(0), groups, Axes.of(1, sizes), Axes.of(1, kernel),
                Axes.of(1, output), Axes.of(1, stride), Axes.of(0, before), Axes.of(1, dilation), rank);
    }

    /// The elements of an image up to an axis, as far as the kernel reaches over it, if an array can have as many.
    private static long requireCountable(String op, Shape input, int axis, long padded, long before) {
        if (padded > Shape.MAX_ELEMENTS / before) {
            throw ShapeException.of(op, "along this axis the kernel moves over " + padded
                    + " elements, which makes the images larger than an array, of " + Shape.MAX_ELEMENTS + " elements")
                    .operand("input", input, axis + 2).fix("use a smaller padding, stride or dilation");
        }
        return padded * before;
    }

    /// The call for an input whose channels stand last, as in Keras.
    private static String channelsFirst(int rank) {
        return IntStream.range(1, rank - 1).mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", "permute(0, " + (rank - 1) + ", ", ")"));
    }

    /// The plan of a transposed convolution: that of the convolution whose input it makes of its output. The weight is
    /// `[C, O / groups, …]` for an input of C channels.
    ///
    /// @param more how much longer than the least the result is
    /// @throws ShapeException if the shapes do not fit
    public static ConvPlan transposed(Shape input, Shape weight, ConvWindow window, int... more) {
        requireRanks("convTranspose", input, weight);
        int rank = weight.rank() - 2;
        int groups = window.groups();
        if (input.size(1) != weight.size(0)) {
            throw ShapeException
                    .of("convTranspose", "the input has " + input.size(1) + " channels, but this weight takes "
                            + weight.size(0))
                    .operand("input", input, 1).operand("weight", weight, 0)
                    .fix("the input is [batch, channels, …], the weight [channels, out / groups, …]");
        }
        requireGroups("convTranspose", weight, 0, groups);
        int[] sizes = spatial(input);
        int[] kernel = spatial(weight);
        int[] stride = numbers("convTranspose", "stride", window.stride(), rank);
        int[] dilation = numbers("convTranspose", "dilation", window.dilation(), rank);
        int[] before = numbers("convTranspose", "padding", window.padding(), rank);
        int[] extra = numbers("convTranspose", "output padding", list(more), rank);
        int[] result = new int[rank];
        // without input channels any number of groups divides them
        long image = Math.max(1, (long) weight.size(1) * groups);
        for (int i = 0; i < rank; i++) {
            long reach = dilation[i] * (kernel[i] - 1L);
            long padding = window.same() ? reach : 2L * before[i];
            long padded = (sizes[i] - 1L) * stride[i] + reach + 1 + extra[i];
            if (kernel[i] < 1 || sizes[i] < 1 || padded <= padding) {
                throw ShapeException.of("convTranspose", "the result would have the size " + (padded - padding))
                        .operand("input", input, i + 2).operand("weight", weight, i + 2).fix("use less padding");
            }
            image = requireCountable("convTranspose", input, i, padded, image);
            before[i] = window.same() ? (int) reach / 2 : before[i];
            result[i] = (int) (padded - padding);
            if (extra[i] < 0 || extra[i] >= Math.max(stride[i], dilation[i])) {
                throw new IllegalArgumentException("convTranspose: the output padding is " + extra[i]
                        + ", must be 0 or more and less than the stride or the dilation, "
                        + Math.max(stride[i], dilation[i]));
            }
            stride[i] = (int) Math.min(stride[i], padded);
        }
        return new ConvPlan(input.size(0), weight.size(1) * groups, input.size(1), groups, Axes.of(1, result),
                Axes.of(1, kernel), Axes.of(1, sizes), Axes.of(1, stride), Axes.of(0, before), Axes.of(1, dilation),
                rank);
    }

    /// The input's shape.
    public Shape inputShape() {
        return shape(batch, in, size);
    }

    /// The weight's shape.
    public Shape weightShape() {
        return shape(out, in / groups, kernel);
    }

    /// The output's shape.
    public Shape outputShape() {
        return shape(batch, out, output);
    }

    private Shape shape(int first, int second, Axes axes) {
        int[] sizes = new int[rank + 2];
        sizes[0] = first;
        sizes[1] = second;
        System.arraycopy(axes.last(rank), 0, sizes, 2, rank);
        return Shape.of(sizes);
    }

    /// How far the kernel's last element is from its first.
    Axes reach() {
        return new Axes((kernel.depth - 1) * dilation.depth, (kernel.height - 1) * dilation.height,
                (kernel.width - 1) * dilation.width);
    }

    /// Whether the only window is the whole image: then the images are the rows of a matrix, and so are the kernels.
    boolean isWhole() {
        return groups == 1 && output.isAll(1) && size.equals(kernel) && before.isAll(0);
    }

    /// The same with other places of the output.
    ConvPlan part(Axes places, Axes padding) {
        return new ConvPlan(batch, in, out, groups, size, kernel, places, stride, padding, dilation, rank);
    }

    /// Rows of a patch: what a kernel covers in one group.
    int patch() {
        return in / groups * kernel.product();
    }

    /// @throws ShapeException if the bias has not one number for each output channel
    public static void requireBias(String op, Shape bias, int channels) {
        if (!bias.equals(Shape.of(channels))) {
            throw ShapeException
                    .of(op, "the bias does not have one number for each of " + channels + " output channels")
                    .operand("bias", bias).fix("its shape is [" + channels + "]");
        }
    }

    private static void requireRanks(String op, Shape input, Shape weight) {
        if (weight.rank() < 3 || weight.rank() > 5 || input.rank() != weight.rank()) {
            throw ShapeException.of(op, "input and weight have not the same one to three spatial axes")
                    .operand("input", input).operand("weight", weight)
                    .fix("the input is [batch, channels, …]" + rankFix(input.rank(), weight.rank()));
        }
    }

    private static String rankFix(int input, int weight) {
        if (input == weight - 1) {
            return "; unsqueeze(0) makes a batch of one";
        }
        if (input == 2) {
            return "; reshape rows of pixels to images";
        }
        return input < 2 || input > 5 ? ""
                : ", and a kernel for it has " + (input - 2) + (input == 3 ? " size" : " sizes");
    }

    private static void requireGroups(String op, Shape weight, int axis, int groups) {
        if (weight.size(axis) % groups != 0) {
            throw ShapeException
                    .of(op, groups + " groups do not divide the weight's " + weight.size(axis) + " channels")
                    .operand("weight", weight, axis).fix("choose a number of groups that divides them");
        }
    }

    private static int[] spatial(Shape shape) {
        return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
    }

    private static List<Integer> list(int... numbers) {
        return numbers.length == 0 ? List.of(0) : Arrays.stream(numbers).boxed().toList();
    }

    /// One number for each axis.
    static int[] numbers(String op, String option, List<Integer> numbers, int rank) {
        if (numbers.size() != 1 && numbers.size() != rank) {
            throw new IllegalArgumentException(
                    op + ": the " + option + " has " + numbers.size() + " numbers, must have 1"
                            + (rank == 1 ? "" : " or " + rank + ", one for each spatial axis"));
        }
        int[] all = new int[rank];
        for (int i = 0; i < rank; i++) {
            all[i] = numbers.get(numbers.size() == 1 ? 0 : i);
        }
        return all;
    }
}
