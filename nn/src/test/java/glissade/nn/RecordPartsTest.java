package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordPartsTest {

    private static final ClassDesc FOREIGN = ClassDesc.of("foreign.nets.Net");

    @ParameterizedTest
    @CsvSource({"weight, weight", "runningMean, running_mean", "weightIhL0, weight_ih_l0", "conv2dBlock, conv2d_block",
        "snake_case, snake_case", "W, w", "numQKV, num_qkv"})
    void snakeCase_componentName_isPyTorchs(String name, String expected) {
        assertThat(RecordParts.snakeCase(name)).isEqualTo(expected);
    }

    @Test
    void of_record_namesPartsInOrder() {
        var linear = new Linear(Tensor.ones(1, 1), Tensor.ones(1));

        assertThat(RecordParts.of(linear)).containsExactly(new Stateful.Part("weight", linear.weight()),
                new Stateful.Part("bias", linear.bias()));
    }

    private record Throwing(Param weight) implements Layer {
        @Override
        public Param weight() {
            throw new IllegalStateException("not today");
        }

        @Override
        public Variable forward(Variable x) {
            return x;
        }
    }

    @Test
    void of_accessorThatThrows_namesTheComponent() {
        var layer = new Throwing(Param.of(Tensor.ones(1)));

        assertThatThrownBy(layer::state).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("glissade.nn.RecordPartsTest$Throwing: its component weight cannot be read")
                .hasRootCauseMessage("not today");
    }

    @Test
    void of_recordInAClosedModule_saysWhichLineToAdd(@TempDir Path folder) throws IOException {
        Stateful net = foreign(folder, false);

        assertThatThrownBy(net::state).isExactlyInstanceOf(IllegalStateException.class).hasMessage("""
                foreign.nets.Net: its components cannot be read
                  fix: add to the module-info of foreign: opens foreign.nets to glissade.nn;""");
    }

    @Test
    void of_recordInAnOpenModule_findsItsParts(@TempDir Path folder) throws IOException {
        Stateful net = foreign(folder, true);

        assertThat(net.parts()).containsExactly(new Stateful.Part("inner_layer", new Relu()));
    }

    /// A `public record Net(Relu innerLayer) implements Stateful` in a named module that does or does not open its
    /// package, and hands one out as a service.
    private static Stateful foreign(Path folder, boolean open) throws IOException {
        Files.createDirectories(folder.resolve("foreign/nets"));
        Files.write(folder.resolve("module-info.class"),
                ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("foreign"), module -> {
                    if (open) {
                        module.moduleFlags(AccessFlag.OPEN);
                    }
                    module.requires(ModuleDesc.of("java.base"), Set.of(AccessFlag.MANDATED), null);
                    module.requires(ModuleDesc.of("glissade.nn"), Set.of(), null);
                    module.provides(ClassDesc.of(Stateful.class.getName()), FOREIGN);
                })));
        Files.write(folder.resolve("foreign/nets/Net.class"), netClass());
        Module here = RecordPartsTest.class.getModule();
        here.addUses(Stateful.class);
        var boot = ModuleLayer.boot();
        var layer = boot.defineModulesWithOneLoader(boot.configuration().resolve(ModuleFinder.of(folder),
                ModuleFinder.of(), Set.of("foreign")), here.getClassLoader());
        return ServiceLoader.load(layer, Stateful.class).findFirst().orElseThrow();
    }

    private static byte[] netClass() {
        var relu = ClassDesc.of(Relu.class.getName());
        var record = ClassDesc.of("java.lang.Record");
        var constructor = MethodTypeDesc.of(ConstantDescs.CD_void, relu);
        return ClassFile.of().build(FOREIGN, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(record)
                    .withInterfaceSymbols(ClassDesc.of(Stateful.class.getName()))
                    .withField("innerLayer", relu, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL)
                    .with(RecordAttribute.of(List.of(RecordComponentInfo.of("innerLayer", relu, List.of()))));
            type.withMethodBody("<init>", constructor, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                    .invokespecial(record, "<init>", ConstantDescs.MTD_void).aload(0).aload(1)
                    .putfield(FOREIGN, "innerLayer", relu).return_());
            type.withMethodBody("innerLayer", MethodTypeDesc.of(relu), ClassFile.ACC_PUBLIC,
                    code -> code.aload(0).getfield(FOREIGN, "innerLayer", relu).areturn());
            type.withMethodBody("provider", MethodTypeDesc.of(FOREIGN), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                    code -> code.new_(FOREIGN).dup().new_(relu).dup()
                            .invokespecial(relu, "<init>", ConstantDescs.MTD_void)
                            .invokespecial(FOREIGN, "<init>", constructor).areturn());
            for (String name : List.of("toString", "hashCode", "equals")) {
                requiredMethod(type, name);
            }
        });
    }

    /// Methods that a record must have and this test never calls.
    private static void requiredMethod(ClassBuilder type, String name) {
        var result = switch (name) {
            case "toString" -> MethodTypeDesc.of(ConstantDescs.CD_String);
            case "hashCode" -> MethodTypeDesc.of(ConstantDescs.CD_int);
            default -> MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
        };
        type.withMethodBody(name, result, ClassFile.ACC_PUBLIC, code -> {
            if (name.equals("toString")) {
                code.ldc("Net").areturn();
            } else {
                code.iconst_0().ireturn();
            }
        });
    }
}
