package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.positive;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [FunctionOps].
final class FunctionRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("sqrt", "", v -> v.get(0).sqrt(), positive(5)),
            row("exp", "", v -> v.get(0).exp(), any(5)),
            row("log", "", v -> v.get(0).log(), positive(5)),
            row("rsqrt", "", v -> v.get(0).rsqrt(), positive(5)),
            row("expm1", "", v -> v.get(0).expm1(), any(5)),
            row("log1p", "", v -> v.get(0).log1p(), positive(5).sub(1)),
            row("exp2", "", v -> v.get(0).exp2(), any(5)),
            row("log2", "", v -> v.get(0).log2(), positive(5)),
            row("log10", "", v -> v.get(0).log10(), positive(5)),
            row("pow", "", v -> v.get(0).pow(v.get(1)), positive(3, 4), any(3, 4)),
            row("pow", "row of exponents", v -> v.get(0).pow(v.get(1)), positive(3, 4), any(4)),
            row("pow", "column of bases", v -> v.get(0).pow(v.get(1)), positive(3, 1), any(3, 4)),
            row("pow", "outer", v -> v.get(0).pow(v.get(1)), positive(3, 1), any(4)),
            row("pow", "one exponent", v -> v.get(0).pow(v.get(1)), positive(3, 4), Tensor.scalar(1.3)),
            row("pow", "itself", v -> v.get(0).pow(v.get(0)), positive(5)),
            row("pow", "exponent 0", v -> v.get(0).pow(v.get(1)), positive(3), Tensor.zeros(3)),
            row("pow", "negative bases", v -> v.get(0).pow(Tensor.of(1, 2, 3, -1, -2, 0)), positive(6).neg()),
            row("pow", "number 0", v -> v.get(0).pow(0).mul(v.get(0)), any(5)),
            row("pow", "number 1", v -> v.get(0).pow(1), any(5)),
            row("pow", "number 2", v -> v.get(0).pow(2), any(5)),
            row("pow", "number 3", v -> v.get(0).pow(3), any(5)),
            row("pow", "number 0.5", v -> v.get(0).pow(0.5), positive(5)),
            row("pow", "number −1", v -> v.get(0).pow(-1), positive(5)),
            row("pow", "number 1.7", v -> v.get(0).pow(1.7), positive(5)),
            row("rpow", "", v -> v.get(0).rpow(2.5), any(5)),
            row("rpow", "base 1", v -> v.get(0).rpow(1).mul(v.get(0)), any(5)),
            row("rpow", "base 0", v -> v.get(0).rpow(0).mul(v.get(0)), positive(5)),
            row("sin", "", v -> v.get(0).sin(), any(5)),
            row("cos", "", v -> v.get(0).cos(), any(5)),
            row("tan", "", v -> v.get(0).mul(0.5).tan(), any(5)),
            row("asin", "", v -> v.get(0).mul(0.5).asin(), any(5)),
            row("acos", "", v -> v.get(0).mul(0.5).acos(), any(5)),
            row("atan", "", v -> v.get(0).atan(), any(5)),
            row("sinh", "", v -> v.get(0).sinh(), any(5)),
            row("cosh", "", v -> v.get(0).cosh(), any(5)),
            row("erf", "", v -> v.get(0).erf(), any(5)));

    private FunctionRows() {
    }
}
