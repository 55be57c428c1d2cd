package glissade.optim;

/// The way from one number to another.
public enum Anneal {

    /// A straight line: `from + (to − from) · part`.
    LINEAR {
        @Override
        public double between(double from, double to, double part) {
            return from + (to - from) * part;
        }
    },

    /// Half a cosine, slow at both ends: `to + (from − to) · (1 + cos(π · part)) / 2`.
    COSINE {
        @Override
        public double between(double from, double to, double part) {
            return to + (from - to) * (1 + StrictMath.cos(Math.PI * part)) / 2;
        }
    };

    /// The number at `part` of the way: `from` at 0, `to` at 1.
    public abstract double between(double from, double to, double part);
}
