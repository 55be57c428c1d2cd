package glissade.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.nn.Dropout;
import glissade.nn.Linear;
import glissade.nn.Sequential;
import glissade.nn.Stateful;
import glissade.optim.Optimizer;
import glissade.optim.Sgd;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.SafeTensors;
import glissade.tensor.SafeTensorsException;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole message of every error that a public method of this module can throw, but for the file and the line that
/// it names. [StopSignal] has none of its own: the JDK refuses its hook in a program that is ending.
class MessagesTest {

    private static final Sequential NET = net(3);
    private static final Optimizer SGD = new Sgd().momentum(0.9).over(NET.parameters());

    @TempDir
    static Path folder;

    private record Reserved(Param __metadata__) implements Stateful {
    }

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message.stripTrailing());
    }

    private static Sequential net(int in) {
        return Sequential.of(new Linear(Tensor.zeros(2, in), Tensor.zeros(2)),
                new Dropout(0.5, RandomStream.of(7)));
    }

    private static Path file() {
        return folder.resolve("file");
    }

    private static Path sub() throws IOException {
        return Files.createDirectories(folder.resolve("sub"));
    }

    static Stream<Arguments> metrics() {
        var type = ShapeException.class;
        return Stream.of(
                row(IllegalArgumentException.class, () -> new Average().add(0.5, -1),
                        "average: -1 examples, must be 0 or more"),
                row(IllegalArgumentException.class, () -> Progress.of("epoch 1", -2),
                        "progress: -2 steps, must be 0 or more"),
                row(type, () -> new Accuracy().add(Tensor.zeros(64, 10), Indices.of(1, 2, 3)), """
                        accuracy: there is not one label for each row of logits
                          logits [64, 10]
                          labels [3]
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> new Accuracy().add(Tensor.zeros(2, 10), Indices.of(Shape.of(2, 1), 1, 2)), """
                        accuracy: there is not one label for each row of logits
                          logits [2, 10]
                          labels [2, 1]
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> new Accuracy().add(Tensor.scalar(1), Indices.of(Shape.SCALAR, 0)), """
                        accuracy: there is not one label for each row of logits
                          logits []
                          labels []
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> new Accuracy().add(Tensor.zeros(2, 1), Indices.of(0, 1)),
                        """
                                accuracy: there is one class, which is always the greatest
                                  logits [2, 1]
                                             ^
                                  labels [2]
                                  at LINE
                                  fix: of two classes that share one logit x, give it the logits [0, x]: Tensor.cat(-1, x.mul(0), x)
                                """),
                row(type, () -> new Accuracy().add(Tensor.zeros(2, 0), Indices.of(0, 0)), """
                        argmax: axis 1 is empty, so there is nothing to choose from
                          tensor [2, 0]
                                     ^
                          at LINE
                          fix: check for a size of 0 first
                        """));
    }

    static Stream<Arguments> writing() {
        var type = IOException.class;
        return Stream.of(
                row(IllegalArgumentException.class, () -> Checkpoint.save(file(), NET, SGD, -1),
                        "checkpoint: epochs is -1, must be 0 or more"),
                row(type, () -> Checkpoint.save(folder.resolve("none/run"), NET, SGD, 1),
                        "cannot write FOLDER/none/run: there is no folder FOLDER/none; create it first"),
                row(type, () -> Checkpoint.saveWeights(folder.resolve("none/net"), NET),
                        "cannot write FOLDER/none/net: there is no folder FOLDER/none; create it first"),
                row(type, () -> Checkpoint.save(sub(), NET, SGD, 1), "cannot write FOLDER/sub: it is a folder"),
                row(type, () -> Checkpoint.saveWeights(sub(), NET), "cannot write FOLDER/sub: it is a folder"),
                row(type, () -> Checkpoint.save(Files.write(file(), new byte[0]).resolve("run"), NET, SGD, 1),
                        "cannot write FILE/run: FILE is not a folder"),
                row(type, () -> Checkpoint.saveWeights(Files.write(file(), new byte[0]).resolve("net"), NET),
                        "cannot write FILE/net: FILE is not a folder"),
                row(IllegalArgumentException.class,
                        () -> Checkpoint.saveWeights(file(), new Reserved(Param.of(Tensor.zeros(1)))),
                        "the name \"__metadata__\" is safetensors' own; choose another"));
    }

    private interface Reader {
        void read(Path file) throws IOException;
    }

    static Stream<Arguments> reading() {
        Stream<Reader> all = Stream.of(file -> Checkpoint.load(file, NET, SGD),
                file -> Checkpoint.resume(file, NET, SGD), file -> Checkpoint.loadWeights(file, NET));
        return Stream.concat(all.flatMap(MessagesTest::unreadable), Stream.of(
                row(NoSuchFileException.class, () -> Checkpoint.load(folder.resolve("none"), NET, SGD),
                        "FOLDER/none: there is no such file"),
                row(NoSuchFileException.class, () -> Checkpoint.loadWeights(folder.resolve("none"), NET),
                        "FOLDER/none: there is no such file")));
    }

    private static Stream<Arguments> unreadable(Reader reader) {
        return Stream.of(
                row(FileSystemException.class, () -> reader.read(sub()), "FOLDER/sub: it is a folder, not a file"),
                row(SafeTensorsException.class, () -> reader.read(Files.write(file(), new byte[5])),
                        "FILE, byte 0: the file has 5 bytes, too few for the header's length"),
                row(SafeTensorsException.class, () -> reader.read(Files.write(file(), new byte[8])),
                        "FILE, byte 8: the header does not begin with '{'; is this a safetensors file?"));
    }

    static Stream<Arguments> weights() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> Checkpoint.loadWeights(weightsOf(net(4)), NET), """
                        FILE: load: the state is not that of this net; nothing was loaded
                          mismatched: 0.weight is [2, 4], the net has [2, 3]
                        """),
                row(type, () -> Checkpoint.loadWeights(weightsOf(Sequential.of()), NET), """
                        FILE: load: the state is not that of this net; nothing was loaded
                          missing: 0.weight [2, 3]
                          missing: 0.bias [2]
                        """),
                row(type, () -> Checkpoint.load(weightsOf(NET), NET, SGD),
                        "FILE: this is not a checkpoint, for it has no \"epochs\";"
                                + " a file of weights is read with loadWeights"),
                row(type, () -> Checkpoint.resume(weightsOf(NET), NET, SGD),
                        "FILE: this is not a checkpoint, for it has no \"epochs\";"
                                + " a file of weights is read with loadWeights"));
    }

    private static Path weightsOf(Stateful net) throws IOException {
        Checkpoint.saveWeights(file(), net);
        return file();
    }

    static Stream<Arguments> checkpoints() {
        return Stream.of(
                run(saved -> saved.with("epochs", -1), "FILE: \"epochs\" is -1, must be from 0 to 2147483647"),
                run(saved -> saved.with("epochs", 1L << 31),
                        "FILE: \"epochs\" is 2147483648, must be from 0 to 2147483647"),
                run(saved -> saved.with("epochs", Tensor.scalar(1)),
                        "FILE: \"epochs\" holds a tensor, not 64-bit integers; read it with tensor(…)"),
                run(saved -> saved.with("epochs", Shape.of(2), 1, 2),
                        "FILE: \"epochs\" holds 2 integers, of shape [2], not one; read it with integers(…)"),
                run(saved -> saved.with("optimizer.steps", -3).with("optimizer.lr", Tensor.scalar(1)), """
                        FILE: load: the state is not that of this optimizer; nothing was loaded
                          unexpected: lr []
                          mismatched: steps is -3, must be 0 or more
                          fix: give the optimizer the same params, groups and rules as the saved one
                        """),
                run(saved -> saved.with("net.0.bias", Tensor.zeros(5)).with("net.3.bias", Tensor.zeros(1)), """
                        FILE: load: the state is not that of this net; nothing was loaded
                          mismatched: 0.bias is [5], the net has [2]
                          unexpected: 3.bias [1]
                        """),
                run(saved -> saved.with("streams.1.random", Shape.of(3), 8, 0, 0), """
                        FILE: loadStreams: the state is not that of this net; nothing was loaded
                          mismatched: 1.random has seed 8, the net's has 7; build the net with the saved run's seed
                        """),
                row(IllegalArgumentException.class, () -> Checkpoint.resume(changed(saved -> saved.with("epochs", -1)),
                        NET, SGD), "FILE: \"epochs\" is -1, must be from 0 to 2147483647"));
    }

    /// A checkpoint that was changed is loaded.
    private static Arguments run(UnaryOperator<StateDict> change, String message) {
        return row(IllegalArgumentException.class, () -> Checkpoint.load(changed(change), NET, SGD), message);
    }

    private static Path changed(UnaryOperator<StateDict> change) throws IOException {
        Checkpoint.save(file(), NET, SGD, 1);
        SafeTensors.write(file(), change.apply(SafeTensors.read(file())));
        return file();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"metrics", "writing", "reading", "weights", "checkpoints"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type).extracting(MessagesTest::message).isEqualTo(message);
    }

    private static String message(Throwable error) {
        return error.getMessage().replace(file().toString(), "FILE").replace(folder.toString(), "FOLDER")
                .replace('\\', '/').replaceAll("MessagesTest\\.java:\\d+", "LINE");
    }
}
