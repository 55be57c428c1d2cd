package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.bounds;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of the value types and of the operations that move elements, to the last character.
class MessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);

    static final List<MessageCase> CASES = List.of(
            // Shape
            shape(() -> Shape.of(2, -3), """
                    shape: a size is -3; sizes are 0 or more: [2, -3]
                      at MessagesTest.java:LINE"""),
            shape(() -> Shape.of(65_536, 65_536), """
                    shape: [65536, 65536] has 4294967296 elements (17179869184 bytes of float32); a tensor \
                    has at most 2147483639
                      at MessagesTest.java:LINE
                      fix: work on parts of it, such as smaller batches"""),
            shape(() -> Shape.of(65_536, 0, 65_536), """
                    shape: the sizes of [65536, 0, 65536] other than 0 multiply to 4294967296; at most 2147483639
                      at MessagesTest.java:LINE
                      fix: work on parts of it, such as smaller batches"""),
            shape(() -> Shape.of(2, 3).size(2), """
                    size: there is no axis 2 in [2, 3], which has 2 axes
                      at MessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Shape.of(2, 3).product(1, 3), """
                    product: there are no axes from 1 to before 3 in [2, 3]
                      at MessagesTest.java:LINE
                      fix: both count from 0, to at most 2"""),
            shape(() -> Shape.SCALAR.size(-1), """
                    size: there is no axis -1 in [], which has 0 axes
                      at MessagesTest.java:LINE
                      fix: a single number has no axes"""),
            shape(() -> Shape.of(5).axis(-2), """
                    axis: there is no axis -2 in [5], which has 1 axis
                      at MessagesTest.java:LINE
                      fix: use -1 to 0"""),
            shape(() -> Shape.of(2, 3).with(2, 1), """
                    with: there is no axis 2 in [2, 3], which has 2 axes
                      at MessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Shape.of(2, 3).with(0, -1), """
                    shape: a size is -1; sizes are 0 or more: [-1, 3]
                      at MessagesTest.java:LINE"""),
            shape(() -> Shape.of(64, 1, 784).broadcast(Shape.of(10, 128)), """
                    broadcast: the sizes 784 and 128 do not match at axis -1, and neither is 1
                      left  [64, 1, 784]
                                    ^^^
                      right [10, 128]
                                 ^^^
                      at MessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> Shape.of(2, 3).matmul(Shape.of(4, 5), false, false), """
                    matmul: the inner sizes 3 and 4 differ
                      left  [2, 3]
                                ^
                      right [4, 5]
                             ^
                      at MessagesTest.java:LINE
                      fix: the left side's columns must be as many as the right side's rows"""),
            // Tensor
            shape(() -> Tensor.of(Shape.of(2, 2), 1), """
                    tensor: 1 value given for [2, 2], which has 4 elements
                      at MessagesTest.java:LINE
                      fix: give as many values, or another shape"""),
            shape(() -> Tensor.of(Shape.SCALAR, 1, 2), """
                    tensor: 2 values given for [], which has 1 element
                      at MessagesTest.java:LINE
                      fix: give as many values, or another shape"""),
            shape(() -> Tensor.of(new float[][] {{1, 2}, {3}}), """
                    tensor: row 0 has 2 numbers and row 1 has 1
                      at MessagesTest.java:LINE
                      fix: give each row as many numbers"""),
            shape(() -> Tensor.of(new float[][] {{1}, {}}), """
                    tensor: row 0 has 1 number and row 1 has 0
                      at MessagesTest.java:LINE
                      fix: give each row as many numbers"""),
            shape(() -> Tensor.zeros(-1), """
                    shape: a size is -1; sizes are 0 or more: [-1]
                      at MessagesTest.java:LINE"""),
            shape(() -> Tensor.ones(2, -1), """
                    shape: a size is -1; sizes are 0 or more: [2, -1]
                      at MessagesTest.java:LINE"""),
            shape(() -> Tensor.range(-1), """
                    shape: a size is -1; sizes are 0 or more: [-1]
                      at MessagesTest.java:LINE"""),
            shape(() -> Tensor.linspace(0, 1, -1), """
                    shape: a size is -1; sizes are 0 or more: [-1]
                      at MessagesTest.java:LINE"""),
            shape(() -> X.item(), """
                    item: the tensor has 6 elements, not one
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: sum() or mean() make one number of many, at(…) picks one"""),
            shape(() -> Tensor.zeros(0).item(), """
                    item: the tensor has 0 elements, not one
                      tensor [0]
                      at MessagesTest.java:LINE
                      fix: sum() or mean() make one number of many, at(…) picks one"""),
            shape(() -> X.at(1), """
                    at: 1 index given for [2, 3], which has 2 axes
                      at MessagesTest.java:LINE
                      fix: give one index for each axis"""),
            shape(() -> Tensor.of(1).at(), """
                    at: 0 indices given for [1], which has 1 axis
                      at MessagesTest.java:LINE
                      fix: give one index for each axis"""),
            bounds(() -> X.at(0, 3),
                    "at: index 3 is outside of axis 1 of [2, 3]; use -3 to 2"),
            bounds(() -> X.at(-3, 0),
                    "at: index -3 is outside of axis 0 of [2, 3]; use -2 to 1"),
            bounds(() -> Tensor.zeros(2, 0).at(0, 0),
                    "at: index 0 is outside of axis 1 of [2, 0], which is empty"),
            // Indices and Mask
            shape(() -> Indices.of(Shape.of(2), 1), """
                    indices: 1 value given for [2], which has 2 elements
                      at MessagesTest.java:LINE
                      fix: give as many values, or another shape"""),
            argument(() -> Indices.range(5, 2),
                    "range: the end 2 lies before the start 5"),
            argument(() -> Indices.range(-1, Integer.MAX_VALUE),
                    "range: 2147483648 numbers from -1 to 2147483647 are too many; at most 2147483639"),
            bounds(() -> Indices.of(1, 2).at(2),
                    "at: index 2 is outside of axis 0 of [2]; use -2 to 1"),
            shape(() -> Indices.of(1, 2).at(1, 1), """
                    at: 2 indices given for [2], which has 1 axis
                      at MessagesTest.java:LINE
                      fix: give one index for each axis"""),
            shape(() -> Indices.of(1, 2, 3).reshape(2, -1), """
                    reshape: 3 elements do not fill [2, -1]
                      tensor [3]
                      at MessagesTest.java:LINE
                      fix: the sizes other than -1 must divide the number of elements"""),
            shape(() -> Indices.of(1, 2).countEqual(Indices.of(Shape.of(2, 1), 1, 2)), """
                    countEqual: the shapes differ
                      left  [2]
                      right [2, 1]
                      at MessagesTest.java:LINE
                      fix: compare indices of one shape; reshape changes it"""),
            shape(() -> Mask.of(Shape.of(2), true), """
                    mask: 1 value given for [2], which has 2 elements
                      at MessagesTest.java:LINE
                      fix: give as many values, or another shape"""),
            shape(() -> Mask.of(true).at(0, 0), """
                    at: 2 indices given for [1], which has 1 axis
                      at MessagesTest.java:LINE
                      fix: give one index for each axis"""),
            bounds(() -> Mask.of(true).at(-2),
                    "at: index -2 is outside of axis 0 of [1]; use -1 to 0"),
            // MovementOps
            shape(() -> X.reshape(4), """
                    reshape: 6 elements do not fit into [4], which has 4
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: keep the number of elements; -1 stands for a size that follows"""),
            shape(() -> Tensor.scalar(1).reshape(Shape.of(2)), """
                    reshape: 1 element does not fit into [2], which has 2
                      tensor []
                      at MessagesTest.java:LINE
                      fix: keep the number of elements; -1 stands for a size that follows"""),
            shape(() -> X.reshape(4, -1), """
                    reshape: 6 elements do not fill [4, -1]
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: the sizes other than -1 must divide the number of elements"""),
            shape(() -> X.reshape(-1, 65_536, 65_536), """
                    reshape: 6 elements do not fill [-1, 65536, 65536]
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: the sizes other than -1 must divide the number of elements"""),
            shape(() -> X.reshape(-1, -1), """
                    reshape: two sizes are -1: [-1, -1]
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: sizes are 0 or more; one may be -1"""),
            shape(() -> X.reshape(-2, 3), """
                    reshape: a size is -2: [-2, 3]
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: sizes are 0 or more; one may be -1"""),
            shape(() -> Tensor.zeros(0, 3).reshape(0, -1), """
                    reshape: -1 may stand for any size in [0, -1]
                      tensor [0, 3]
                      at MessagesTest.java:LINE
                      fix: beside a size of 0, name each size"""),
            shape(() -> X.unsqueeze(3), """
                    unsqueeze: the new axis cannot be axis 3
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: use -3 to 2"""),
            shape(() -> X.squeeze(1), """
                    squeeze: axis 1 has size 3, not 1
                      tensor [2, 3]
                                 ^
                      at MessagesTest.java:LINE
                      fix: only an axis of size 1 can be dropped"""),
            shape(() -> X.squeeze(2), """
                    squeeze: there is no axis 2 in [2, 3], which has 2 axes
                      at MessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Tensor.zeros(3).transpose(), """
                    transpose: two axes are needed
                      tensor [3]
                      at MessagesTest.java:LINE
                      fix: unsqueeze adds an axis of size 1"""),
            shape(() -> X.transpose(0, 2), """
                    transpose: there is no axis 2 in [2, 3], which has 2 axes
                      at MessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.permute(0, 0), """
                    permute: [0, 0] does not name each axis once
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: give a new order of the axes 0 to 1"""),
            shape(() -> X.permute(0, 2), """
                    permute: [0, 2] does not name each axis once
                      tensor [2, 3]
                      at MessagesTest.java:LINE
                      fix: give a new order of the axes 0 to 1"""),
            shape(() -> Tensor.scalar(1).permute(0), """
                    permute: [0] does not name each axis once
                      tensor []
                      at MessagesTest.java:LINE
                      fix: a single number has no axes"""),
            shape(() -> X.broadcastTo(Shape.of(2, 4)), """
                    broadcastTo: [2, 3] cannot be repeated to [2, 4]
                      at MessagesTest.java:LINE
                      fix: aligned at the last axis, each size must be 1 or the target's"""));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
