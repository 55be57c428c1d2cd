package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of the operations that compute, to the last character.
class OpsMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);

    static final List<MessageCase> CASES = List.of(
            // ElementwiseOps
            shape(() -> X.add(Tensor.zeros(2)), """
                    add: the sizes 3 and 2 do not match at axis -1, and neither is 1
                      left  [2, 3]
                                ^
                      right [2]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: to give each row its own number, reshape the right side to [2, 1]"""),
            shape(() -> X.sub(Tensor.zeros(2, 2)), """
                    sub: the sizes 3 and 2 do not match at axis -1, and neither is 1
                      left  [2, 3]
                                ^
                      right [2, 2]
                                ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> X.mul(Tensor.zeros(3, 1, 2)), """
                    mul: the sizes 3 and 2 do not match at axis -1, and neither is 1
                      left  [2, 3]
                                ^
                      right [3, 1, 2]
                                   ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> X.div(Tensor.zeros(0)), """
                    div: the sizes 3 and 0 do not match at axis -1, and neither is 1
                      left  [2, 3]
                                ^
                      right [0]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> X.maximum(Tensor.zeros(3, 3)), """
                    maximum: the sizes 2 and 3 do not match at axis -2, and neither is 1
                      left  [2, 3]
                             ^
                      right [3, 3]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> X.minimum(Tensor.zeros(4)), """
                    minimum: the sizes 3 and 4 do not match at axis -1, and neither is 1
                      left  [2, 3]
                                ^
                      right [4]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> Tensor.zeros(50_000, 1).add(Tensor.zeros(50_000)), """
                    shape: [50000, 50000] has 2500000000 elements (10000000000 bytes of float32); a tensor \
                    has at most 2147483639
                      at OpsMessagesTest.java:LINE
                      fix: work on parts of it, such as smaller batches"""),
            argument(() -> X.clamp(2, 1),
                    "clamp: the bounds 2.0 and 1.0 hold no number between them; give the smaller one first"),
            argument(() -> X.clamp(0, Double.NaN),
                    "clamp: the bounds 0.0 and NaN hold no number between them; give the smaller one first"),
            // ActivationOps
            shape(() -> X.softmax(2), """
                    softmax: there is no axis 2 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.logSoftmax(-3), """
                    logSoftmax: there is no axis -3 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Tensor.scalar(1).softmax(0), """
                    softmax: there is no axis 0 in [], which has 0 axes
                      at OpsMessagesTest.java:LINE
                      fix: a single number has no axes"""),
            // ReductionOps
            shape(() -> X.sum(2), """
                    sum: there is no axis 2 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.mean(-3), """
                    mean: there is no axis -3 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.max(5), """
                    max: there is no axis 5 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.min(2, 0), """
                    min: there is no axis 2 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> X.sum(1, 1), """
                    sum: axis 1 is named twice
                      tensor [2, 3]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> X.mean(0, -2), """
                    mean: axis -2 is named twice
                      tensor [2, 3]
                              ^
                      at OpsMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> X.max(-1, -1), """
                    max: axis -1 is named twice
                      tensor [2, 3]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> X.min(0, 1, 0), """
                    min: axis 0 is named twice
                      tensor [2, 3]
                              ^
                      at OpsMessagesTest.java:LINE
                      fix: name each axis once"""),
            shape(() -> Tensor.zeros(2, 0).max(), """
                    max: axis 1 is empty, so there is nothing to choose from
                      tensor [2, 0]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: check for a size of 0 first"""),
            shape(() -> Tensor.zeros(2, 0, 3).min(0, 1), """
                    min: axis 1 is empty, so there is nothing to choose from
                      tensor [2, 0, 3]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: check for a size of 0 first"""),
            shape(() -> X.argmax(2), """
                    argmax: there is no axis 2 in [2, 3], which has 2 axes
                      at OpsMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            shape(() -> Tensor.zeros(2, 0).argmax(1), """
                    argmax: axis 1 is empty, so there is nothing to choose from
                      tensor [2, 0]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: check for a size of 0 first"""),
            shape(() -> X.sumTo(Shape.of(2)), """
                    sumTo: [2] does not broadcast to [2, 3]
                      tensor [2, 3]
                      target [2]
                      at OpsMessagesTest.java:LINE
                      fix: aligned at the last axis, each size must be 1 or the tensor's"""),
            // MatmulOps
            shape(() -> X.matmul(Tensor.scalar(1)), """
                    matmul: a single number is no matrix
                      left  [2, 3]
                      right []
                      at OpsMessagesTest.java:LINE
                      fix: mul multiplies element by element"""),
            shape(() -> Tensor.zeros(3).matmul(X, true, false), """
                    matmul: a vector cannot be transposed
                      left  [3]
                      right [2, 3]
                      at OpsMessagesTest.java:LINE
                      fix: leave the flag of the vector false, or reshape it to a matrix"""),
            shape(() -> X.matmul(Tensor.zeros(4, 3)), """
                    matmul: the inner sizes 3 and 4 differ
                      left  [2, 3]
                                ^
                      right [4, 3]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: transpose the right side"""),
            shape(() -> X.matmul(Tensor.zeros(2, 4)), """
                    matmul: the inner sizes 3 and 2 differ
                      left  [2, 3]
                                ^
                      right [2, 4]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: transpose the left side"""),
            shape(() -> X.matmul(Tensor.zeros(4, 5)), """
                    matmul: the inner sizes 3 and 4 differ
                      left  [2, 3]
                                ^
                      right [4, 5]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: the left side's columns must be as many as the right side's rows"""),
            shape(() -> X.matmul(Tensor.zeros(4, 5), true, true), """
                    matmul: the inner sizes 2 and 5 differ
                      left, transposed  [2, 3]
                                         ^
                      right, transposed [4, 5]
                                            ^
                      at OpsMessagesTest.java:LINE
                      fix: the left side's columns must be as many as the right side's rows"""),
            shape(() -> X.matmul(Tensor.zeros(4)), """
                    matmul: the inner sizes 3 and 4 differ
                      left  [2, 3]
                                ^
                      right [4]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: the left side's columns must be as many as the right side's rows"""),
            shape(() -> Tensor.zeros(5, 2, 3).matmul(Tensor.zeros(4, 3, 2)), """
                    matmul: the sizes 5 and 4 do not match at axis -3, and neither is 1
                      left  [5, 2, 3]
                             ^
                      right [4, 3, 2]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> Tensor.zeros(7, 5, 2, 3).matmul(Tensor.zeros(8, 1, 3, 2)), """
                    matmul: the sizes 7 and 8 do not match at axis -4, and neither is 1
                      left  [7, 5, 2, 3]
                             ^
                      right [8, 1, 3, 2]
                             ^
                      at OpsMessagesTest.java:LINE
                      fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
            shape(() -> X.linear(Tensor.zeros(3), Tensor.zeros(3)), """
                    linear: the weight has 1 axis instead of 2
                      weight [3]
                      at OpsMessagesTest.java:LINE
                      fix: its shape is [out, in]"""),
            shape(() -> Tensor.scalar(1).linear(Tensor.zeros(4, 3), Tensor.zeros(4)), """
                    linear: the input is a single number, but this layer takes 3 features
                      input  []
                      weight [4, 3]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: give it rows of 3 features"""),
            shape(() -> X.linear(Tensor.zeros(5, 4), Tensor.zeros(5)), """
                    linear: the input's last axis is 3, but this layer takes 4 features
                      input  [2, 3]
                                 ^
                      weight [5, 4]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: give it rows of 4 features, or build this layer for 3"""),
            shape(() -> Tensor.zeros(64, 28, 28).linear(Tensor.zeros(10, 784), Tensor.zeros(10)), """
                    linear: the input's last axis is 28, but this layer takes 784 features
                      input  [64, 28, 28]
                                      ^^
                      weight [10, 784]
                                  ^^^
                      at OpsMessagesTest.java:LINE
                      fix: flatten the input first: reshape(64, 784)"""),
            shape(() -> Tensor.zeros(2, 0).linear(Tensor.zeros(5, 4), Tensor.zeros(5)), """
                    linear: the input's last axis is 0, but this layer takes 4 features
                      input  [2, 0]
                                 ^
                      weight [5, 4]
                                 ^
                      at OpsMessagesTest.java:LINE
                      fix: give it rows of 4 features"""),
            shape(() -> X.linear(Tensor.zeros(5, 3), Tensor.zeros(4)), """
                    linear: the bias does not have one number for each of 5 outputs
                      weight [5, 3]
                              ^
                      bias   [4]
                      at OpsMessagesTest.java:LINE
                      fix: its shape is [5]"""),
            shape(() -> X.linear(Tensor.zeros(5, 3), Tensor.zeros(5, 1)), """
                    linear: the bias does not have one number for each of 5 outputs
                      weight [5, 3]
                              ^
                      bias   [5, 1]
                      at OpsMessagesTest.java:LINE
                      fix: its shape is [5]"""));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
