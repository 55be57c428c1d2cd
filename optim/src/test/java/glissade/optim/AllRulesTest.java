package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of every rule, and that every rule is tried.
class AllRulesTest {

    /// The public rules of the module, found in its class files.
    private static Set<Class<?>> rulesOfTheModule() throws IOException, URISyntaxException {
        URI here = Objects.requireNonNull(Adam.class.getResource("Adam.class")).toURI();
        try (Stream<Path> files = Files.list(Objects.requireNonNull(Path.of(here).getParent()))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class"))
                    .map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> UpdateRule.class.isAssignableFrom(type) && type.isRecord()
                            && Modifier.isPublic(type.getModifiers()))
                    .collect(Collectors.toSet());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("glissade.optim." + name, false, AllRulesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<UpdateRule> ofTheModule() {
        return Rules.all().filter(rule -> Modifier.isPublic(rule.getClass().getModifiers()));
    }

    /// LBfgs, which is given no gradients, has tests of its own.
    @Test
    void list_everyRuleOfTheModule_isOnIt() throws IOException, URISyntaxException {
        assertThat(ofTheModule().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(rulesOfTheModule().stream().filter(type -> type != LBfgs.class).collect(Collectors.toSet()))
                .hasSizeGreaterThan(15);
    }

    private static List<Object> options(UpdateRule rule) {
        return Arrays.stream(rule.getClass().getRecordComponents())
                .map(component -> call(component.getAccessor(), rule))
                .toList();
    }

    private static Object call(Method method, Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
    }

    /// Nesterov's form of Sgd forbids some changes.
    static Stream<UpdateRule> freeToChange() {
        return ofTheModule().filter(rule -> !(rule instanceof Sgd sgd && (sgd.momentum() == 0 || sgd.nesterov())));
    }

    /// Each method of a rule that returns a rule of its class changes the options of its parameters' names alone, and there is
    /// one for each option but the semantics.
    @ParameterizedTest
    @MethodSource("freeToChange")
    void withers_eachOption_changeThatAlone(UpdateRule rule) {
        List<String> names = Arrays.stream(rule.getClass().getRecordComponents()).map(RecordComponent::getName)
                .toList();
        var changed = new TreeSet<String>();
        for (Method wither : rule.getClass().getDeclaredMethods()) {
            if (wither.getReturnType() != rule.getClass() || Modifier.isStatic(wither.getModifiers())) {
                continue;
            }
            List<Object> before = options(rule);
            int first = wither.getParameterCount() == 1 ? names.indexOf(wither.getName())
                    : names.indexOf(switch (wither.getName()) {
                        case "betas" -> "beta1";
                        case "coefficients" -> "a";
                        case "eps" -> "eps1";
                        case "etas" -> "etaMinus";
                        case "stepSizes" -> "stepMin";
                        default -> throw new AssertionError("which options does " + wither + " change?");
                    });
            Object[] arguments = new Object[wither.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = other(before.get(first + i));
                changed.add(names.get(first + i));
            }
            List<Object> after = options((UpdateRule) call(wither, rule, arguments));
            for (int i = 0; i < names.size(); i++) {
                boolean isMeant = i >= first && i < first + arguments.length;
                assertThat(after.get(i)).as("%s after %s", names.get(i), wither.getName())
                        .isEqualTo(isMeant ? arguments[i - first] : before.get(i));
            }
        }
        assertThat(changed).isEqualTo(names.stream().filter(name -> !name.equals("semantics") && !name.equals("rule"))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// Another value that the option's bounds allow.
    private static Object other(Object value) {
        return switch (value) {
            case Boolean flag -> !flag;
            case Integer count -> count + 1;
            case Double number when Double.isInfinite(number) -> 3.0;
            case Double number when number == 0 -> 0.25;
            case Double number when number < 0 -> number / 2;
            case Double number when number < 1 -> number / 2;
            case Double number -> number * 1.25;
            default -> throw new AssertionError("no other value than " + value);
        };
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void step_twice_givesTheSameBits(UpdateRule rule) {
        assertThat(RuleCheck.run(rule)).isEqualTo(RuleCheck.run(rule)).isNotEqualTo(RuleCheck.param().value());
        assertThat(RuleCheck.run(rule).allFinite()).isTrue();
    }

    static Stream<UpdateRule> climbing() {
        return ofTheModule().filter(rule -> !(rule instanceof Lookahead));
    }

    @ParameterizedTest
    @MethodSource("climbing")
    void step_maximize_isDescentOfTheNegative(UpdateRule rule) throws ReflectiveOperationException {
        var climbing = (UpdateRule) call(rule.getClass().getMethod("maximize", boolean.class), rule, true);

        assertThat(RuleCheck.run(climbing)).isEqualTo(RuleCheck.run(rule, -1)).isNotEqualTo(RuleCheck.run(rule));
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void step_missingGradient_leavesTheParamAlone(UpdateRule rule) {
        var param = RuleCheck.param();
        var optimizer = rule.over(Params.of(param));
        optimizer.step(Gradients.of(param, RuleCheck.gradients().getFirst()));
        Tensor before = param.value();
        var state = optimizer.state();

        optimizer.step(Gradients.none());

        assertThat(param.value()).isEqualTo(before);
        if (rule.countsMissing()) {
            assertThat(optimizer.state().integer("state.0.step")).isEqualTo(2);
        } else {
            assertThat(optimizer.state()).isEqualTo(state.with("steps", 2));
        }
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void step_paramsOfAnyRank_move(UpdateRule rule) {
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(3, 0), Shape.of(0, 3),
                Shape.of(2, 1, 3))) {
            if (rule instanceof Muon && shape.rank() != 2) {
                continue;
            }
            var param = Param.of(Tensor.full(shape, 2));
            var optimizer = rule.over(Params.of(param));

            for (int t = 0; t < 3; t++) {
                optimizer.step(Gradients.of(param, Tensor.full(shape, 0.5)));
            }

            assertThat(param.value().shape()).isEqualTo(shape);
            assertThat(param.value().allFinite()).isTrue();
            if (shape.elements() > 0) {
                assertThat(param.value()).isNotEqualTo(Tensor.full(shape, 2));
            }
            optimizer.load(optimizer.state());
        }
    }

    /// The rates are those for a parabola of curvature 1 or less.
    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void step_parabola_comesNearItsFoot(UpdateRule rule) {
        if (rule instanceof Adadelta) {
            return; // by design it has hardly begun after so many steps
        }
        var param = Param.of(Tensor.of(new float[][] {{1, -0.5f}, {0.25f, 0.5f}}));
        var optimizer = rule.over(Params.of(param));
        double before = param.value().norm();

        for (int t = 0; t < 100; t++) {
            optimizer.step(param.square().mul(0.5).sum().backward());
        }

        assertThat(param.value().norm()).isLessThan(0.75 * before);
    }

    /// The canonical constructor says which option is no number.
    @ParameterizedTest
    @MethodSource("ofTheModule")
    void new_nanForAnyOption_isRefusedByName(UpdateRule rule) {
        RecordComponent[] components = rule.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (components[i].getType() != double.class) {
                continue;
            }
            Object[] options = options(rule).toArray();
            options[i] = Double.NaN;
            assertThatThrownBy(() -> rule.getClass().getDeclaredConstructors()[canonical(rule)].newInstance(options))
                    .cause().isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            rule.getClass().getSimpleName() + ": " + components[i].getName() + " is NaN, must be ");
        }
    }

    private static int canonical(UpdateRule rule) {
        var constructors = rule.getClass().getDeclaredConstructors();
        int at = 0;
        while (constructors[at].getParameterCount() != rule.getClass().getRecordComponents().length) {
            at++;
        }
        return at;
    }
}
