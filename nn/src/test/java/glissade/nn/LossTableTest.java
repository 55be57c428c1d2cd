package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.GradientCheck;
import glissade.autograd.Variable;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTableTest {

    static List<LossTable.Row> rows() {
        return LossTable.ROWS;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyLoss_firstAndSecondDerivative_agreeWithDifferences(LossTable.Row row) {
        GradientCheck check = GradientCheck.of(row.expression(), row.inputs());

        assertThat(check.isCorrect()).as("%s: %s", row, check.worst()).isTrue();
        assertThat(check.second()).isNotNaN();
    }

    @Test
    void table_publicLosses_allHaveARow() {
        var methods = new TreeSet<String>();
        // the loss of sequences can be differentiated once, and has a test of its own
        for (Class<?> type : List.of(Losses.class, MarginLosses.class, CrossEntropy.class)) {
            Stream.of(type.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Variable.class)
                    .forEach(m -> methods.add(type.getSimpleName() + "." + m.getName()));
        }
        var rows = new TreeSet<>(LossTable.ROWS.stream().map(LossTable.Row::method).toList());

        assertThat(methods).hasSizeGreaterThan(15);
        assertThat(rows).isEqualTo(methods);
    }
}
