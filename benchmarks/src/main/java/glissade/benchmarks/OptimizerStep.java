package glissade.benchmarks;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.Optimizer;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// A step of each rule on one param.
public class OptimizerStep extends MicroBenchmark {

    /// Elements of the param.
    @org.openjdk.jmh.annotations.Param({"1000", "100000", "10000000"})
    public int size;

    private Param param;
    private Gradients gradients;
    private Optimizer sgd;
    private Optimizer momentum;
    private Optimizer rmsProp;
    private Optimizer adam;
    private Optimizer adamW;

    /// Makes the param, its gradient and an optimizer for each rule.
    @Setup
    public void setup() {
        var random = RandomStream.of(1);
        param = Param.of(random.uniform(Shape.of(size)));
        gradients = Gradients.of(param, random.uniform(Shape.of(size), -0.5, 0.5));
        var params = Params.of(param);
        sgd = new Sgd().over(params);
        momentum = new Sgd().momentum(0.9).over(params);
        rmsProp = new RmsProp().lr(1e-3).over(params);
        adam = new Adam().over(params);
        adamW = new AdamW().over(params);
    }

    /// Plain descent.
    @Benchmark
    public Param sgd() {
        return step(sgd);
    }

    /// Descent with momentum.
    @Benchmark
    public Param momentum() {
        return step(momentum);
    }

    /// RMSprop.
    @Benchmark
    public Param rmsProp() {
        return step(rmsProp);
    }

    /// Adam.
    @Benchmark
    public Param adam() {
        return step(adam);
    }

    /// AdamW.
    @Benchmark
    public Param adamW() {
        return step(adamW);
    }

    private Param step(Optimizer optimizer) {
        optimizer.step(gradients);
        return param;
    }
}
