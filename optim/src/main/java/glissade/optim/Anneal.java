package glissade.optim;

/// The way from one number to another.
public enum Anneal {

    /// A straight line: `from + (to − from) · part`.
    LINEAR,

    /// Half a cosine, slow at both ends: `to + (from − to) · (1 + cos(π · part)) / 2`.
    COSINE;

    /// The number at `part` of the way: `from` at 0, `to` at 1.
    public double between(double from, double to, double part) {
        return this == LINEAR ? from + (to - from) * part
                : to + (from - to) * (1 + StrictMath.cos(Math.PI * part)) / 2;
    }
}
