package glissade.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Every rule walks down the same five landscapes from the same starts. A table says how soon each arrives, and pictures
/// show the ways they take.
///
/// Each rule has the rate that serves it best among eleven, the same for all: see [Race#best]. The landscapes are small and
/// without noise; how rules fare on nets is another question.
@Command(name = "optimizer-race", description = "Every rule walks down five landscapes: a table, and pictures.")
final class OptimizerRace implements Lesson {

    private final PrintStream out;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of each walk, 1 to 100000.")
    Long steps = 1000L;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the pictures go.")
    Path folder = Path.of("target", "pictures");

    OptimizerRace(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() throws IOException {
        Check.whole("--steps", steps, 1, 100_000);
        out.print("Lesson 4: each rule walks " + steps + " steps, with the best of eleven rates; it has arrived"
                + " when\nit stays within " + Race.NEAR + " of a minimum.\n");
        var races = new LinkedHashMap<Landscape, List<Race>>();
        for (Landscape landscape : Landscape.ALL) {
            var walks = new ArrayList<Race>();
            for (RaceRules.Racer racer : RaceRules.ALL) {
                walks.add(Race.best(racer, landscape, Math.toIntExact(steps)));
            }
            races.put(landscape, walks);
            print(landscape, walks);
        }
        out.print("\n");
        for (RaceRules.Group group : RaceRules.Group.values()) {
            draw(group, races);
        }
    }

    private void print(Landscape landscape, List<Race> races) {
        out.printf(Locale.ROOT, "\n%-28s %8s %12s %12s %14s\n", landscape.name(), "rate", "arrived at", "distance",
                "above minimum");
        for (Race race : races) {
            String arrived = race.arrived() < 0 ? "-" : Integer.toString(race.arrived());
            out.printf(Locale.ROOT, "  %-26s %8s %12s %12.2e %14.2e\n", race.racer().name(), rate(race.rate()), arrived,
                    race.distance(), race.above());
        }
    }

    private static String rate(double rate) {
        return rate < 0.001 ? String.format(Locale.ROOT, "%.0e", rate) : Double.toString(rate);
    }

    private void draw(RaceRules.Group group, SequencedMap<Landscape, List<Race>> races) throws IOException {
        var picture = new Picture(3, 340, 290);
        var names = new LinkedHashMap<String, Ink>();
        for (var entry : races.entrySet()) {
            Landscape landscape = entry.getKey();
            var panel = new Panel(landscape.name(), landscape.view()).equal();
            Contours.draw(landscape, panel);
            var walks = entry.getValue().stream().filter(race -> race.racer().group() == group).toList();
            for (int i = 0; i < walks.size(); i++) {
                Ink ink = Ink.of(i);
                panel.line(ink, walks.get(i).x(), walks.get(i).y());
                names.put(walks.get(i).racer().name(), ink);
            }
            panel.disc(Ink.START, landscape.start().x(), landscape.start().y());
            landscape.minima().forEach(minimum -> panel.cross(Ink.GOAL, minimum.x(), minimum.y()));
            picture.add(panel);
        }
        names.forEach(picture::explain);
        String name = "race-" + group.name().toLowerCase(Locale.ROOT);
        picture.save(folder, name);
        out.print(folder.resolve(name) + ".png and .svg\n");
    }
}
