package glissade.autograd;

import glissade.tensor.Operand;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Variables put together, along an axis they have or along a new one; each one's gradient is its part.
final class Joining {

    private Joining() {
    }

    static Variable cat(int axis, List<? extends Operand> tensors) {
        List<Variable> inputs = variables(tensors);
        Tensor value = Tensor.cat(axis, values(inputs));
        Edge[] edges = new Edge[inputs.size()];
        int start = 0;
        for (int i = 0; i < edges.length; i++) {
            Variable x = inputs.get(i);
            int from = start;
            int length = x.shape().size(axis);
            edges[i] = x.pullTidy(dy -> dy.narrow(axis, from, length));
            start += length;
        }
        return Variable.record("cat", value, edges);
    }

    static Variable stack(int axis, List<? extends Operand> tensors) {
        List<Variable> inputs = variables(tensors);
        Tensor value = Tensor.stack(axis, values(inputs));
        Edge[] edges = new Edge[inputs.size()];
        for (int i = 0; i < edges.length; i++) {
            int index = i;
            edges[i] = inputs.get(i).pullTidy(dy -> dy.select(axis, index));
        }
        return Variable.record("stack", value, edges);
    }

    private static List<Variable> variables(List<? extends Operand> tensors) {
        var variables = new ArrayList<Variable>(tensors.size());
        tensors.forEach(tensor -> variables.add(Variable.of(tensor)));
        return variables;
    }

    /// For reading only: a param's value does not count as handed out.
    private static List<Tensor> values(List<Variable> variables) {
        var values = new ArrayList<Tensor>(variables.size());
        variables.forEach(variable -> values.add(variable.data()));
        return values;
    }
}
