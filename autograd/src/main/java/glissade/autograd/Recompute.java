package glissade.autograd;

import glissade.tensor.kernel.DrawnStreams;
import glissade.tensor.kernel.UserLine;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Memory for time: a segment of a computation keeps none of its intermediate values, and is run again when a sweep needs
/// them. A net of n layers of one size, cut into √n segments, keeps about 2√n values in place of n, and costs one more forward
/// pass.
///
///     for (Layer block : blocks) {
///         x = Recompute.segment(block::forward, x);
///     }
///
/// Values and gradients have the bits that they have without segments. (One exception: where several gradients of one variable add up
/// and some of its uses lie inside and others beside a segment, they may add up in another order.)
///
/// The second run sees what the first saw: random streams that the segment draws from are moved back for it, and then to where
/// they were; training behaviour is as it was; [Mode#isRecomputing()] tells a layer not to gather statistics twice. Params and other
/// variables that the segment reads get their gradients, whether they are handed to it or not. If one of them has changed in
/// between, or the second run computes other numbers, the sweep throws an [IllegalStateException].
///
/// Segments may contain segments. [Variable#gradient(Variable)] and [Variable#pullback] work too; what they return holds the values of the
/// second run, so that it can be differentiated again.
///
/// Threads may each compute and sweep segments of their own over shared params. A sweep moves the streams that a segment draws from,
/// so two threads must not sweep one such segment at the same time.
///
/// Where nothing is recorded, or the segment's result is no new variable, a segment is just its function.
///
/// Source: Griewank and Walther, "Algorithm 799: revolve", ACM TOMS 26, 2000; for deep nets Chen and others, "Training deep nets with
/// sublinear memory cost", 2016, section 4.
public final class Recompute {

    private Recompute() {
    }

    /// `f` of `x`, as a segment. `f` is called now and once in each sweep: it must compute the same each time, and its effects on
    /// anything outside happen each time.
    public static Variable segment(UnaryOperator<Variable> f, Variable x) {
        return segment(() -> f.apply(x));
    }

    /// Like [#segment(UnaryOperator, Variable)], for a function that has all it reads in hand.
    public static Variable segment(Supplier<Variable> body) {
        if (!Mode.isRecording()) {
            return body.get();
        }
        long start = Node.mark();
        var streams = new DrawnStreams();
        Variable result = streams.during(body);
        Node node = result.node();
        if (node == null || node.id < start || node.leaf() != null) {
            return result;
        }
        Edge[] inputs = NodeOrder.inputs(node, start);
        return new Variable(result.data(), new Segment(result.data(), inputs, body, streams, UserLine.here()), 0);
    }
}
