package glissade.examples;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/// A function of two numbers to walk down, with a start and the places where it is least.
///
/// @param name its name
/// @param height the function, element by element: of two numbers, or of a whole map at once
/// @param start where the walk begins
/// @param minima where the function is least
/// @param view what a picture shows
record Landscape(String name, BinaryOperator<Variable> height, Point start, List<Point> minima, Panel.View view) {

    /// A place.
    record Point(double x, double y) {

        /// The distance between two places.
        double distance(Point other) {
            return StrictMath.hypot(x - other.x, y - other.y);
        }
    }

    static final List<Landscape> ALL = List.of(rosenbrock(), beale(), himmelblau(), quadratic(), saddle());

    /// A curved valley: easy to enter, slow to follow.
    ///
    /// Source: Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960.
    private static Landscape rosenbrock() {
        return new Landscape("Rosenbrock", (x, y) -> x.neg().add(1).square().add(y.sub(x.square()).square().mul(100)),
                new Point(-1.2, 1), List.of(new Point(1, 1)), new Panel.View(-1.8, 1.8, -0.6, 2.1));
    }

    /// A flat valley between walls that rise with the sixth power.
    ///
    /// Source: Beale, "On an iterative method for finding a local minimum of a function of more than one variable", 1958.
    private static Landscape beale() {
        return new Landscape("Beale",
                (x, y) -> beale(x, y, 1.5).add(beale(x, y.square(), 2.25)).add(beale(x, y.square().mul(y), 2.625)),
                new Point(1, 1.5), List.of(new Point(3, 0.5)), new Panel.View(-0.2, 4.2, -1.2, 2.1));
    }

    private static Variable beale(Variable x, Variable power, double number) {
        return x.sub(x.mul(power)).neg().add(number).square();
    }

    /// Four minima, all as deep, and a hill between them.
    ///
    /// Source: Himmelblau, "Applied nonlinear programming", 1972.
    private static Landscape himmelblau() {
        return new Landscape("Himmelblau",
                (x, y) -> x.square().add(y).sub(11).square().add(y.square().add(x).sub(7).square()),
                new Point(0, 0), List.of(new Point(3, 2), new Point(-2.805118, 3.131312),
                        new Point(-3.779310, -3.283186), new Point(3.584428, -1.848126)),
                new Panel.View(-6, 6, -4.5, 4.5));
    }

    /// A valley a hundred times as steep across as along.
    private static Landscape quadratic() {
        return new Landscape("ill-conditioned quadratic", (x, y) -> x.square().add(y.square().mul(100)).mul(0.5),
                new Point(-4.07, 1.93), List.of(new Point(0, 0)), new Panel.View(-4.6, 1.4, -2.2, 2.3));
    }

    /// A saddle at the origin, with a start so near its ridge that the gradient leads straight to it; the minima lie to both
    /// sides.
    private static Landscape saddle() {
        return new Landscape("saddle", (x, y) -> x.square().mul(2).sub(y.square().mul(2)).add(y.square().square()),
                new Point(-1.47, 0.001), List.of(new Point(0, 1), new Point(0, -1)),
                new Panel.View(-1.8, 0.9, -1.3, 1.3));
    }

    /// How far a place is from the nearest minimum.
    double distance(Point point) {
        return minima.stream().mapToDouble(point::distance).min().orElseThrow();
    }

    /// How much higher a place is than the minima.
    double above(Point point) {
        return height(point) - height(minima.getFirst());
    }

    private double height(Point point) {
        return heights(new float[] {(float) point.x}, new float[] {(float) point.y})[0];
    }

    /// The heights of many places.
    float[] heights(float[] x, float[] y) {
        Shape shape = Shape.of(x.length);
        var height = this.height.apply(Variable.of(Tensor.of(shape, x)), Variable.of(Tensor.of(shape, y)));
        return height.value().toArray();
    }
}
