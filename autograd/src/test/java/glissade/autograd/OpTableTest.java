package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Located;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpTableTest {

    static List<OpTable.Row> rows() {
        return OpTable.ROWS;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyOp_firstAndSecondDerivative_agreeWithDifferences(OpTable.Row row) {
        GradientCheck check = GradientCheck.of(row.expression(), row.inputs());

        assertThat(check.isCorrect()).as("%s: %s", row, check.worst()).isTrue();
        assertThat(check.second()).isNotNaN();
    }

    @Test
    void table_publicMethodsOfTheFamilies_allHaveARow() {
        var families = Stream.of(Variable.class.getInterfaces())
                .filter(family -> family.getName().startsWith("glissade.autograd"))
                .flatMap(family -> Stream.of(family.getDeclaredMethods()))
                .filter(method -> Set.of(Variable.class, List.class, Located.class).contains(method.getReturnType()));
        // operations of several variables are static
        var makers = Set.of("of", "tracked", "record");
        var joins = Stream.of(Variable.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Variable.class)
                .filter(method -> !makers.contains(method.getName()));
        var methods = new TreeSet<String>();
        Stream.concat(families, joins).filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName)
                .forEach(methods::add);
        var rows = new TreeSet<>(OpTable.ROWS.stream().map(OpTable.Row::method).toList());

        assertThat(methods).hasSizeGreaterThan(20);
        assertThat(rows).isEqualTo(methods);
    }
}
