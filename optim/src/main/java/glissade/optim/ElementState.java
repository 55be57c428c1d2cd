package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Param;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The state of an [ElementRule]: an array for each slot, changed in place.
final class ElementState extends ParamState {

    /// Elements a task moves; the cut depends on the param's size alone, and elements do not depend on each other.
    private static final int GRAIN = 1 << 17;
    /// Elements a rule is given at a time. A rule with two loops in a row finds its arrays in the cache in the second; C2
    /// turns no loop into vectors that has too much in it.
    private static final int BLOCK = 1 << 13;

    private ElementRule rule;
    private final List<String> names;
    private final float[][] slots;
    private final float[] numbers;

    ElementState(ElementRule rule, Param param) {
        super(param);
        this.rule = rule;
        names = Stream.concat(rule.slots().stream(), rule.numbers().stream()).toList();
        slots = new float[rule.slots().size()][param.shape().elements()];
        numbers = new float[rule.numbers().size()];
    }

    @Override
    boolean serves(UpdateRule other) {
        var element = (ElementRule) other;
        int kept = slots.length;
        int needed = element.slots().size();
        return needed <= kept && element.slots().equals(names.subList(0, needed))
                && element.numbers().equals(names.subList(kept, names.size()));
    }

    @Override
    void rule(UpdateRule newRule) {
        rule = (ElementRule) newRule;
    }

    @Override
    void start() {
        param.read(x -> rule.start(x, slots, numbers));
    }

    @Override
    void move(Gradient gradient, long number, double lr) {
        if (gradient instanceof Gradient.Rows rows && rule.onlyStoredRows()) {
            moveRows(rows, number, lr);
        } else {
            float[] g = TensorAccess.array(gradient.dense());
            param.update(x -> {
                if (x.length <= BLOCK) {
                    rule.update(new ElementStep(x, g, slots, numbers, 0, x.length, number, lr));
                } else {
                    moveBlocks(x, g, number, lr);
                }
            });
        }
        rule.finish(numbers, number, lr);
    }

    private void moveBlocks(float[] x, float[] g, long number, double lr) {
        Parallel.range(x.length, GRAIN, (from, to) -> {
            for (int i = from; i < to; i += BLOCK) {
                rule.update(new ElementStep(x, g, slots, numbers, i, Math.min(i + BLOCK, to), number, lr));
            }
        });
    }

    @Override
    void miss(long number, double lr) {
        rule.finish(numbers, number, lr);
    }

    /// Moves the rows that have a gradient, gathered into arrays of their own.
    private void moveRows(Gradient.Rows gradient, long number, double lr) {
        int[] rows = TensorAccess.array(gradient.rows());
        float[] g = TensorAccess.array(gradient.values());
        int width = rows.length == 0 ? 0 : g.length / rows.length;
        param.update(all -> {
            float[] x = new float[g.length];
            float[][] kept = new float[slots.length][g.length];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(all, rows[i] * width, x, i * width, width);
                for (int s = 0; s < slots.length; s++) {
                    System.arraycopy(slots[s], rows[i] * width, kept[s], i * width, width);
                }
            }
            rule.update(new ElementStep(x, g, kept, numbers, 0, x.length, number, lr));
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(x, i * width, all, rows[i] * width, width);
                for (int s = 0; s < slots.length; s++) {
                    System.arraycopy(kept[s], i * width, slots[s], rows[i] * width, width);
                }
            }
        });
    }

    @Override
    Optional<Tensor> averageAfterSteps() {
        return rule.averageSlot().map(name -> Tensor.of(param.shape(), slots[names.indexOf(name)]));
    }

    @Override
    List<String> names() {
        return names;
    }

    @Override
    List<Tensor> values() {
        Shape shape = param.shape();
        var values = new ArrayList<Tensor>();
        for (float[] slot : slots) {
            values.add(Tensor.of(shape, slot));
        }
        for (float number : numbers) {
            values.add(Tensor.scalar(number));
        }
        return values;
    }

    @Override
    void restore(List<Tensor> values) {
        for (int i = 0; i < slots.length; i++) {
            slots[i] = values.get(i).toArray();
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(slots.length + i).item();
        }
    }
}
