package glissade.peers.javacpp;

import static org.bytedeco.pytorch.global.torch.zeros;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;

/// An optimizer's step in one kernel. The C++ interface has neither a class nor a function for it: this calls, by name
/// through the dispatcher, the operators that Python's `fused=True` calls. Boxing the arguments costs some
/// microseconds, which shows at small sizes only.
final class FusedStep implements Runnable {
    private final OperatorHandle operator;
    private final List<GenericList> tensors = new ArrayList<>();
    private final List<IValue> settings = new ArrayList<>();
    private final Tensor count = zeros();
    private final Scalar one = new Scalar(1.0);

    private FusedStep(String name, Tensor parameter, Tensor gradient) {
        operator = Dispatcher.singleton().findSchemaOrThrow("aten::" + name, "");
        add(parameter);
        add(gradient);
    }

    static Runnable adam(Tensor parameter, Tensor gradient) {
        return adam("_fused_adam_", parameter, gradient, 0);
    }

    static Runnable adamW(Tensor parameter, Tensor gradient) {
        return adam("_fused_adamw_", parameter, gradient, 0.01);
    }

    private static Runnable adam(String name, Tensor parameter, Tensor gradient, double decay) {
        var step = new FusedStep(name, parameter, gradient);
        step.add(zeros_like(parameter));
        step.add(zeros_like(parameter));
        step.add(); // no greatest second moments: AMSGrad is off
        step.add(step.count);
        for (var number : new double[]{TorchJavacpp.LEARNING_RATE, 0.9, 0.999, decay, 1e-8}) {
            step.settings.add(new IValue(number));
        }
        step.settings.add(new IValue(false)); // AMSGrad
        step.settings.add(new IValue(false)); // maximize
        return step.checked(parameter);
    }

    static Runnable sgd(Tensor parameter, Tensor gradient) {
        var step = new FusedStep("_fused_sgd_", parameter, gradient);
        step.add(zeros_like(parameter));
        for (var number : new double[]{0, 0.9, TorchJavacpp.LEARNING_RATE, 0}) { // decay, momentum, rate, dampening
            step.settings.add(new IValue(number));
        }
        step.settings.add(new IValue(false)); // Nesterov
        step.settings.add(new IValue(false)); // maximize
        step.settings.add(new IValue(false)); // first step
        return step.checked(parameter);
    }

    private void add(Tensor... list) {
        var values = new GenericList(new TensorList().elementType());
        for (var tensor : list) {
            values.push_back(new IValue(tensor));
        }
        tensors.add(values);
    }

    /// A wrong argument could pass unseen by name: one step must change the parameter.
    private Runnable checked(Tensor parameter) {
        settings.add(new IValue()); // gradient scale
        settings.add(new IValue()); // found infinities
        var before = parameter.sum().item_double();
        TorchJavacpp.scoped(this).run();
        if (parameter.sum().item_double() == before) {
            throw new IllegalStateException("the fused step left the parameter as it was");
        }
        return this;
    }

    @Override
    public void run() {
        count.add_(one);
        var stack = new IValueVector();
        for (var list : tensors) {
            stack.push_back(new IValue(list.copy())); // the operator moves the tensors out of the lists it is given
        }
        for (var setting : settings) {
            stack.push_back(setting);
        }
        operator.callBoxed(stack);
    }
}
