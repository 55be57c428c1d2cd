package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.conformance.Outcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Report report = new Report(List.of(new Outcome("ops", "exp", "exp", Status.PASSED, ""),
            new Outcome("ops", "log", "log", Status.FAILED, "is \"1\", not 2\n  fix: that"),
            new Outcome("ops", "erf", "erf_1", Status.UNSUPPORTED, ""),
            new Outcome("ops", "erf", "erf_2", Status.UNSUPPORTED, ""),
            new Outcome("optim", "step", "adan", Status.UNSUPPORTED, "optimizer Adan")));

    @Test
    void text_families_areCountedAndOpsNamed() {
        assertThat(report.text()).isEqualTo("""
                family       passed  failed  unsupported
                ops               1       1            2
                    erf (2)
                optim             0       0            1
                    step: optimizer Adan (1)
                """);
    }

    @Test
    void failures_failedCases_alone() {
        assertThat(report.failures()).containsExactly("ops/log (log): is \"1\", not 2\n  fix: that");
    }

    @Test
    void write_csv_hasALineACase(@TempDir Path folder) throws IOException {
        Path csv = folder.resolve("made").resolve("goldens.csv");

        report.write(csv);

        assertThat(Files.readString(csv)).isEqualTo("""
                family,op,case,status,error
                ops,exp,exp,passed,
                ops,log,log,failed,"is ""1"", not 2; fix: that"
                ops,erf,erf_1,unsupported,
                ops,erf,erf_2,unsupported,
                optim,step,adan,unsupported,optimizer Adan
                """);
    }
}
