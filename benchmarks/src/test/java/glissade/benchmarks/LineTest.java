package glissade.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @Test
    void toString_metric_sixDigitsWhateverTheLocale() {
        var line = new Line("sgemm/n32", "glissade", 2, new Metric("gflops", 1234.56789));
        assertThat(line).hasToString("sgemm/n32,glissade,2,gflops,1234.57");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgemm/n32,torch,1,gflops,93.5", "layer_norm/128x512,glissade,2,error,OutOfMemoryError",
        "ew_exp/1k,torch,1,time_us,1e-05"})
    void parse_whatWasPrinted_isTheSameLine(String text) {
        assertThat(Line.parse(text)).map(Line::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", Line.HEADER, "WARNING: something, somewhere", "a,b,1,time_us", "a,b,1,time_us,2,3",
        "a,b,one,time_us,2", "a,b,1,time_us,two"})
    void parse_otherText_isEmpty(String text) {
        assertThat(Line.parse(text)).isEmpty();
    }
}
