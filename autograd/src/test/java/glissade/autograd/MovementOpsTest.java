package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.PadMode;
import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MovementOpsTest {

    private static final Tensor WEIGHTS = Tensor.of(2, 3, 5, 7, 11, 13);

    /// `Σ w · y` with weights that tell the elements apart.
    private static Variable weighted(Variable y) {
        return y.flatten(0, -1).mul(WEIGHTS.narrow(0, 0, y.shape().elements())).sum();
    }

    @Test
    void slice_gradient_standsAtTheSlices() {
        var x = Variable.tracked(Tensor.zeros(2, 4));
        var y = weighted(x.slice(Slice.at(1), Slice.all().step(-2)));

        assertThat(y.backward().of(x)).isEqualTo(Tensor.of(new float[][] {{0, 0, 0, 0}, {0, 3, 0, 2}}));
    }

    @Test
    void split_piecesThatAreNotUsed_haveNoGradient() {
        var x = Variable.tracked(Tensor.zeros(2, 3));
        List<Variable> pieces = x.split(1, 1, 2);

        assertThat(weighted(pieces.get(1)).backward().of(x)).isEqualTo(Tensor.of(new float[][] {{0, 2, 3}, {0, 5, 7}}));
    }

    @Test
    void unbind_partsUsedTwice_addUp() {
        var x = Variable.tracked(Tensor.of(2, 3));
        List<Variable> parts = x.unbind(0);
        Variable y = parts.get(0).mul(parts.get(0)).mul(parts.get(1));

        assertThat(y.backward().of(x)).isEqualTo(Tensor.of(12, 4));
    }

    @Test
    void split_constant_isNotRecorded() {
        assertThat(Variable.of(Tensor.range(4)).split(0, 2)).noneMatch(Variable::isTracked);
        assertThat(Variable.cat(0, Tensor.of(1), Tensor.of(2)).isTracked()).isFalse();
    }

    @Test
    void catAndStack_oneTensorTwice_addItsParts() {
        var x = Variable.tracked(Tensor.zeros(2));

        assertThat(weighted(Variable.cat(0, x, Tensor.zeros(1), x)).backward().of(x)).isEqualTo(Tensor.of(9, 14));
        assertThat(weighted(Variable.stack(1, x, Tensor.zeros(2), x)).backward().of(x)).isEqualTo(Tensor.of(7, 20));
        assertThat(weighted(Variable.stack(1, List.of(x, x))).backward().of(x)).isEqualTo(Tensor.of(5, 12));
    }

    @Test
    void pad_gradient_addsUpTheCopies() {
        var x = Variable.tracked(Tensor.zeros(3));

        assertThat(weighted(x.pad(PadMode.REFLECT, 2, 1)).backward().of(x)).isEqualTo(Tensor.of(5, 3 + 7 + 13, 2 + 11));
        assertThat(weighted(x.pad(PadMode.REPLICATE, 2, 1)).backward().of(x))
                .isEqualTo(Tensor.of(2 + 3 + 5, 7, 11 + 13));
        assertThat(weighted(x.pad(PadMode.CIRCULAR, 2, 1)).backward().of(x))
                .isEqualTo(Tensor.of(5 + 13, 2 + 7, 3 + 11));
        assertThat(weighted(x.padConstant(9, -1, 3)).backward().of(x)).isEqualTo(Tensor.of(0, 2, 3));
    }

    @Test
    void diagonal_gradient_standsOnTheDiagonal() {
        var x = Variable.tracked(Tensor.zeros(2, 3));

        assertThat(weighted(x.diagonal(1)).backward().of(x)).isEqualTo(Tensor.of(new float[][] {{0, 2, 0}, {0, 0, 3}}));
        assertThat(x.diagonal(Integer.MIN_VALUE).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
    }

    @Test
    void triangles_ofNaN_haveZerosBesideThem() {
        var x = Variable.tracked(Tensor.full(Shape.of(2, 2), Double.NaN));

        assertThat(weighted(x.tril(0)).backward().of(x)).isEqualTo(Tensor.of(new float[][] {{2, 0}, {5, 7}}));
        assertThat(weighted(x.triu(1)).backward().of(x)).isEqualTo(Tensor.of(new float[][] {{0, 3}, {0, 0}}));
    }

    @Test
    void empty_gradients_areZeros() {
        var x = Variable.tracked(Tensor.ones(2, 2));

        assertThat(x.tile(0, 3).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 2));
        assertThat(x.repeatInterleave(0, 0).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 2));
        assertThat(x.slice(Slice.to(0)).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 2));
        assertThat(x.expand(0, -1, -1).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 2));
        assertThat(x.pad(-2, 0).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 2));
    }

    /// Those that may return the very elements of a param must not see it change.
    @Test
    void results_ofAParam_doNotChangeWithIt() {
        var param = Param.of(Tensor.range(2));
        param.update(elements -> elements[0] = 1); // nobody else holds the array now
        List<Variable> results = List.of(param.expand(-1), param.squeeze(), param.flatten(0, -1),
                param.pad(PadMode.REFLECT),
                param.repeatInterleave(0, 1), param.tile(), param.slice(), param.roll(0, 0), param.pad(), param.flip(),
                Variable.cat(0, param), param.split(0, 2).getFirst());
        param.update(elements -> elements[1] = 99);

        assertThat(results.subList(0, 9)).extracting(Variable::value).containsOnly(Tensor.of(1, 1));
        assertThat(results).extracting(y -> y.value().sum()).containsOnly(Tensor.scalar(2));
    }

    /// Moving back needs shapes alone, so the graph must hold neither the operand nor the result.
    @ParameterizedTest
    @FieldSource("MOVES")
    void graph_ofAMove_keepsNoValues(UnaryOperator<Variable> move) {
        var alive = new ArrayList<WeakReference<Tensor>>();
        Variable y = moved(move, Variable.tracked(Tensor.zeros(4, 4)), alive);
        for (int i = 0; i < 20 && alive.stream().anyMatch(reference -> reference.get() != null); i++) {
            System.gc();
        }

        assertThat(alive).hasSize(2).allMatch(reference -> reference.get() == null);
        assertThat(y.isTracked()).isTrue();
    }

    private static Variable moved(UnaryOperator<Variable> move, Variable x, List<WeakReference<Tensor>> made) {
        Variable operand = x.mul(2);
        Variable result = move.apply(operand);
        made.add(new WeakReference<>(operand.value()));
        made.add(new WeakReference<>(result.value()));
        return result.add(1);
    }

    static final List<UnaryOperator<Variable>> MOVES = List.of(x -> x.reshape(16), x -> x.reshape(Shape.of(2, 8)),
            x -> x.flatten(0, 1), x -> x.transpose(), x -> x.permute(1, 0), x -> x.expand(2, -1, -1), x -> x.tile(2),
            x -> x.repeatInterleave(0, 2), x -> x.flip(), x -> x.roll(0, 1), x -> x.pad(1, 1),
            x -> x.pad(PadMode.CIRCULAR, 1, 1), x -> x.tril(0), x -> x.triu(0), x -> x.diagonal(0), x -> x.diagEmbed(0),
            x -> x.slice(Slice.at(0)), x -> x.scatterSlice(Shape.of(4, 8), Slice.all(), Slice.all().step(2)),
            x -> x.select(0, 1), x -> x.narrow(0, 1, 2), x -> x.split(0, 1, 3).getLast(), x -> x.chunk(0, 2).getFirst(),
            x -> x.unbind(0).getFirst(), x -> Variable.cat(0, x, x), x -> Variable.stack(0, x, x));
}
