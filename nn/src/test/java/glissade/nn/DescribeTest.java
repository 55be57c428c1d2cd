package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DescribeTest {

    private record Scale(Param factor, double power, @Nullable Param shift) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return x.mul(factor).pow(power);
        }
    }

    private record Net(Sequential body, List<Linear> heads, Layer last, @Unnamed Scale scale, int size)
            implements
            Stateful {
    }

    private record Said(Linear inner) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return inner.forward(x);
        }

        @Override
        public String toString() {
            return "Said(2 words)";
        }
    }

    private static Linear linear(int in, int out) {
        return Linear.init(in, out, RandomStream.of(1));
    }

    @Test
    void describe_recordOfOnesOwn_showsNamesPartsAndOptions() {
        var net = new Net(Sequential.of(linear(4, 3), new Said(linear(3, 3)), Sequential.of()),
                List.of(linear(3, 1), linear(3, 2)), Variable::tanh, new Scale(Param.of(Tensor.ones(3)), 2, null), 7);

        assertThat(net.describe()).isEqualTo("""
                Net(size 7
                  body: Sequential(
                    0: Linear(4 → 3)
                    1: Said(2 words
                      inner: Linear(3 → 3)
                    )
                    2: Sequential
                  )
                  heads.0: Linear(3 → 1)
                  heads.1: Linear(3 → 2)
                  last: lambda
                )""");
    }

    @Test
    void describe_layerWithoutParts_isALine() {
        assertThat(linear(2, 3).describe()).isEqualTo("Linear(2 → 3)");
        assertThat(new Scale(Param.of(Tensor.ones(3)), 0.5, Param.of(Tensor.ones(2, 1))).describe())
                .isEqualTo("Scale(factor [3], power 0.5, shift [2, 1])");
        Layer lambda = Variable::tanh;
        assertThat(lambda.describe()).isEqualTo("lambda");
    }

    @Test
    void describe_layersOfThePackage_showTheirParts() {
        var random = RandomStream.of(1);
        assertThat(MultiHeadAttention.init(8, 2, random).describe()).isEqualTo("""
                MultiHeadAttention(8 features, 2 heads
                  out_proj: Linear(8 → 8)
                  dropout: Dropout(0.0)
                )""");
        assertThat(LstmCell.init(3, 2, random).describe()).isEqualTo("LstmCell(3 → 2)");
        assertThat(Sequential.of(new Residual(linear(2, 2)), Branches.cat(1, linear(2, 2), new Relu()),
                new AtTest(Sequential.of(BatchNorm1d.of(2))))).hasToString("""
                        Sequential(
                          0: Residual(
                            layer: Linear(2 → 2)
                          )
                          1: Branches(joined 1
                            0: Linear(2 → 2)
                            1: Relu
                          )
                          2: AtTest(Sequential
                            0: BatchNorm1d(2)
                          )
                        )""");
    }

    @Test
    void toString_netWithHiddenState_isStillPrinted() {
        var hidden = linear(2, 2);
        Layer lambda = hidden::forward;

        assertThat(Sequential.of(new Relu(), lambda)).hasToString("""
                Sequential(
                  0: Relu
                  1: lambda
                )""");
    }
}
