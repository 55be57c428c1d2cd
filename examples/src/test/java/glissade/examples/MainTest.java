package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @ParameterizedTest
    @ValueSource(strings = {"list", "--help", "-h"})
    void run_list_namesTheLessonsInOrder(String word) {
        assertThat(Run.of(word)).isEqualTo(new Run(0, """
                1  linear-regression  A line through 100 points, by four update rules and by least squares.
                2  mnist              A net with one hidden layer learns to read handwritten digits (MNIST).
                3  mnist-cnn          A convolutional net learns to read handwritten digits (MNIST).
                4  optimizer-race     Every rule walks down five landscapes: a table, and pictures.
                5  adam-step-by-step  Three steps of Adam by hand, and where Adam goes wrong.
                6  learning-rates     Every schedule of the learning rate, drawn.
                7  optimizer-curves   Every rule trains a small net on MNIST: a table, and curves.
                """, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear-regression", "mnist", "mnist-cnn"})
    void run_help_showsOptionsAndDefaults(String lesson) {
        var run = Run.of(lesson, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: " + lesson + " [-h]").contains("--seed=N").contains("Default: 1\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "mnist|--epochs 0|--epochs is 0, must be from 1 to 1000; the nearest is 1",
        "mnist|--epochs -1|--epochs is -1, must be from 1 to 1000; the nearest is 1",
        "mnist|--epochs=1001 |--epochs is 1001, must be from 1 to 1000; the nearest is 1000",
        "mnist|--epochs 2.5|Invalid value for option '--epochs': '2.5' is not a whole number below 2^63",
        "mnist|--seed 9223372036854775808|Invalid value for option '--seed': '9223372036854775808' is not a whole"
                + " number below 2^63",
        "mnist|--lr 0|--lr is 0, must be from 1.0e-9 to 100; the nearest is 1.0e-9",
        "mnist|--lr NaN|--lr is NaN, must be from 1.0e-9 to 100",
        "mnist|--lr much|Invalid value for option '--lr': 'much' is not a number",
        "mnist|--batch 0|--batch is 0, must be from 1 to 10000; the nearest is 1",
        "mnist|--hidden 10001|--hidden is 10001, must be from 1 to 10000; the nearest is 10000",
        "mnist|--limit 60001|--limit is 60001, must be from 1 to 60000; the nearest is 60000",
        "mnist|--threads 0|--threads is 0, must be from 1 to 1024; the nearest is 1",
        "mnist|--optimizer adm|--optimizer is 'adm', must be one of adam, adamw, sgd, rmsprop; the nearest is adam",
        "mnist|--epoch 3|there is no option '--epoch'; the nearest is --epochs, and --help shows them all",
        "mnist|--epochs 3 more|'more' belongs to no option; --help shows them all",
        "mnist|--lr 1 --epochs|Missing required parameter for option '--epochs' (N)",
        "mnist|--epochs 1 --epochs 2|option '--epochs' (N) should be specified only once",
        "linear-regression|--steps 0|--steps is 0, must be from 1 to 100000; the nearest is 1",
        "linear-regression|--lr -1|--lr is -1, must be from 1.0e-9 to 1000; the nearest is 1.0e-9",
        "list|mnist --help|'mnist' is one word too many; LESSON --help shows a lesson's options",
        "mnits||there is no such lesson; the nearest is mnist, and list shows them all",
        "lst||there is no such lesson; the nearest is list, and list shows them all"})
    void run_withAMistake_saysSoInOneLine(String lesson, String options, String message) {
        var run = Run.words(lesson, options == null ? "" : options);
        assertThat(run).isEqualTo(new Run(2, "", lesson + ": " + message + "\n"));
    }
}
