package glissade.peers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every workload: its name, its sizes and the work it counts for.
public final class Workloads {
    private static final int STARTUP_STEPS = 100;
    private static final int EPOCH_SAMPLES = 60_000;
    private static final int EPOCH_BATCH = 64;
    /// Batch, inputs and outputs of the layers whose products are timed.
    private static final int[][] LAYERS = {{64, 784, 128}, {128, 784, 512}};
    private static final List<ConvShape> CONVS = List.of(new ConvShape(64, 1, 28, 32), new ConvShape(64, 32, 14, 64),
            new ConvShape(32, 64, 16, 64));
    private static final Map<Integer, String> SIZES = new TreeMap<>(Map.of(1000, "1k", 100_000, "100k", 10_000_000,
            "10m"));
    private static final Map<Integer, String> PARAMETERS = new TreeMap<>(SIZES);

    static {
        PARAMETERS.put(50_000_000, "50m");
    }

    private final Harness harness;
    private final Peer peer;

    private Workloads(Harness harness, Peer peer) {
        this.harness = harness;
        this.peer = peer;
    }

    /// The whole program of a peer: `name` is its name unless the arguments give another. Ends the process, for a
    /// library may have threads that would keep it alive.
    public static void main(String name, Peer peer, String[] args) {
        Options options;
        try {
            options = Options.parse(args, name);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        peer.start(options.threads());
        if (options.startup()) {
            var step = peer.training(Net.LINREG, 32);
            for (var i = 0; i < STARTUP_STEPS; i++) {
                step.run();
            }
        } else {
            new Workloads(new Harness(options, peer), peer).all();
        }
        System.exit(0);
    }

    private void all() {
        gemms();
        elementwise();
        rows();
        convs();
        optimizers();
        trainings();
        harness.measureEpochs("epoch_mlp128/b" + EPOCH_BATCH, Rate.epoch(EPOCH_SAMPLES),
                () -> peer.epoch(EPOCH_SAMPLES, EPOCH_BATCH));
    }

    private void gemms() {
        for (var n = 32; n <= 2048; n *= 2) {
            gemm("sgemm/n" + n, n, n, n, false, false);
        }
        for (var layer : LAYERS) {
            var batch = layer[0];
            var in = layer[1];
            var out = layer[2];
            gemm("sgemm_nn/" + product(batch, in, out), batch, in, out, false, false);
            gemm("sgemm_nt/" + product(batch, in, out), batch, in, out, false, true);
            gemm("sgemm_nt/" + product(batch, out, in), batch, out, in, false, true);
            gemm("sgemm_tn/" + product(in, batch, out), in, batch, out, true, false);
        }
    }

    private void gemm(String workload, int m, int k, int n, boolean aTransposed, boolean bTransposed) {
        harness.measure(workload, Rate.flop(2.0 * m * k * n), () -> peer.gemm(m, k, n, aTransposed, bTransposed));
    }

    private static String product(int m, int k, int n) {
        return m + "x" + k + "x" + n;
    }

    private void elementwise() {
        SIZES.forEach((n, size) -> {
            for (var operation : Elementwise.values()) {
                harness.measure(operation.workload + "/" + size, Rate.elements(n, operation.bytes),
                        () -> peer.elementwise(operation, n));
            }
            harness.measure("sum/" + size, Rate.elements(n, 4), () -> peer.sum(n));
        });
    }

    private void rows() {
        harness.measure("softmax/128x1000", Rate.elements(128 * 1000, 8), () -> peer.softmax(128, 1000));
        harness.measure("layer_norm/128x512", Rate.elements(128 * 512, 8), () -> peer.layerNorm(128, 512));
    }

    private void convs() {
        for (var shape : CONVS) {
            harness.measure("conv2d_fwd/" + shape, Rate.flop(shape.flop()), () -> peer.conv(shape, false));
            harness.measure("conv2d_fwdbwd/" + shape, Rate.flop(3 * shape.flop()), () -> peer.conv(shape, true));
        }
    }

    private void optimizers() {
        PARAMETERS.forEach((n, size) -> {
            for (var rule : Rule.values()) {
                harness.measure(rule.workload + "/" + size, Rate.parameters(n, rule.bytes),
                        () -> peer.optimizer(rule, n));
            }
        });
    }

    private void trainings() {
        for (var net : Net.values()) {
            for (var batch : net.batches) {
                harness.measure(net.workload + "/b" + batch, Rate.samples(batch), () -> peer.training(net, batch));
            }
        }
    }
}
