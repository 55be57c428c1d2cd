package glissade.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.benchmarks.Results.Figure;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static Results of(String... lines) {
        var results = new Results();
        for (String line : lines) {
            results.add(Line.parse(line).orElseThrow());
        }
        return results;
    }

    @Test
    void figure_severalProcesses_medianAndRangeOfThem() {
        var results = of("w,p,1,gflops,5", "w,p,1,gflops,1", "w,p,1,gflops,2");
        assertThat(results.figure("w", "p", 1, "gflops")).contains(new Figure(2, 1, 5));
    }

    @Test
    void figure_oneProcess_rangeOfItsSamples() {
        var results = of("w,p,1,time_us,4", "w,p,1,time_us_min,2", "w,p,1,time_us_max,8", "w,p,1,gflops,10",
                "w,p,1,ns_per_elem,6");
        assertThat(results.figure("w", "p", 1, "gflops")).contains(new Figure(10, 5, 20));
        assertThat(results.figure("w", "p", 1, "ns_per_elem")).contains(new Figure(6, 3, 12));
    }

    @Test
    void figure_otherThreadsOrPeer_isApart() {
        var results = of("w,p,1,gflops,5");
        assertThat(results.figure("w", "p", 2, "gflops")).isEmpty();
        assertThat(results.figure("w", "q", 1, "gflops")).isEmpty();
    }

    @Test
    void error_reason_isKept() {
        var results = of("w,p,1,error,OutOfMemoryError");
        assertThat(results.error("w", "p", 1)).contains("OutOfMemoryError");
        assertThat(results.figure("w", "p", 1, "gflops")).isEmpty();
    }
}
