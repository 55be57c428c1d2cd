package glissade.tensor.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// The functions of [ElementaryLoops#functions] in doubles, for numbers that are floats, with errors far below an ulp of
/// a `float`. Formulas differ from those of the kernels where there is a choice.
final class ExactFunctions {

    private static final double LN2 = StrictMath.log(2);

    private ExactFunctions() {
    }

    static Map<String, DoubleUnaryOperator> functions() {
        Map<String, DoubleUnaryOperator> f = new LinkedHashMap<>();
        f.put("exp", StrictMath::exp);
        f.put("expm1", StrictMath::expm1);
        f.put("exp2", x -> StrictMath.exp(x * LN2));
        f.put("log", StrictMath::log);
        f.put("log1p", StrictMath::log1p);
        f.put("log2", x -> StrictMath.log(x) / LN2);
        f.put("log10", StrictMath::log10);
        f.put("sqrt", StrictMath::sqrt);
        f.put("rsqrt", x -> 1 / StrictMath.sqrt(x));
        f.put("sin", StrictMath::sin);
        f.put("cos", StrictMath::cos);
        f.put("tan", StrictMath::tan);
        f.put("asin", StrictMath::asin);
        f.put("acos", StrictMath::acos);
        f.put("atan", StrictMath::atan);
        f.put("sinh", StrictMath::sinh);
        f.put("cosh", StrictMath::cosh);
        f.put("tanh", StrictMath::tanh);
        f.put("sigmoid", ExactFunctions::sigmoid);
        f.put("logSigmoid", x -> -softplus(-x));
        f.put("softplus", ExactFunctions::softplus);
        f.put("silu", x -> timesFalling(x, sigmoid(x)));
        f.put("mish", x -> timesFalling(x, StrictMath.tanh(softplus(x))));
        f.put("erf", ExactFunctions::erf);
        f.put("gelu", x -> timesFalling(x, normal(x)));
        f.put("geluTanh", x -> timesFalling(x, sigmoid(geluTanhArgument(x))));
        return f;
    }

    /// The derivatives, of which [ElementaryLoops#ofTwo] has the products with dy.
    static Map<String, DoubleUnaryOperator> slopes() {
        Map<String, DoubleUnaryOperator> f = new LinkedHashMap<>();
        f.put("logSigmoidGradient", x -> sigmoid(-x));
        f.put("softplusGradient", ExactFunctions::sigmoid);
        f.put("siluGradient", x -> sigmoid(x) + timesFalling(x, sigmoid(x) * sigmoid(-x)));
        f.put("mishGradient", x -> {
            double t = StrictMath.tanh(softplus(x));
            return t + timesFalling(x, sigmoid(x) / square(StrictMath.cosh(softplus(x))));
        });
        f.put("erfGradient", x -> 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x));
        f.put("geluGradient", x -> normal(x) + timesFalling(x, density(x)));
        f.put("geluTanhGradient", x -> {
            double s = sigmoid(geluTanhArgument(x));
            double inner = 2 * StrictMath.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
            return s + timesFalling(x, s * sigmoid(-geluTanhArgument(x)) * inner);
        });
        return f;
    }

    /// `x · f`, 0 with the sign of `x` where `f` is 0.
    private static double timesFalling(double x, double f) {
        return f == 0 ? Math.copySign(0, x) : x * f;
    }

    private static double square(double x) {
        return x * x;
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double geluTanhArgument(double x) {
        return 2 * StrictMath.sqrt(2 / Math.PI) * x * (1 + 0.044715 * x * x);
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }

    /// The normal distribution function. Its two expansions are those of Abramowitz and Stegun, "Handbook of
    /// Mathematical Functions", 26.2.11 and 26.2.14.
    private static double normal(double x) {
        double a = Math.abs(x);
        if (a < 2.5) {
            return 0.5 + Math.copySign(density(a) * oddSeries(a), x);
        }
        double tail = density(a) / continuedFraction(a);
        return x < 0 ? tail : 1 - tail;
    }

    private static double erf(double x) {
        double a = Math.abs(x) * StrictMath.sqrt(2);
        double y = a < 2.5 ? 2 * density(a) * oddSeries(a) : 1 - 2 * density(a) / continuedFraction(a);
        return Math.copySign(y, x);
    }

    /// `x + x³/3 + x⁵/(3·5) + …`
    private static double oddSeries(double x) {
        double sum = 0;
        double term = x;
        for (int k = 3; term > sum * 0x1p-54; k += 2) {
            sum += term;
            term *= x * x / k;
        }
        return sum + term;
    }

    /// `x + 1/(x + 2/(x + 3/(x + …)))`
    private static double continuedFraction(double x) {
        double f = x;
        for (int k = x > 20 ? 0 : 120; k > 0; k--) {
            f = x + k / f;
        }
        return f;
    }
}
