package glissade.nn;

import glissade.autograd.Operation;
import glissade.autograd.Param;
import glissade.tensor.Shape;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happens while a net runs: its operations, each with the layers that were at work.
///
/// A layer is called by whoever likes, and need not say so. So a trace looks where an operation comes from: the stack names the
/// types of the layers whose methods are running, and positions in them. [Places] finds out which layer of each type it was.
/// Where a layer of this package calls another one ([Calls]) it is known from the start.
final class Trace {

    /// A layer's method that was running.
    ///
    /// @param type the class
    /// @param depth at which position of the [Event#stack] it stands
    record Frame(Class<?> type, int depth) {
    }

    /// An operation, or the end of a layer that said what it puts out.
    ///
    /// @param frames the layers' methods that were running, from the outermost
    /// @param stack positions in all methods that were running, from the outermost: of two events of one method without loops
    ///        the earlier has the lesser stack
    /// @param place where it belongs, if that is known
    /// @param params those that it read
    /// @param output the shape of what it made
    /// @param multiplyAdds its work
    /// @param bytes of its results
    record Event(List<Frame> frames, int[] stack, @Nullable LayerTree place, List<Param> params, Shape output,
            long multiplyAdds, long bytes) {
    }

    /// A call whose layer is known.
    ///
    /// @param place the layer
    /// @param depth how many methods were running around it
    /// @param events what happened in it, but for calls inside of which the layer is known as well
    private record Call(LayerTree place, int depth, List<Event> events) {
    }

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Deque<Call> calls = new ArrayDeque<>();
    private final Places places = new Places();

    private Trace(LayerTree net) {
        calls.push(new Call(net, depth(), new ArrayList<>()));
    }

    /// Runs a net and finds out what its layers do.
    static Places run(LayerTree net, Runnable run) {
        var trace = new Trace(net);
        ScopedValue.where(Calls.TRACE, trace).run(() -> Operation.observe(trace::see, run));
        trace.end();
        return trace.places;
    }

    private void see(Operation operation) {
        List<Param> params =
                operation.inputs().stream().filter(Param.class::isInstance).map(Param.class::cast).toList();
        add(null, params, operation.results().getFirst().shape(), operation.multiplyAdds(), operation.newBytes());
    }

    void enter(Stateful owner, String name) {
        LayerTree around = current().place;
        LayerTree place = around.all().stream().filter(each -> each.is(owner)).flatMap(each -> each.parts.stream())
                .filter(part -> part.name.equals(name)).findFirst().orElse(around);
        calls.push(new Call(place, depth(), new ArrayList<>()));
    }

    /// @param output null if the layer threw
    void leave(@Nullable Shape output) {
        LayerTree place = end();
        if (output != null) {
            add(place, List.of(), output, 0, 0);
        }
    }

    void output(Stateful layer, Shape output) {
        LayerTree around = current().place;
        LayerTree place = around.all().stream().filter(each -> each.is(layer)).findFirst().orElse(around);
        add(place, List.of(), output, 0, 0);
    }

    private LayerTree end() {
        Call call = calls.pop();
        places.assign(call.events, call.place);
        return call.place;
    }

    private Call current() {
        return calls.element();
    }

    private void add(@Nullable LayerTree place, List<Param> params, Shape output, long multiplyAdds, long bytes) {
        Call call = current();
        List<StackFrame> inside = STACK.walk(frames -> {
            List<StackFrame> all = new ArrayList<>(frames.toList());
            Collections.reverse(all);
            return all.subList(call.depth, all.size());
        });
        var layers = new ArrayList<Frame>();
        for (int i = 0; i < inside.size(); i++) {
            boolean helper = i > 0 && !layers.isEmpty()
                    && layers.getLast().type == inside.get(i).getDeclaringClass()
                    && !sameMethod(inside.get(layers.getLast().depth), inside.get(i));
            if (isLayers(inside.get(i)) && !helper) {
                layers.add(new Frame(inside.get(i).getDeclaringClass(), i));
            }
        }
        int[] stack = inside.stream().mapToInt(StackFrame::getByteCodeIndex).toArray();
        call.events.add(new Event(layers, stack, place, params, output, multiplyAdds, bytes));
    }

    private static boolean sameMethod(StackFrame a, StackFrame b) {
        return a.getMethodName().equals(b.getMethodName()) && a.getDescriptor().equals(b.getDescriptor());
    }

    /// Whether the method is a layer's own; a static one may be called by anybody.
    private static boolean isLayers(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return Stateful.class.isAssignableFrom(type) && !type.isInterface()
                && Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(frame.getMethodName())
                                && !Modifier.isStatic(method.getModifiers())
                                && List.of(method.getParameterTypes()).equals(frame.getMethodType().parameterList()));
    }

    /// How many methods are running now, this one and its caller not counted.
    private static int depth() {
        return STACK.walk(frames -> (int) frames.count()) - 2;
    }
}
