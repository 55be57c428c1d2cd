package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glissade.tensor.kernel.UserLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeExceptionTest {

    @Test
    void message_allParts_standInOrderAndAligned() {
        var error = error().inside("2", "Linear");

        assertThat(text(error)).isEqualTo("""
                linear: the input's last axis is 784, but the weight takes 128
                  input  [64, 784]
                              ^^^
                  weight [10, 128]
                              ^^^
                  at layer 2 (Linear), ShapeExceptionTest.java:LINE
                  fix: flatten it""");
    }

    @Test
    void message_problemAlone_isThatAndTheLine() {
        assertThat(text(ShapeException.of("outer", "a vector is needed"))).isEqualTo("""
                outer: a vector is needed
                  at ShapeExceptionTest.java:LINE""");
    }

    @Test
    void operand_eachAxis_isMarkedUnderItsDigits() {
        var shape = Shape.of(1, 20, 0, 12345);
        String[] marks = {"^", "   ^^", "       ^", "          ^^^^^"};
        for (int axis = 0; axis < 4; axis++) {
            String expected = "op: p\n  x [1, 20, 0, 12345]\n     " + marks[axis];

            assertThat(ShapeException.of("op", "p").operand("x", shape, axis).getMessage()).startsWith(expected + "\n");
            assertThat(ShapeException.of("op", "p").operand("x", shape, axis - 4).getMessage())
                    .startsWith(expected + "\n");
        }
    }

    @Test
    void inside_severalLayers_growsOutwardsAndKeepsTheInnermostType() {
        var error = ShapeException.of("op", "p").inside("proj", "Linear").inside("2", "Block").inside("encoder", "Net");

        assertThat(text(error)).isEqualTo("op: p\n  at layer encoder.2.proj (Linear), ShapeExceptionTest.java:LINE");
    }

    @Test
    void userLine_framesOfLibraryAndJdk_areSkipped() {
        assertThat(UserLine.of(frames(frame("glissade.tensor.Shape", "Shape.java"),
                frame("glissade.tensor.kernel.Parallel", "Parallel.java"), frame("glissade.nn.Linear", "Linear.java"),
                frame("glissade.tensor.file.NpyHeader", "NpyHeader.java"),
                frame("glissade.autograd.memory.GraphMemory", "GraphMemory.java"),
                frame("java.util.ArrayList", "ArrayList.java"), frame("jdk.internal.Misc", "Misc.java"),
                frame("lambda.without.File", null), frame("my.Net", "Net.java"), frame("my.Main", "Main.java"))))
                .isEqualTo("Net.java:31");
        assertThat(
                UserLine.of(frames(frame("glissade.nn.Linear", "Linear.java"), frame("Main", "Main.java"))))
                .as("a compact source file has no package").isEqualTo("Main.java:31");
        assertThat(UserLine.of(frames(frame("glissade.examples.Lesson", "Lesson.java"))))
                .as("the examples are a user").isEqualTo("Lesson.java:31");
        assertThat(UserLine.of(frames(frame("glissade.tensor.ShapeTest", "ShapeTest.java"))))
                .as("so are the tests").isEqualTo("ShapeTest.java:31");
    }

    @Test
    void userLine_libraryOnly_isLeftOut() {
        assertThat(UserLine.of(frames(frame("glissade.tensor.Shape", "Shape.java")))).isEmpty();

        var error = error();
        error.setStackTrace(frames(frame("glissade.tensor.Shape", "Shape.java")));
        assertThat(error.getMessage()).endsWith("^^^\n  fix: flatten it");
        assertThat(error.inside("2", "Linear").getMessage()).contains("\n  at layer 2 (Linear)\n");
    }

    @Test
    void serialization_thereAndBack_keepsTheMessage() throws IOException, ClassNotFoundException {
        var error = error().inside("2", "Linear");
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOf(ShapeException.class).asString().isEqualTo(error.toString());
        }
    }

    @Test
    void thrown_isAnIllegalArgument() {
        var error = catchThrowableOfType(IllegalArgumentException.class, () -> Shape.of(2).size(1));

        assertThat(error).isExactlyInstanceOf(ShapeException.class);
    }

    private static ShapeException error() {
        return ShapeException.of("linear", "the input's last axis is 784, but the weight takes 128")
                .operand("input", Shape.of(64, 784), -1).operand("weight", Shape.of(10, 128), 1).fix("flatten it");
    }

    private static String text(ShapeException error) {
        return error.getMessage().replaceAll("ShapeExceptionTest.java:\\d+", "ShapeExceptionTest.java:LINE");
    }

    private static StackTraceElement frame(String type, @Nullable String file) {
        return new StackTraceElement(type, "method", file, 31);
    }

    private static StackTraceElement[] frames(StackTraceElement... frames) {
        return frames;
    }
}
