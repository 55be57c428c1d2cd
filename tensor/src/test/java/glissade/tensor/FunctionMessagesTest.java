package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every error of comparisons, functions and activations, to the last character.
class FunctionMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);
    private static final Tensor Y = Tensor.zeros(2);
    private static final String NO_BROADCAST = """
            : the sizes 3 and 2 do not match at axis -1, and neither is 1
              left  [2, 3]
                        ^
              right [2]
                     ^
              at FunctionMessagesTest.java:LINE
              fix: to give each row its own number, reshape the right side to [2, 1]""";

    static final List<MessageCase> CASES = List.of(
            // ComparisonOps
            shape(() -> X.less(Y), "less" + NO_BROADCAST),
            shape(() -> X.lessOrEqual(Y), "lessOrEqual" + NO_BROADCAST),
            shape(() -> X.greater(Y), "greater" + NO_BROADCAST),
            shape(() -> X.greaterOrEqual(Y), "greaterOrEqual" + NO_BROADCAST),
            shape(() -> X.equalTo(Y), "equalTo" + NO_BROADCAST),
            shape(() -> X.notEqualTo(Y), "notEqualTo" + NO_BROADCAST),
            shape(() -> X.isNaN().and(Y.isNaN()), "and" + NO_BROADCAST),
            shape(() -> X.isNaN().or(Y.isNaN()), "or" + NO_BROADCAST),
            // FunctionOps
            shape(() -> X.pow(Y), "pow" + NO_BROADCAST),
            // ActivationOps
            shape(() -> X.softmin(2), """
                    softmin: there is no axis 2 in [2, 3], which has 2 axes
                      at FunctionMessagesTest.java:LINE
                      fix: use -2 to 1"""),
            argument(() -> X.leakyRelu(Double.NaN), "leakyRelu: slope is NaN; give a finite float32 number"),
            argument(() -> X.hardtanh(1, 1),
                    "hardtanh: there is nothing between the bounds 1.0 and 1.0; give the smaller one first"),
            argument(() -> X.hardtanh(Double.NaN, 1),
                    "hardtanh: there is nothing between the bounds NaN and 1.0; give the smaller one first"),
            argument(() -> X.elu(Double.NEGATIVE_INFINITY), "elu: alpha is -Infinity; give a finite float32 number"),
            argument(() -> X.elu(1e39), "elu: alpha is 1.0E39; give a finite float32 number"),
            argument(() -> X.celu(Double.NaN), "celu: alpha is NaN; give a finite float32 number"),
            argument(() -> X.celu(0), "celu: alpha is 0.0, and x is divided by it; use relu()"),
            argument(() -> X.celu(1e-50), "celu: alpha is 1.0E-50, and x is divided by it; use relu()"),
            argument(() -> X.softplus(Double.NaN, 20), "softplus: beta is NaN; give a finite float32 number"),
            argument(() -> X.softplus(0, 20), "softplus: beta is 0.0; it must be positive"),
            argument(() -> X.softplus(-1, 20), "softplus: beta is -1.0; it must be positive"),
            argument(() -> X.softplus(1, Double.NaN), "softplus: the threshold is NaN; 20 is PyTorch's"),
            shape(() -> X.prelu(Y), """
                    prelu: the slope is neither one number nor one for each channel
                      tensor [2, 3]
                                 ^
                      slope  [2]
                      at FunctionMessagesTest.java:LINE
                      fix: give one number, or a list of 3"""),
            shape(() -> X.prelu(Tensor.zeros(3, 1)), """
                    prelu: the slope is neither one number nor one for each channel
                      tensor [2, 3]
                                 ^
                      slope  [3, 1]
                      at FunctionMessagesTest.java:LINE
                      fix: give one number, or a list of 3"""),
            shape(() -> Y.prelu(Y), """
                    prelu: the slope is neither one number nor one for each channel
                      tensor [2]
                      slope  [2]
                      at FunctionMessagesTest.java:LINE
                      fix: give one number"""),
            shape(() -> X.glu(1), """
                    glu: an axis of size 3 has no halves
                      tensor [2, 3]
                                 ^
                      at FunctionMessagesTest.java:LINE
                      fix: give it an even size: values, then their gates"""),
            shape(() -> X.glu(-3), """
                    glu: there is no axis -3 in [2, 3], which has 2 axes
                      at FunctionMessagesTest.java:LINE
                      fix: use -2 to 1"""));

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
