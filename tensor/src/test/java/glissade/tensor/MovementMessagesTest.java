package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.bounds;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of the operations that move elements, to the last character; those of the oldest stand in [MessagesTest].
class MovementMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);
    private static final Tensor NUMBER = Tensor.scalar(1);

    static final List<MessageCase> CASES = List.of(
            shape(() -> X.squeeze(0, -2), """
                    squeeze: axis -2 is named twice
                      tensor [2, 3]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> X.flatten(1, 0), """
                    flatten: axis 1 stands after axis 0
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: name the first axis first; both are included"""),
            shape(() -> X.flatten(0, 2), """
                    flatten: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> NUMBER.flatten(0, 1), """
                    flatten: there is no axis 0 in [], which has 0 axes
                      at MovementMessagesTest.java:LINE
                      fix: a single number has no axes"""),
            shape(() -> X.expand(-1, -1, -1), """
                    expand: a new axis has no size to keep: [-1, -1, -1]
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: sizes are 0 or more; -1 keeps that of an axis that is there"""),
            shape(() -> X.expand(-2, 3), """
                    expand: a size is -2: [-2, 3]
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: sizes are 0 or more; -1 keeps that of an axis that is there"""),
            shape(() -> X.expand(3), """
                    expand: [2, 3] cannot be repeated to [3]
                      at MovementMessagesTest.java:LINE
                      fix: aligned at the last axis, each size must be 1 or the target's"""),
            shape(() -> X.expand(4, 3), """
                    expand: [2, 3] cannot be repeated to [4, 3]
                      at MovementMessagesTest.java:LINE
                      fix: aligned at the last axis, each size must be 1 or the target's"""),
            argument(() -> X.tile(2, -1),
                    "tile: -1 copies; give 0 or more"),
            shape(() -> X.tile(1, Integer.MAX_VALUE), """
                    tile: axis 1 of the result would have size 6442450941; a tensor has at most 2147483639 elements
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: work on parts of it"""),
            shape(() -> X.tile(50_000, 50_000),
                    """
                            shape: [100000, 150000] has 15000000000 elements (60000000000 bytes of float32); a tensor has at most 2147483639
                              at MovementMessagesTest.java:LINE
                              fix: work on parts of it, such as smaller batches"""),
            shape(() -> X.repeatInterleave(2, 1), """
                    repeatInterleave: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            argument(() -> X.repeatInterleave(0, -1),
                    "repeatInterleave: -1 copies; give 0 or more"),
            shape(() -> X.repeatInterleave(0, Integer.MAX_VALUE),
                    """
                            repeatInterleave: axis 0 of the result would have size 4294967294; a tensor has at most 2147483639 elements
                              tensor [2, 3]
                              at MovementMessagesTest.java:LINE
                              fix: work on parts of it"""),
            shape(() -> X.flip(2), """
                    flip: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.flip(0, 0), """
                    flip: axis 0 is named twice
                      tensor [2, 3]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> X.roll(-3, 1), """
                    roll: there is no axis -3 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            // padding
            shape(() -> X.pad(1), """
                    pad: 1 number given for [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: give two for each axis, before and after, beginning with the last axis"""),
            shape(() -> X.pad(PadMode.REFLECT, 1, 1, 1, 1, 1, 1), """
                    pad: 6 numbers given for [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: give two for each axis, before and after, beginning with the last axis"""),
            shape(() -> X.padConstant(1, -2, -2), """
                    pad: axis 1 of size 3 cannot be cropped by 4
                      tensor [2, 3]
                                 ^
                      at MovementMessagesTest.java:LINE
                      fix: crop at most as much as is there"""),
            shape(() -> X.pad(Integer.MAX_VALUE, 0), """
                    pad: axis 1 of the result would have size 2147483650; a tensor has at most 2147483639 elements
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: work on parts of it"""),
            shape(() -> X.pad(50_000, 0, 50_000, 0),
                    """
                            shape: [50002, 50003] has 2500250006 elements (10001000024 bytes of float32); a tensor has at most 2147483639
                              at MovementMessagesTest.java:LINE
                              fix: work on parts of it, such as smaller batches"""),
            shape(() -> X.pad(PadMode.CIRCULAR, 50_000, 0, 50_000, 0),
                    """
                            shape: [50002, 50003] has 2500250006 elements (10001000024 bytes of float32); a tensor has at most 2147483639
                              at MovementMessagesTest.java:LINE
                              fix: work on parts of it, such as smaller batches"""),
            shape(() -> X.pad(PadMode.REFLECT, 0, 3), """
                    pad: axis 1 of size 3 cannot be reflected by 3
                      tensor [2, 3]
                                 ^
                      at MovementMessagesTest.java:LINE
                      fix: reflect by less than the size of the axis"""),
            shape(() -> Tensor.zeros(0).pad(PadMode.REFLECT, 1, 0), """
                    pad: axis 0 of size 0 cannot be reflected by 1
                      tensor [0]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: reflect by less than the size of the axis"""),
            shape(() -> Tensor.zeros(0).pad(PadMode.REPLICATE, 1, 0), """
                    pad: axis 0 is empty, so there is nothing to pad with
                      tensor [0]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: pad it with a constant"""),
            shape(() -> PadMode.CIRCULAR.indices(X.shape(), 2, 1, 1), """
                    pad: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            // triangles and diagonals
            shape(() -> Tensor.zeros(3).tril(0), """
                    tril: a matrix is needed
                      tensor [3]
                      at MovementMessagesTest.java:LINE
                      fix: unsqueeze adds an axis of size 1"""),
            shape(() -> NUMBER.triu(0), """
                    triu: a matrix is needed
                      tensor []
                      at MovementMessagesTest.java:LINE
                      fix: unsqueeze adds an axis of size 1"""),
            shape(() -> Tensor.zeros(3).diagonal(0), """
                    diagonal: a matrix is needed
                      tensor [3]
                      at MovementMessagesTest.java:LINE
                      fix: unsqueeze adds an axis of size 1"""),
            shape(() -> NUMBER.diagEmbed(0), """
                    diagEmbed: a single number is no diagonal
                      tensor []
                      at MovementMessagesTest.java:LINE
                      fix: reshape(1) makes it a vector"""),
            shape(() -> X.diagEmbed(Integer.MIN_VALUE), """
                    diagEmbed: axis 1 of the result would have size 2147483651; a tensor has at most 2147483639 elements
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: work on parts of it"""),
            shape(() -> X.diagEmbed(50_000),
                    """
                            shape: [2, 50003, 50003] has 5000600018 elements (20002400072 bytes of float32); a tensor has at most 2147483639
                              at MovementMessagesTest.java:LINE
                              fix: work on parts of it, such as smaller batches"""),
            // parts
            argument(() -> Slice.all().step(0),
                    "slice: the step is 0; give 1 or more, or a negative number to run backwards"),
            argument(() -> Slice.at(-2).step(2),
                    "slice: -2 is one element, which has no step; give it a start and a stop"),
            shape(() -> X.slice(Slice.all(), Slice.all(), Slice.at(0)), """
                    slice: 3 slices given for [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: give one for each axis; those left out at the end are taken whole"""),
            shape(() -> NUMBER.slice(Slice.all()), """
                    slice: 1 slice given for [], which has 0 axes
                      at MovementMessagesTest.java:LINE
                      fix: give one for each axis; those left out at the end are taken whole"""),
            bounds(() -> X.slice(Slice.all(), Slice.at(3)),
                    "slice: index 3 is outside of axis 1 of [2, 3]; use -3 to 2"),
            bounds(() -> Tensor.zeros(0).slice(Slice.at(-1)),
                    "slice: index -1 is outside of axis 0 of [0], which is empty"),
            shape(() -> X.scatterSlice(Shape.of(4, 3), Slice.from(1)), """
                    scatterSlice: the slices are another shape than the tensor's
                      tensor [2, 3]
                      slices [3, 3]
                      at MovementMessagesTest.java:LINE
                      fix: give the slices with which a tensor of shape [4, 3] would be cut to [2, 3]"""),
            shape(() -> X.select(2, 0), """
                    select: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            bounds(() -> X.select(-2, -3),
                    "select: index -3 is outside of axis -2 of [2, 3]; use -2 to 1"),
            bounds(() -> Tensor.zeros(0).select(0, 0),
                    "select: index 0 is outside of axis 0 of [0], which is empty"),
            shape(() -> X.narrow(2, 0, 1), """
                    narrow: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.narrow(-1, 2, 2), """
                    narrow: start 2 and length 2 do not lie within axis -1
                      tensor [2, 3]
                                 ^
                      at MovementMessagesTest.java:LINE
                      fix: start is -3 to 3, and start + length at most 3"""),
            shape(() -> X.narrow(0, -3, 1), """
                    narrow: start -3 and length 1 do not lie within axis 0
                      tensor [2, 3]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: start is -2 to 2, and start + length at most 2"""),
            shape(() -> X.narrow(0, 1, -1), """
                    narrow: start 1 and length -1 do not lie within axis 0
                      tensor [2, 3]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: start is -2 to 2, and start + length at most 2"""),
            shape(() -> X.narrow(0, 1, Integer.MAX_VALUE), """
                    narrow: start 1 and length 2147483647 do not lie within axis 0
                      tensor [2, 3]
                              ^
                      at MovementMessagesTest.java:LINE
                      fix: start is -2 to 2, and start + length at most 2"""),
            shape(() -> X.split(2, 1), """
                    split: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            argument(() -> X.split(0, 0),
                    "split: pieces of size 0; give 1 or more"),
            shape(() -> X.split(1, 1, 1), """
                    split: the sizes [1, 1] add up to 2, and axis 1 is 3
                      tensor [2, 3]
                                 ^
                      at MovementMessagesTest.java:LINE
                      fix: sizes are 0 or more, and add up to the axis"""),
            shape(() -> X.split(-1, 4, -1), """
                    split: a size is negative: [4, -1]
                      tensor [2, 3]
                                 ^
                      at MovementMessagesTest.java:LINE
                      fix: sizes are 0 or more, and add up to the axis"""),
            shape(() -> X.chunk(2, 1), """
                    chunk: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            argument(() -> X.chunk(0, 0),
                    "chunk: 0 pieces; give 1 or more"),
            shape(() -> NUMBER.unbind(0), """
                    unbind: there is no axis 0 in [], which has 0 axes
                      at MovementMessagesTest.java:LINE
                      fix: a single number has no axes"""),
            // joining
            argument(() -> Tensor.cat(0, List.of()),
                    "cat: no tensors given; give one or more"),
            shape(() -> Tensor.cat(0, NUMBER, NUMBER), """
                    cat: a single number has no axis to lengthen
                      tensor 0 []
                      at MovementMessagesTest.java:LINE
                      fix: stack joins tensors along a new axis"""),
            shape(() -> Tensor.cat(2, X, X), """
                    cat: there is no axis 2 in [2, 3], which has 2 axes
                      at MovementMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Tensor.cat(-1, X, Tensor.zeros(3, 3)), """
                    cat: tensor 1 differs from tensor 0 beside axis -1
                      tensor 0 [2, 3]
                      tensor 1 [3, 3]
                      at MovementMessagesTest.java:LINE
                      fix: all sizes but that of the axis must be equal"""),
            shape(() -> Tensor.cat(0, X, X, Tensor.zeros(3)), """
                    cat: tensor 2 differs from tensor 0 beside axis 0
                      tensor 0 [2, 3]
                      tensor 2 [3]
                      at MovementMessagesTest.java:LINE
                      fix: all sizes but that of the axis must be equal"""),
            shape(() -> Tensor.cat(0, Tensor.zeros(2_000_000_000, 0), Tensor.zeros(200_000_000, 0)), """
                    cat: axis 0 of the result would have size 2200000000; a tensor has at most 2147483639 elements
                      tensor [2000000000, 0]
                      at MovementMessagesTest.java:LINE
                      fix: work on parts of it"""),
            argument(() -> Tensor.stack(0),
                    "stack: no tensors given; give one or more"),
            shape(() -> Tensor.stack(0, X, Tensor.zeros(3, 2)), """
                    stack: tensor 1 has another shape than tensor 0
                      tensor 0 [2, 3]
                      tensor 1 [3, 2]
                      at MovementMessagesTest.java:LINE
                      fix: stack joins equal shapes along a new axis; cat joins along one that is there"""),
            shape(() -> Tensor.stack(3, X, X), """
                    stack: the new axis cannot be axis 3
                      tensor [2, 3]
                      at MovementMessagesTest.java:LINE
                      fix: use -3 to 2"""));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
