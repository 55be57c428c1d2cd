package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Param;
import glissade.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizerLessonsTest {

    @TempDir
    Path folder;

    private String run(String lesson, String options) {
        var run = Run.words(lesson, options + " --folder " + folder);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out();
    }

    private void assertDrawn(String name, int width, int height) throws Exception {
        var image = ImageIO.read(folder.resolve(name + ".png").toFile());
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        assertThat(Arrays.stream(pixels).filter(pixel -> pixel != 0xFFFFFFFF).count()).as("pixels drawn")
                .isGreaterThan(width * height / 100);
        assertThat(Files.readString(folder.resolve(name + ".svg"))).contains("<svg", "<path").endsWith("</svg\n>\n");
    }

    private static double number(String line, int column) {
        return Double.parseDouble(line.strip().split("\\s{2,}|=\\s*")[column]);
    }

    @Test
    void race_ofFewSteps_hasALineForEachRuleOnEachLandscapeAndDrawsThem() throws Exception {
        String out = run("optimizer-race", "--steps 150");
        for (RaceRules.Racer racer : RaceRules.ALL) {
            assertThat(out.lines().filter(line -> line.startsWith("  " + racer.name() + "  "))).as(racer.name())
                    .hasSize(Landscape.ALL.size());
        }
        // the fifth block of lines is the saddle's: a step along the ridge alone would leave Adam at a distance of 1
        String adam = out.lines().filter(line -> line.startsWith("  Adam ")).toList().getLast();
        assertThat(number(adam, 3)).isLessThan(Race.NEAR);
        for (RaceRules.Group group : RaceRules.Group.values()) {
            assertDrawn("race-" + group.name().toLowerCase(Locale.ROOT), 3 * 340, 2 * 290);
        }
    }

    @Test
    void rules_ofAGroup_areNoMoreThanThereAreInks() {
        var sizes = RaceRules.ALL.stream()
                .collect(Collectors.groupingBy(RaceRules.Racer::group, Collectors.counting()));
        assertThat(sizes.values()).allMatch(size -> size <= Ink.COUNT);
        assertThat(RaceRules.ALL).extracting(RaceRules.Racer::name).doesNotHaveDuplicates();
    }

    @Test
    void landscape_atItsMinima_isFlatAndHigherAllAround() {
        for (Landscape landscape : Landscape.ALL) {
            for (Landscape.Point minimum : landscape.minima()) {
                var x = Param.of(Tensor.of((float) minimum.x()));
                var y = Param.of(Tensor.of((float) minimum.y()));
                var gradients = landscape.height().apply(x, y).backward();
                assertThat(gradients.of(x).item()).as(landscape.name()).isCloseTo(0, within(1e-3f));
                assertThat(gradients.of(y).item()).as(landscape.name()).isCloseTo(0, within(1e-3f));
                for (double angle = 0; angle < 6; angle += 0.5) {
                    var near = new Landscape.Point(minimum.x() + 0.1 * Math.cos(angle),
                            minimum.y() + 0.1 * Math.sin(angle));
                    assertThat(landscape.above(near)).as(landscape.name()).isGreaterThan(0);
                }
            }
        }
    }

    @Test
    void adam_byHand_isTheLibrarysToFloat() throws Exception {
        var lines = run("adam-step-by-step", "--steps 20000").lines().toList();
        var hand = lines.stream().filter(line -> line.startsWith("  by hand")).map(line -> number(line, 3)).toList();
        var library = lines.stream().filter(line -> line.startsWith("  by the library")).map(line -> number(line, 3))
                .toList();
        assertThat(hand).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(library.get(i)).isCloseTo(hand.get(i), within(1e-6));
        }
        assertDrawn("adam-goes-wrong", 3 * 380, 280);
    }

    @Test
    void adam_withARareLargeGradient_walksUphillAndAmsgradDoesNot() {
        String out = run("adam-step-by-step", "--steps 20000");
        assertThat(out).containsPattern("Adam     is at  0\\.9").containsPattern("AMSGrad  is at -0\\.[6-9]");
    }

    @Test
    void pictures_whateverTheLanguage_areTheSame() throws Exception {
        run("learning-rates", "");
        String here = Files.readString(folder.resolve("learning-rates.svg"));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("ar", "EG")); // with digits and a comma of its own
        try {
            run("learning-rates", "");
        } finally {
            Locale.setDefault(before);
        }

        assertThat(Files.readString(folder.resolve("learning-rates.svg"))).isEqualTo(here);
    }

    @Test
    void learningRates_all_areDrawn() throws Exception {
        run("learning-rates", "");
        assertDrawn("learning-rates", 4 * 290, 5 * 200);
    }

    @Test
    void curves_onFewDigits_measureEachRule() throws Exception {
        String out = run("optimizer-curves", "--limit 256 --epochs 1");
        for (RaceRules.Racer racer : RaceRules.ALL) {
            assertThat(out).contains("\n" + racer.name() + " ");
        }
        String adam = out.lines().filter(line -> line.startsWith("Adam ")).findFirst().orElseThrow();
        assertThat(number(adam, 2)).as("loss; that of a guess is 2.3").isLessThan(2.2);
        assertDrawn("optimizer-curves", 2 * 460, 3 * 300);
    }
}
