package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The table of all layers and what is shown of each, which `docs/layers.md` holds.
class LayerReportTest {

    /// Layers that take whatever they are given and have no option that could be wrong.
    private static final Set<String> CANNOT_FAIL =
            Set.of("Activation", "Identity", "Relu", "Sigmoid", "Tanh", "Threshold");

    private static final String HEAD =
            """
                    # Layers

                    Every public layer of `glissade.nn`, and what the tests show of it. `LayerTableTest` makes the checks: the output has the shape \
                    and, made twice, the same bits; the gradient and the second derivative, along a direction in which the input and all params \
                    move, agree with differences; state saved and loaded into another layer gives the same output. A message stands for one \
                    error or more whose whole text a test compares (– for layers that take everything). Where a layer has several results, the shape is \
                    that of them put together. `LayerReportTest` fails if a layer \
                    is missing, or if this page is not what it finds; the page as it should be is then in `nn/target/layers.md`.

                    | layer | for example | input → output | forward | gradient | second derivative | save, load | message |
                    | --- | --- | --- | --- | --- | --- | --- | --- |
                    """;

    @Test
    void table_everyLayer_isShownInAllFiveColumns() throws IOException {
        var lines = new TreeMap<String, String>();
        Set<String> messages = testedMessages();
        for (LayerTable.Row<?> first : LayerTable.ROWS) {
            String name = name(first);
            lines.computeIfAbsent(name, _ -> line(name, messages));
        }
        String page = HEAD + String.join("", lines.values());

        Files.writeString(Path.of("target/layers.md"), page);
        assertThat(page).doesNotContain("failed");
        String root = System.getProperty("glissade.root");
        assumeTrue(root != null, "glissade.root is not set, so docs/layers.md cannot be found");
        assertThat(Files.readString(Path.of(root, "docs/layers.md"))).isEqualTo(page);
    }

    @Test
    void cannotFail_layersWithAMessage_areNotAmongThem() {
        assertThat(testedMessages()).doesNotContainAnyElementsOf(CANNOT_FAIL);
    }

    private static String name(LayerTable.Row<?> row) {
        return row.make().get().getClass().getSimpleName();
    }

    private static String line(String name, Set<String> messages) {
        List<LayerTable.Row<?>> rows = LayerTable.ROWS.stream().filter(row -> name(row).equals(name)).toList();
        var test = new LayerTableTest();
        var cells = new ArrayList<String>();
        cells.add("`" + name + "`");
        cells.add("`" + rows.getFirst() + "`");
        cells.add("`" + rows.getFirst().input().shape() + " → " + rows.getFirst().output() + "`");
        cells.add(shown(rows, test::forward_anyLayer_givesTheShapeAndTheSameBits));
        cells.add(shown(rows, test::gradient_anyLayer_agreesWithDifferences));
        cells.add(shown(rows, test::secondDerivative_anyLayer_agreesWithDifferencesOfTheFirst));
        cells.add(shown(rows, test::state_loadedIntoAnother_givesTheSameOutput));
        cells.add(CANNOT_FAIL.contains(name) ? "–" : messages.contains(name) ? "✓" : "failed");
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /// A test of [LayerTableTest].
    private interface Check {
        <L extends Stateful> void of(LayerTable.Row<L> row);
    }

    private static String shown(List<LayerTable.Row<?>> rows, Check check) {
        try {
            rows.forEach(check::of);
            return "✓";
        } catch (AssertionError | RuntimeException e) {
            return "failed: " + e.getMessage();
        }
    }

    /// The layers that were at work in an error whose message is compared.
    private static Set<String> testedMessages() {
        var names = new TreeSet<String>();
        Stream.of(MessagesTest.shapes(), MessagesTest.values(), LayersMessagesTest.shapes(),
                LayersMessagesTest.numbers(), LayersMessagesTest.indices(), LayerErrorsTest.errors())
                .flatMap(rows -> rows).forEach(row -> {
                    Throwable thrown = Assertions.catchThrowable((ThrowingCallable) row.get()[1]);
                    for (StackTraceElement frame : thrown.getStackTrace()) {
                        names.add(frame.getClassName().replace("glissade.nn.", ""));
                    }
                });
        return names;
    }
}
