package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Param;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of an [ArrayRule]: an array for each slot, changed in place.
final class ArrayState extends ParamState {

    /// One array for all params that a thread moves; the collector may take it back.
    private static final ThreadLocal<@Nullable SoftReference<float[]>> SCRATCH = new ThreadLocal<>();

    private ArrayRule rule;
    private final List<ArrayRule.Slot> slots;
    private final float[][] arrays;

    ArrayState(ArrayRule rule, Param param) {
        super(param);
        this.rule = rule;
        slots = List.copyOf(rule.slots(param.shape()));
        arrays = slots.stream().map(slot -> new float[slot.shape().elements()]).toArray(float[][]::new);
    }

    @Override
    boolean serves(UpdateRule other) {
        var needed = ((ArrayRule) other).slots(param.shape());
        return needed.size() <= slots.size() && needed.equals(slots.subList(0, needed.size()));
    }

    @Override
    void rule(UpdateRule newRule) {
        rule = (ArrayRule) newRule;
    }

    @Override
    void move(Gradient gradient, long number, double lr) {
        if (param.shape().elements() == 0) {
            return; // there is nothing to move, and norms and means of nothing are of no use
        }
        float[] g = TensorAccess.array(gradient.dense());
        float[] scratch = scratch(g.length);
        param.update(x -> rule.update(new ArrayStep(param.shape(), x, g, arrays, scratch, number, lr)));
    }

    private static float[] scratch(int length) {
        SoftReference<float[]> kept = SCRATCH.get();
        float[] scratch = kept == null ? null : kept.get();
        if (scratch == null || scratch.length < length) {
            scratch = new float[length];
            SCRATCH.set(new SoftReference<>(scratch));
        }
        return scratch;
    }

    @Override
    List<String> names() {
        return slots.stream().map(ArrayRule.Slot::name).toList();
    }

    @Override
    List<Tensor> values() {
        var values = new ArrayList<Tensor>();
        for (int i = 0; i < arrays.length; i++) {
            values.add(Tensor.of(slots.get(i).shape(), arrays[i]));
        }
        return values;
    }

    @Override
    void restore(List<Tensor> values) {
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = values.get(i).toArray();
        }
    }
}
