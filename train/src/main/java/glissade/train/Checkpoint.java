package glissade.train;

import glissade.nn.Stateful;
import glissade.optim.Optimizer;
import glissade.tensor.Backend;
import glissade.tensor.SafeTensors;
import glissade.tensor.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Saves nets and whole runs as safetensors files, each whole or not at all ([glissade.tensor.AtomicFile]).
///
/// A file of weights holds [Stateful#state()] under PyTorch's names, for use anywhere. A checkpoint holds a run between
/// two epochs: weights (`net.…`), the positions of the net's random streams (`streams.…`), the optimizer's state
/// (`optimizer.…`) and the number of epochs done (`epochs`). A run that goes on from it ends with the same bits as one
/// that never stopped, provided that the program is the same: layers, seed, options of the optimizer, and batches that
/// depend on the epoch alone ([glissade.data.Batches]).
///
/// A run that has more (a second net, averages, a [glissade.optim.Plateau]) joins the states of all its parts under names of its own and
/// writes that with [SafeTensors]; `docs/from-pytorch.md` shows it.
///
/// Both say where they come from, in the file's metadata: the library's version (`glissade.version`), and the seed (`seed`) of the net's
/// random streams. A net without such streams does not know the seed it was started with; [#saveWeights(Path, Stateful, long)]
/// is told it. [SafeTensors#read] shows them ([StateDict#metadata]); loading does not look at them.
///
/// Thread-safe, as long as nothing trains the net meanwhile.
public final class Checkpoint {

    private static final String NET = "net";
    private static final String STREAMS = "streams";
    private static final String OPTIMIZER = "optimizer";
    private static final String EPOCHS = "epochs";
    private static final String VERSION_KEY = "glissade.version";
    private static final String SEED_KEY = "seed";

    private Checkpoint() {
    }

    /// Writes a file of weights.
    ///
    /// @throws IOException if it cannot be written; an old file is untouched then
    public static void saveWeights(Path file, Stateful net) throws IOException {
        SafeTensors.write(file, described(net.state(), net));
    }

    /// [#saveWeights(Path, Stateful)], with the seed that the net was made and trained with.
    ///
    /// @throws IOException if it cannot be written; an old file is untouched then
    public static void saveWeights(Path file, Stateful net, long seed) throws IOException {
        SafeTensors.write(file, described(net.state(), net).withMetadata(SEED_KEY, Long.toString(seed)));
    }

    /// The state with the version, and the seeds of the net's random streams if there are any: mostly one.
    private static StateDict described(StateDict state, Stateful net) {
        StateDict streams = net.streams();
        String seeds = streams.names().stream().map(name -> Long.toString(streams.integers(name)[0])).distinct()
                .collect(Collectors.joining(", "));
        StateDict versioned = state.withMetadata(VERSION_KEY, Backend.version());
        return seeds.isEmpty() ? versioned : versioned.withMetadata(SEED_KEY, seeds);
    }

    /// Reads a file of weights into a net.
    ///
    /// @throws IOException if the file cannot be read or is not valid
    /// @throws IllegalArgumentException if it is not of this net; nothing has changed then
    public static void loadWeights(Path file, Stateful net) throws IOException {
        StateDict weights = SafeTensors.read(file);
        if (weights.contains(EPOCHS) && weights.contains(OPTIMIZER + ".steps")) {
            throw new IllegalArgumentException(file
                    + ": this is a checkpoint, not a file of weights\n  fix: read it with"
                    + " load(…); the weights alone are net.load(SafeTensors.read(file).under(\"" + NET + "\"))");
        }
        try {
            net.load(weights);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /// Writes a checkpoint.
    ///
    /// @param epochs how many epochs the run has done, which is also the number of the next
    /// @throws IllegalArgumentException if the number of epochs is negative
    /// @throws IOException if it cannot be written; an old file is untouched then
    public static void save(Path file, Stateful net, Optimizer optimizer, int epochs) throws IOException {
        if (epochs < 0) {
            throw new IllegalArgumentException("checkpoint: epochs is " + epochs + ", must be 0 or more");
        }
        SafeTensors.write(file, described(state(net, optimizer).with(EPOCHS, epochs), net));
    }

    private static StateDict state(Stateful net, Optimizer optimizer) {
        return net.state().prefixed(NET).withAll(net.streams().prefixed(STREAMS))
                .withAll(optimizer.state().prefixed(OPTIMIZER));
    }

    /// Reads a checkpoint into a net and an optimizer, and returns how many epochs the run has done.
    ///
    /// @throws IOException if the file cannot be read or is not valid
    /// @throws IllegalArgumentException if it is not of this net and this optimizer; nothing has changed then
    public static int load(Path file, Stateful net, Optimizer optimizer) throws IOException {
        StateDict saved = SafeTensors.read(file);
        if (!saved.contains(EPOCHS)) {
            throw new IllegalArgumentException(file + ": this is not a checkpoint, for it has no \"" + EPOCHS
                    + "\"; a file of weights is read with loadWeights");
        }
        StateDict before = state(net, optimizer);
        try {
            long epochs = saved.integer(EPOCHS);
            if (epochs < 0 || epochs > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "\"" + EPOCHS + "\" is " + epochs + ", must be from 0 to " + Integer.MAX_VALUE);
            }
            load(saved, net, optimizer);
            return (int) epochs;
        } catch (IllegalArgumentException e) {
            load(before, net, optimizer);
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static void load(StateDict state, Stateful net, Optimizer optimizer) {
        net.load(state.under(NET)); // first, for of another net's optimizer nothing fits either
        net.loadStreams(state.under(STREAMS));
        optimizer.load(state.under(OPTIMIZER));
    }

    /// [#load], or 0 if there is no such file yet: where a run's first epoch starts.
    ///
    /// @throws IOException if the file cannot be read or is not valid
    /// @throws IllegalArgumentException if it is not of this net and this optimizer; nothing has changed then
    public static int resume(Path file, Stateful net, Optimizer optimizer) throws IOException {
        return Files.exists(file) ? load(file, net, optimizer) : 0;
    }
}
