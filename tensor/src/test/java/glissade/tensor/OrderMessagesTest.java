package glissade.tensor;

import static glissade.tensor.MessageCase.argument;
import static glissade.tensor.MessageCase.shape;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Errors of the operations that order and of the later reductions, to the last character.
class OrderMessagesTest {

    private static final Tensor X = Tensor.zeros(2, 3);

    static final List<MessageCase> CASES = List.of(
            // reductions
            noAxis(() -> X.prod(2), "prod"), noAxis(() -> X.var(2), "var"), noAxis(() -> X.biasedVar(2), "biasedVar"),
            noAxis(() -> X.std(2), "std"), noAxis(() -> X.biasedStd(2), "biasedStd"),
            noAxis(() -> X.logSumExp(2), "logSumExp"), noAxis(() -> X.norm(2, 2), "norm"),
            shape(() -> X.std(1, -1), """
                    std: axis -1 is named twice
                      tensor [2, 3]
                                 ^
                      at OrderMessagesTest.java:LINE
                      fix: name each axis once"""),
            argument(() -> X.norm(Double.NaN, 0),
                    "norm: p is NaN; use a number such as 1 or 2, or an infinity"),
            nothing(() -> Tensor.zeros(2, 0).norm(Double.POSITIVE_INFINITY, 1), "norm"),
            nothing(() -> Tensor.zeros(2, 0).norm(-1, 1), "norm"),
            shape(() -> X.sum().unsqueeze(0, 2, 0), """
                    unsqueeze: the new axis 0 is named twice
                      tensor []
                      at OrderMessagesTest.java:LINE
                      fix: name each new axis once"""),
            // places
            nothing(() -> Tensor.zeros(2, 0).argmax(), "argmax"), nothing(() -> Tensor.zeros(2, 0).argmin(), "argmin"),
            nothing(() -> Tensor.zeros(2, 0).argmin(-1), "argmin"),
            nothing(() -> Tensor.zeros(2, 0).maxAlong(1), "maxAlong"),
            nothing(() -> Tensor.zeros(2, 0).minAlong(1), "minAlong"),
            noAxis(() -> X.argmin(2), "argmin"), noAxis(() -> X.maxAlong(2), "maxAlong"),
            noAxis(() -> X.minAlong(2), "minAlong"),
            // order
            noAxis(() -> X.sort(2), "sort"), noAxis(() -> X.sortDescending(2), "sortDescending"),
            noAxis(() -> X.argsort(2), "argsort"), noAxis(() -> X.argsortDescending(2), "argsortDescending"),
            noAxis(() -> X.topK(2, 1), "topK"), noAxis(() -> X.bottomK(2, 1), "bottomK"),
            shape(() -> X.topK(-1, 4), """
                    topK: k is 4, but the axis has 3 elements
                      tensor [2, 3]
                                 ^
                      at OrderMessagesTest.java:LINE
                      fix: use 0 to 3"""),
            shape(() -> X.bottomK(0, -1), """
                    bottomK: k is -1, but the axis has 2 elements
                      tensor [2, 3]
                              ^
                      at OrderMessagesTest.java:LINE
                      fix: use 0 to 2"""),
            noAxis(() -> X.cumsum(2), "cumsum"), noAxis(() -> X.cumprod(2), "cumprod"));

    private static MessageCase noAxis(Supplier<?> call, String op) {
        return shape(call, op + """
                : there is no axis 2 in [2, 3], which has 2 axes
                  at OrderMessagesTest.java:LINE
                  fix: use -2 to 1""");
    }

    private static MessageCase nothing(Supplier<?> call, String op) {
        return shape(call, op + """
                : axis 1 is empty, so there is nothing to choose from
                  tensor [2, 0]
                             ^
                  at OrderMessagesTest.java:LINE
                  fix: check for a size of 0 first""");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void message_ofEachError_isWhole(MessageCase error) {
        error.check();
    }
}
