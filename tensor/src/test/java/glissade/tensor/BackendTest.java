package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackendTest {

    @Test
    void version_ofTheModule_isANumber() {
        assertThat(Backend.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void description_anyKernels_namesThemAndTheThreads() {
        assertThat(Backend.description()).startsWith(Backend.kernels().split(",", -1)[0] + " kernels")
                .matches(".*, \\d+ threads?");
    }
}
