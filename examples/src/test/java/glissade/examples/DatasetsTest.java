package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    @Test
    void folder_ofBundledData_isThere() {
        assertThat(Datasets.folder("mnist")).isDirectory().endsWith(Path.of("datasets", "mnist"));
    }

    @Test
    void folder_ofOtherData_isTheOneWhereItShouldBe() {
        assertThat(Datasets.folder("no-such-data")).isEqualTo(Path.of("datasets", "no-such-data"));
    }
}
