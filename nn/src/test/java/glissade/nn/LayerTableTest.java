package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every layer of [LayerTable].
class LayerTableTest {

    static List<LayerTable.Row<?>> rows() {
        return LayerTable.ROWS;
    }

    @ParameterizedTest
    @MethodSource("rows")
    <L extends Stateful> void forward_anyLayer_givesTheShapeAndTheSameBits(LayerTable.Row<L> row) {
        Tensor y = row.run(row.make().get(), Variable.of(row.input())).value();

        assertThat(y.shape()).isEqualTo(row.output());
        assertThat(y.allFinite()).isTrue();
        assertThat(row.run(row.make().get(), Variable.of(row.input())).value()).isEqualTo(y);
    }

    @ParameterizedTest
    @MethodSource("rows")
    <L extends Stateful> void gradient_anyLayer_agreesWithDifferences(LayerTable.Row<L> row) {
        var at = new Point<>(row);
        var gradients = at.loss(0).backward();
        double h = 0x1p-7;
        for (int i = 0; i < at.leaves.size(); i++) {
            Param leaf = at.leaves.get(i);
            Tensor gradient = gradients.find(leaf).orElse(Tensor.zeros(leaf.shape()));
            double slope = gradient.mul(at.directions.get(i)).sum().item();
            double difference = (at.value(i, h) - at.value(i, -h)) / (2 * h);

            assertThat(slope).as("leaf %d", i).isCloseTo(difference, within(1e-3 * (1 + Math.abs(difference))));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    <L extends Stateful> void with_itsOwnValues_hasTheSameOutputAndGradients(LayerTable.Row<L> row) {
        L layer = row.make().get();
        L other = row.make().get();
        Variable x = Variable.tracked(row.input());
        List<Param> params = layer.parameters().list();
        List<Param> behind = other.parameters().list();

        Variable y = row.run(layer, x);
        Variable its = row.run(Stateful.with(other, behind.stream().map(param -> param.mul(1)).toList()), x);

        assertThat(its.value()).isEqualTo(y.value());
        if (y.isTracked()) {
            var gradients = y.square().sum().backward();
            var through = its.square().sum().backward();
            for (int i = 0; i < params.size(); i++) {
                assertThat(through.find(behind.get(i))).isEqualTo(gradients.find(params.get(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    <L extends Stateful> void secondDerivative_anyLayer_agreesWithDifferencesOfTheFirst(LayerTable.Row<L> row) {
        var at = new Point<>(row);
        double curvature = 0;
        List<Variable> second = at.slope(0).isTracked() ? at.gradientsOf(at.slope(0)) : List.of();
        for (int i = 0; i < second.size(); i++) {
            curvature += second.get(i).value().mul(at.directions.get(i)).sum().item();
        }
        double h = 0x1p-7;
        double difference = (at.slope(h).item() - at.slope(-h).item()) / (2 * h);

        assertThat(curvature).isCloseTo(difference, within(2e-2 * (1 + Math.abs(difference))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    <L extends Stateful> void state_loadedIntoAnother_givesTheSameOutput(LayerTable.Row<L> row) {
        L trained = row.make().get();
        trained.parameters().forEach(param -> param.set(param.value().mul(1.25).add(0.125)));
        row.run(trained, Variable.of(row.input())); // gathers statistics
        L fresh = row.make().get();

        fresh.load(trained.state());

        Variable x = Variable.of(row.input());
        assertThat(fresh.state()).isEqualTo(trained.state());
        assertThat(Mode.evaluate(() -> row.run(fresh, x)).value())
                .isEqualTo(Mode.evaluate(() -> row.run(trained, x)).value());
    }

    @Test
    void table_publicLayers_allHaveARow() throws IOException, URISyntaxException {
        var layers = new TreeSet<String>();
        URI folder = Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (var files = Files.list(Path.of(folder).resolve("glissade/nn"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!name.contains("$") && !name.endsWith("-info") && isLayer(type(name))) {
                    layers.add(name);
                }
            }
        }
        var rows = new TreeSet<String>();
        LayerTable.ROWS.forEach(row -> rows.add(row.make().get().getClass().getSimpleName()));

        assertThat(layers).hasSizeGreaterThan(30);
        assertThat(rows).isEqualTo(layers);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("glissade.nn." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isLayer(Class<?> type) {
        return Stateful.class.isAssignableFrom(type) && !type.isInterface() && Modifier.isPublic(type.getModifiers());
    }

    /// A layer's params and its input, moved along a random direction.
    private static final class Point<L extends Stateful> {

        private final LayerTable.Row<L> row;
        private final L layer;
        private final Param input;
        private final List<Param> leaves = new ArrayList<>();
        private final List<Tensor> starts = new ArrayList<>();
        private final List<Tensor> directions = new ArrayList<>();
        private final Tensor weights;
        private final StateDict streams;

        Point(LayerTable.Row<L> row) {
            this.row = row;
            layer = row.make().get();
            input = Param.of(row.input());
            layer.parameters().forEach(leaves::add);
            leaves.add(input);
            var random = RandomStream.of(9);
            for (Param leaf : leaves) {
                starts.add(leaf.value());
                directions.add(random.uniform(leaf.shape(), -1, 1));
            }
            weights = random.uniform(row.output(), -1, 1);
            streams = layer.streams();
        }

        /// A number that depends on all outputs, where all params and the input have moved by `step` times their direction.
        Variable loss(double step) {
            for (int i = 0; i < leaves.size(); i++) {
                leaves.get(i).set(starts.get(i).add(directions.get(i).mul(step)));
            }
            layer.loadStreams(streams);
            return row.run(layer, input).mul(weights).sum();
        }

        /// The same number, added up in `double`, where one of them alone has moved.
        double value(int leaf, double step) {
            for (int i = 0; i < leaves.size(); i++) {
                leaves.get(i).set(i == leaf ? starts.get(i).add(directions.get(i).mul(step)) : starts.get(i));
            }
            layer.loadStreams(streams);
            float[] outputs = row.run(layer, input).value().toArray();
            float[] factors = weights.toArray();
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                sum += (double) outputs[i] * factors[i];
            }
            return sum;
        }

        /// The derivative along the direction, as a variable.
        Variable slope(double step) {
            List<Variable> gradients = gradientsOf(loss(step));
            Variable slope = Variable.of(Tensor.scalar(0));
            for (int i = 0; i < gradients.size(); i++) {
                slope = slope.add(gradients.get(i).mul(directions.get(i)).sum());
            }
            return slope;
        }

        List<Variable> gradientsOf(Variable number) {
            return number.gradients(leaves.toArray(Variable[]::new));
        }
    }
}
