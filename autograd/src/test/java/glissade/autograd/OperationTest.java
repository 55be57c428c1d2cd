package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.ConvWindow;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationTest {

    private static Variable zeros(int... sizes) {
        return Variable.of(Tensor.zeros(sizes));
    }

    private static List<Operation> operations(Runnable body) {
        var seen = new ArrayList<Operation>();
        Operation.observe(seen::add, body);
        return seen;
    }

    private static long multiplyAdds(Runnable body) {
        return operations(body).stream().mapToLong(Operation::multiplyAdds).sum();
    }

    @Test
    void observe_operations_areShownInTheirOrder() {
        Param w = Param.of(Tensor.ones(2, 3));
        Variable x = zeros(4, 3);

        var seen = operations(() -> x.linear(w).relu());

        assertThat(seen).extracting(Operation::name).containsExactly("linear", "relu");
        assertThat(seen.getFirst().inputs()).containsExactly(x, w);
        assertThat(seen.getFirst().results()).containsExactly(Tensor.zeros(4, 2));
        assertThat(seen.getFirst().newBytes()).isEqualTo(4 * 8);
    }

    @Test
    void observe_whereNothingIsRecorded_showsThemToo() {
        assertThat(operations(() -> Mode.evaluate(() -> {
            Param.of(Tensor.ones(2)).exp();
        }))).extracting(Operation::name).containsExactly("exp");
    }

    @Test
    void observe_afterIt_nothingIsShown() {
        var seen = new ArrayList<Operation>();

        Variable y = Operation.observe(seen::add, () -> zeros(2).exp());
        y.exp();

        assertThat(seen).hasSize(1);
    }

    @Test
    void observe_withAnomalies_bothLook() {
        var seen = new ArrayList<Operation>();

        Anomalies.detect(() -> Operation.observe(seen::add, () -> zeros(2).exp()));

        assertThat(seen).hasSize(1);
    }

    @Test
    void observe_severalResults_areShownTogether() {
        var seen = operations(() -> zeros(3, 2).unbind(0));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().results()).hasSize(3);
    }

    @Test
    void newBytes_sharedMemory_isNotNew() {
        assertThat(operations(() -> zeros(2, 3).reshape(3, 2)).getFirst().newBytes()).isZero();
    }

    @Test
    void multiplyAdds_products_followFromTheShapes() {
        assertThat(multiplyAdds(() -> zeros(5, 4, 3).linear(zeros(2, 3), zeros(2)))).isEqualTo(5 * 4 * 3 * 2);
        assertThat(multiplyAdds(() -> zeros(5, 4, 3).matmul(zeros(3, 2)))).isEqualTo(5 * 4 * 3 * 2);
        assertThat(multiplyAdds(() -> zeros(5, 3, 4).matmul(zeros(5, 2, 3), true, true))).isEqualTo(5 * 4 * 3 * 2);
        assertThat(multiplyAdds(() -> zeros(3).matmul(zeros(3)))).isEqualTo(3);
        assertThat(multiplyAdds(() -> zeros(0, 3).matmul(zeros(3, 2)))).isZero();
        assertThat(multiplyAdds(() -> zeros(3).outer(zeros(2)))).isEqualTo(6);
        assertThat(multiplyAdds(() -> zeros(4).exp())).isZero();
    }

    @Test
    void multiplyAdds_einsum_isOneForEachIndexOfAllLetters() {
        assertThat(multiplyAdds(() -> Variable.einsum("bij,bkj->bik", zeros(5, 4, 3), zeros(5, 2, 3))))
                .isEqualTo(5 * 4 * 3 * 2);
        assertThat(multiplyAdds(() -> Variable.einsum("i,i->", zeros(7), zeros(7)))).isEqualTo(7);
    }

    @Test
    void multiplyAdds_convolutions_countGroups() {
        Variable x = zeros(2, 4, 6);
        var window = new ConvWindow().groups(2).padding(1);

        assertThat(multiplyAdds(() -> x.conv(zeros(8, 2, 3), null, window))).isEqualTo(2 * 8 * 6 * 2 * 3);
        assertThat(multiplyAdds(() -> x.conv(zeros(8, 2, 3), zeros(8), window))).isEqualTo(2 * 8 * 6 * 2 * 3);
        assertThat(multiplyAdds(() -> x.convTranspose(zeros(4, 3, 3), null, window))).isEqualTo(2 * 4 * 6 * 3 * 3);
        assertThat(multiplyAdds(() -> x.convTranspose(zeros(4, 3, 3), zeros(6), window)))
                .isEqualTo(2 * 4 * 6 * 3 * 3);
    }

    @Test
    void observe_backward_showsItsProducts() {
        Param w = Param.of(Tensor.ones(2, 3));
        Variable loss = zeros(4, 3).linear(w).sum();

        assertThat(multiplyAdds(loss::backward)).isEqualTo(Shape.of(4, 3).elements() * 2);
    }
}
