package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.conformance.Outcome.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsupportedListTest {

    private static final List<Outcome> OUTCOMES = List.of(new Outcome("ops", "erf", "erf_1", Status.UNSUPPORTED, ""),
            new Outcome("ops", "erf", "erf_2", Status.UNSUPPORTED, ""),
            new Outcome("ops", "exp", "exp", Status.PASSED, ""),
            new Outcome("optim", "optim_grads", "adan", Status.UNSUPPORTED, "optimizer Adan"));

    private static List<String> problems(String list) throws IOException {
        return UnsupportedList.parse(list).problems(OUTCOMES);
    }

    @Test
    void problems_listThatIsSo_none() throws IOException {
        assertThat(problems("""
                # a comment

                ops erf 2
                optim  optim_grads  1  optimizer Adan
                """)).isEmpty();
    }

    @Test
    void problems_opThatPasses_isToBeStruck() throws IOException {
        assertThat(problems("ops erf 2\nops exp 1\noptim optim_grads 1 optimizer Adan\n")).containsExactly(
                "unsupported.txt: 'ops exp' is listed with 1 unsupported, and has 0: strike the line");
    }

    @Test
    void problems_someCasesPass_isToBeCorrected() throws IOException {
        assertThat(problems("ops erf 3\noptim optim_grads 1 optimizer Adan\n")).containsExactly(
                "unsupported.txt: 'ops erf' is listed with 3 unsupported, and has 2: correct the number");
    }

    @Test
    void problems_unsupportedButNotListed_isNamed() throws IOException {
        assertThat(problems("ops erf 1\n")).containsExactly(
                "unsupported.txt: 'ops erf' is listed with 1 unsupported, and has 2: correct the number",
                "unsupported.txt: 'optim optim_grads optimizer Adan' is listed with 0 unsupported, and has 1:"
                        + " support it or add a line");
    }

    @Test
    void text_ofARun_isTheListThatFits() throws IOException {
        String text = UnsupportedList.of(OUTCOMES).text();

        assertThat(text).endsWith("ops erf 2\noptim optim_grads 1 optimizer Adan\n");
        assertThat(problems(text)).isEmpty();
    }

    @Test
    void parse_notALine_throws() {
        assertThatThrownBy(() -> UnsupportedList.parse("ops erf\n")).isInstanceOf(IOException.class)
                .hasMessage("unsupported.txt: 'ops erf' is not family, op, number of cases and reason");
        assertThatThrownBy(() -> UnsupportedList.parse("ops erf 2\nops erf 3\n")).isInstanceOf(IOException.class)
                .hasMessage("unsupported.txt: 'ops erf 3' stands there twice");
    }
}
