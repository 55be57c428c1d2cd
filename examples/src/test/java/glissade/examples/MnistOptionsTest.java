package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.tensor.Threads;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MnistOptionsTest {

    private final MnistOptions options = new MnistOptions("net");

    @Test
    void check_ofTheDefaults_passes() {
        options.check();
        assertThat(options.rule()).isEqualTo(new Adam().lr(0.002));
        assertThat(options.threads()).isEqualTo(Threads.limit());
        assertThat(options.data).isNull();
    }

    @Test
    void rule_ofEachName_hasTheRate() {
        options.lr = 0.5;
        options.optimizer = "adamw";
        assertThat(options.rule()).isEqualTo(new AdamW().lr(0.5));
        options.optimizer = "sgd";
        assertThat(options.rule()).isEqualTo(new Sgd().momentum(0.9).lr(0.5));
        options.optimizer = "rmsprop";
        assertThat(options.rule()).isEqualTo(new RmsProp().lr(0.5));
    }

    @Test
    void data_thatIsGiven_isTaken() {
        options.data = Path.of("elsewhere");
        assertThat(options.data).isEqualTo(Path.of("elsewhere"));
    }
}
