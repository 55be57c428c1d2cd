package glissade.tensor.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The loops of [Elementary] by name, for the tests that treat all alike.
final class ElementaryLoops {

    /// A loop `dx[i] = f(dy[i], x[i])`; also `y = pow(x, p)`.
    @FunctionalInterface
    interface OfTwo {
        void apply(float[] a, int ao, float[] b, int bo, float[] c, int co, int n);
    }

    private ElementaryLoops() {
    }

    /// The functions of one number.
    static Map<String, Function<Elementary, Unary>> functions() {
        Map<String, Function<Elementary, Unary>> f = new LinkedHashMap<>();
        f.put("exp", e -> e::exp);
        f.put("expm1", e -> e::expm1);
        f.put("exp2", e -> e::exp2);
        f.put("log", e -> e::log);
        f.put("log1p", e -> e::log1p);
        f.put("log2", e -> e::log2);
        f.put("log10", e -> e::log10);
        f.put("sqrt", e -> e::sqrt);
        f.put("rsqrt", e -> e::rsqrt);
        f.put("sin", e -> e::sin);
        f.put("cos", e -> e::cos);
        f.put("tan", e -> e::tan);
        f.put("asin", e -> e::asin);
        f.put("acos", e -> e::acos);
        f.put("atan", e -> e::atan);
        f.put("sinh", e -> e::sinh);
        f.put("cosh", e -> e::cosh);
        f.put("tanh", e -> e::tanh);
        f.put("sigmoid", e -> e::sigmoid);
        f.put("logSigmoid", e -> e::logSigmoid);
        f.put("softplus", e -> e::softplus);
        f.put("silu", e -> e::silu);
        f.put("mish", e -> e::mish);
        f.put("erf", e -> e::erf);
        f.put("gelu", e -> e::gelu);
        f.put("geluTanh", e -> e::geluTanh);
        return f;
    }

    /// The gradients, by dy and either x or y, and the powers.
    static Map<String, Function<Elementary, OfTwo>> ofTwo() {
        Map<String, Function<Elementary, OfTwo>> f = new LinkedHashMap<>();
        f.put("tanhGradient", e -> e::tanhGradient);
        f.put("sigmoidGradient", e -> e::sigmoidGradient);
        f.put("reluGradient", e -> e::reluGradient);
        f.put("logSigmoidGradient", e -> e::logSigmoidGradient);
        f.put("softplusGradient", e -> e::softplusGradient);
        f.put("siluGradient", e -> e::siluGradient);
        f.put("mishGradient", e -> e::mishGradient);
        f.put("erfGradient", e -> e::erfGradient);
        f.put("geluGradient", e -> e::geluGradient);
        f.put("geluTanhGradient", e -> e::geluTanhGradient);
        f.put("pow", e -> e::pow);
        f.put("pow, one exponent", e -> (x, xo, p, po, y, yo, n) -> e.pow(x, xo, p[0], y, yo, n));
        f.put("powOf", e -> (x, xo, p, po, y, yo, n) -> e.powOf(x[0], p, po, y, yo, n));
        return f;
    }
}
