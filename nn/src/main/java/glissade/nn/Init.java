package glissade.nn;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// How the numbers of a param begin.
///
///     var weight = Init.kaimingNormal(Gain.RELU, Fan.IN).draw(Shape.of(128, 784), random);
///     var layer = new Linear(weight, Init.zeros().draw(Shape.of(128), random));
///
/// Layers have a start of their own, PyTorch's, behind `init`; these are for nets that want another. What keeps the size of
/// activations and gradients even from layer to layer depends on a weight's fans ([Fans]) and on the function that follows it
/// ([Gain]).
///
/// An initialiser is a value without state: the stream is the caller's. Safe to share between threads.
@FunctionalInterface
public interface Init {

    /// A tensor of the given shape.
    Tensor draw(Shape shape, RandomStream random);

    /// Zeros.
    static Init zeros() {
        return (shape, random) -> Tensor.zeros(shape);
    }

    /// Ones.
    static Init ones() {
        return constant(1);
    }

    /// One number everywhere.
    static Init constant(double value) {
        return (shape, random) -> Tensor.full(shape, value);
    }

    /// Uniform from `low` to less than `high`.
    ///
    /// @throws IllegalArgumentException if `low` is not less than `high`, or one is not finite
    static Init uniform(double low, double high) {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "Init.uniform: the bounds are " + low + " and " + high + ", must be finite and ascending");
        }
        return (shape, random) -> random.uniform(shape, low, high);
    }

    /// Uniform in ±1/√n: how PyTorch starts the weights and biases of linear and convolutional layers with a fan-in of `n`, and
    /// of recurrent ones with `n` hidden features.
    ///
    /// Source: LeCun and others, "Efficient backprop", 1998, section 4.6, for a spread of 1/√n.
    ///
    /// @throws IllegalArgumentException if `n` is less than 1
    static Init overRoot(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("Init.overRoot: n is " + n + ", must be 1 or more");
        }
        return uniform(-1 / Math.sqrt(n), 1 / Math.sqrt(n));
    }

    /// Normal with this mean and standard deviation.
    ///
    /// @throws IllegalArgumentException if a number is not finite, or `std` is negative
    static Init normal(double mean, double std) {
        require(Double.isFinite(mean), "normal", "mean", mean, "finite");
        require(std >= 0 && Double.isFinite(std), "normal", "std", std, "finite and 0 or more");
        return (shape, random) -> random.normal(shape, mean, std);
    }

    /// Normal with this mean and standard deviation, but only between two bounds: what falls outside is drawn again.
    ///
    /// Source of the method: Robert, "Simulation of truncated normal variables", 1995, section 2.
    ///
    /// @throws IllegalArgumentException if `mean` is not finite, `std` not finite and greater than 0, or `low` not less than
    ///         `high`
    static Init truncatedNormal(double mean, double std, double low, double high) {
        require(Double.isFinite(mean), "truncatedNormal", "mean", mean, "finite");
        require(std > 0 && Double.isFinite(std), "truncatedNormal", "std", std, "finite and greater than 0");
        require(low < high, "truncatedNormal", "low", low, "less than high, which is " + high);
        return new TruncatedNormal(mean, std, low, high);
    }

    /// Uniform in `±gain · √(6 / (in + out))`.
    ///
    /// Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010,
    /// equation 16.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite and greater than 0
    static Init xavierUniform(double gain) {
        requireGain("xavierUniform", gain);
        return (shape, random) -> symmetric(shape, random, gain * Math.sqrt(6 / Fans.of(shape).sum()));
    }

    /// Normal with standard deviation `gain · √(2 / (in + out))`.
    ///
    /// Source: Glorot and Bengio, 2010, equation 12.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite and greater than 0
    static Init xavierNormal(double gain) {
        requireGain("xavierNormal", gain);
        return (shape, random) -> random.normal(shape, 0, gain * Math.sqrt(2 / Fans.of(shape).sum()));
    }

    /// Uniform in `±gain · √(3 / fan)`.
    ///
    /// Source: He and others, "Delving deep into rectifiers", ICCV 2015, section 2.2; equation 10 for [Fan#IN], which keeps the
    /// activations even, equation 14 for [Fan#OUT], which keeps the gradients.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite and greater than 0
    static Init kaimingUniform(double gain, Fan fan) {
        requireGain("kaimingUniform", gain);
        return (shape, random) -> symmetric(shape, random, gain * Math.sqrt(3.0 / fan.of(shape)));
    }

    /// Normal with standard deviation `gain / √fan`.
    ///
    /// Source: He and others, 2015, section 2.2.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite and greater than 0
    static Init kaimingNormal(double gain, Fan fan) {
        requireGain("kaimingNormal", gain);
        return (shape, random) -> random.normal(shape, 0, gain / Math.sqrt(fan.of(shape)));
    }

    /// Uniform in `±√(3 / in)`: for self-normalising nets, with SELU.
    ///
    /// Source: LeCun and others, "Efficient backprop", 1998, section 4.6; Klambauer and others, "Self-normalizing neural
    /// networks", NIPS 2017.
    static Init lecunUniform() {
        return kaimingUniform(1, Fan.IN);
    }

    /// Normal with standard deviation `1 / √in`; see [#lecunUniform()].
    static Init lecunNormal() {
        return kaimingNormal(1, Fan.IN);
    }

    /// `gain` times a matrix whose rows or columns, whichever are fewer, are orthonormal, drawn evenly from all such matrices. Of
    /// more than two axes, all but the first are taken as one.
    ///
    /// Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    /// networks", ICLR 2014, section 3.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite and greater than 0
    static Init orthogonal(double gain) {
        requireGain("orthogonal", gain);
        return (shape, random) -> Orthogonal.draw(shape, random, gain);
    }

    /// A matrix in whose every column a part of the numbers, rounded up, is 0, and the others are normal.
    ///
    /// Source: Martens, "Deep learning via Hessian-free optimization", ICML 2010, section 5.
    ///
    /// @throws IllegalArgumentException if `zeros` is not from 0 to 1, or `std` not finite and 0 or more
    static Init sparse(double zeros, double std) {
        require(zeros >= 0 && zeros <= 1, "sparse", "zeros", zeros, "from 0 to 1");
        require(std >= 0 && Double.isFinite(std), "sparse", "std", std, "finite and 0 or more");
        return (shape, random) -> Patterns.sparse(shape, random, zeros, std);
    }

    /// A matrix with ones on its diagonal: a linear layer that keeps as many of its inputs as it can.
    static Init identity() {
        return (shape, random) -> Patterns.identity(shape);
    }

    /// A convolution's weight `[out, in, …]` that keeps as many channels as it can: output `i` of each group is its input `i`.
    ///
    /// Source: Zagoruyko and Komodakis, "DiracNets: training very deep neural networks without skip-connections", 2017,
    /// section 3.
    ///
    /// @throws IllegalArgumentException if `groups` is less than 1
    static Init dirac(int groups) {
        require(groups >= 1, "dirac", "groups", groups, "1 or more");
        return (shape, random) -> Patterns.dirac(shape, groups);
    }

    private static Tensor symmetric(Shape shape, RandomStream random, double bound) {
        return random.uniform(shape, -bound, bound);
    }

    private static void requireGain(String init, double gain) {
        require(gain > 0 && Double.isFinite(gain), init, "gain", gain, "finite and greater than 0");
    }

    private static void require(boolean holds, String init, String option, double value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("Init." + init + ": " + option + " is " + value + ", must be " + bound);
        }
    }
}
