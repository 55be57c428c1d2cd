package glissade.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final String HEAD = """
            | workload | unit | glissade | of the peak | a | b | against the best |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """;

    private static String table(String... lines) {
        var results = new Results();
        for (String line : lines) {
            results.add(Line.parse(line).orElseThrow());
        }
        return new Table(results, List.of("a", "b"), 1).toString();
    }

    @Test
    void toString_ratesAndTimes_factorsAboveOneMeanGlissadeIsFaster() {
        assertThat(table("sgemm/n32,glissade,1,gflops,50", "sgemm/n32,a,1,gflops,25", "sgemm/n32,b,1,gflops,100",
                "sum/1k,glissade,1,ns_per_elem,2", "sum/1k,b,1,ns_per_elem,3")).isEqualTo(HEAD + """
                        | sgemm/n32 | GFLOP/s | 50.0 |  | 25.0, ×2.00 | 100, ×0.500 | ×0.500 b |
                        | sum/1k | ns/element | 2.00 |  | – | 3.00, ×1.50 | ×1.50 b |
                        """);
    }

    @Test
    void toString_peaks_giveShares() {
        String table = table("peak/fma,glissade,1,gflops,100", "mem/read,glissade,1,gb_s,20",
                "mem/triad,glissade,1,gb_s,40", "sgemm/n32,glissade,1,gflops,50",
                "opt_adam/10m,glissade,1,ns_per_param,2",
                "opt_adam/10m,glissade,1,gb_s,10", "opt_adam/10m,glissade,1,time_us,28000");
        assertThat(table)
                .contains("| sgemm/n32 | GFLOP/s | 50.0 | 50 % FMA |")
                .contains("| opt_adam/10m | ns/param | 2.00 | 25 % memory |");
    }

    @Test
    void toString_variantOfAPeer_standsBesideThePlainWorkload() {
        assertThat(table("opt_adam_fused/1k,a,1,ns_per_param,8", "opt_adam/1k,glissade,1,ns_per_param,2"))
                .endsWith("""
                        | opt_adam/1k | ns/param | 2.00 |  | – | – |  |
                        | opt_adam_fused/1k | ns/param | 2.00 |  | 8.00, ×4.00 | – | ×4.00 a |
                        """);
    }

    @Test
    void toString_failed_isNamed() {
        assertThat(table("train_cnn/b64,glissade,1,error,LinkageError", "train_cnn/b64,a,1,samples_s,1683",
                "train_cnn/b64,b,1,error,OutOfMemoryError")).isEqualTo(HEAD + """
                        | train_cnn/b64 | examples/s | error: LinkageError |  | 1683 | error: OutOfMemoryError |  |
                        """);
    }

    @Test
    void toString_otherNumberOfThreads_hasNoRow() {
        assertThat(table("sum/1k,glissade,2,ns_per_elem,2")).isEqualTo(HEAD);
    }

    @Test
    void toString_nobodyHasAFigure_rowIsThere() {
        assertThat(table("train_cnn/b64,glissade,1,error,LinkageError"))
                .isEqualTo(HEAD + "| train_cnn/b64 |  | error: LinkageError |  | – | – |  |\n");
    }

    @Test
    void number_anySize_threeDigits() {
        assertThat(List.of(0.0, 0.012345, 1.0, 99.95, 999.4, 12345.6).stream().map(Table::number))
                .containsExactly("0", "0.0123", "1.00", "100", "999", "12346");
    }
}
