package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.module.ModuleReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// `Math.exp` and its kin differ in the last bit between platforms and compilers. No class of the library may call them, or
/// refer to them: tensors use own kernels, scalars `StrictMath`.
class ForbiddenMathTest {

    private static final Set<String> FORBIDDEN = Set.of("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh",
            "cosh", "tanh", "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

    private static final List<String> LIBRARY = List.of("glissade.tensor", "glissade.autograd", "glissade.nn",
            "glissade.optim", "glissade.data", "glissade.train", "glissade.examples", "glissade.conformance");

    @Test
    void library_everyClass_callsNoPlatformMath() throws IOException {
        var found = new TreeSet<String>();
        int classes = 0;
        for (String module : LIBRARY) {
            var reference = ModuleLayer.boot().configuration().findModule(module).orElseThrow().reference();
            try (ModuleReader reader = reference.open()) {
                for (String name : reader.list().filter(entry -> entry.endsWith(".class")).toList()) {
                    try (var in = reader.open(name).orElseThrow()) {
                        found.addAll(forbidden(ClassFile.of().parse(in.readAllBytes())));
                        classes++;
                    }
                }
            }
        }

        assertThat(classes).isGreaterThan(80);
        // this test's own planted calls are the only ones
        assertThat(found).containsExactly("glissade/conformance/ForbiddenMathTest$Planted: Math.exp",
                "glissade/conformance/ForbiddenMathTest$Planted: Math.tanh");
    }

    private static Set<String> forbidden(ClassModel type) {
        var found = new TreeSet<String>();
        type.constantPool().forEach(entry -> {
            if (entry instanceof MemberRefEntry member && member.owner().asInternalName().equals("java/lang/Math")
                    && FORBIDDEN.contains(member.name().stringValue())) {
                found.add(type.thisClass().asInternalName() + ": Math." + member.name().stringValue());
            }
        });
        return found;
    }

    /// A call and a method reference, to show that the scan finds both.
    static final class Planted {
        static final DoubleUnaryOperator REFERENCE = Math::tanh;

        private Planted() {
        }

        static double call(double x) {
            return Math.exp(x);
        }
    }
}
