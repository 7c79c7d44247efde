package io.fairlead.load.page;

import java.util.List;

/** Tables of text for a terminal. */
public final class TextTable {
    private TextTable() {}

    /**
     * Writes a table, each column as wide as its widest cell.
     *
     * @param rows of as many cells each
     * @return lines, each ended, indented by two blanks
     */
    public static String of(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < columns; i++) {
                line.append(' ').append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
