package glissade.nn;

import java.util.ArrayList;
import java.util.List;

/// A table of words whose columns stand below each other.
final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private int right = Integer.MAX_VALUE;

    TextTable(String... head) {
        rows.add(head);
    }

    /// Puts the words of this column and those after it to the right.
    void rightFrom(int column) {
        right = column;
    }

    void add(String... row) {
        rows.add(row);
    }

    /// A line for each row, each with its end.
    @Override
    public String toString() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var text = new StringBuilder();
        for (String[] row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String space = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(i < right ? row[i] + space : space + row[i]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
