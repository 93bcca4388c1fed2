package io.magentobluegreen.demo.screen;

import java.util.ArrayList;
import java.util.List;

/** Lays cells out as {@code kubectl} does: three blanks between columns, each at least six wide, and never narrower again. */
final class TableLayout {
    private static final int NARROWEST = 6;
    private static final int PADDING = 3;

    private final List<Integer> widths = new ArrayList<>();

    /** Whether these cells need more room than those before them; from now on they have it. */
    boolean widensFor(List<String> cells) {
        List<Integer> before = List.copyOf(widths);
        for (int column = 0; column < cells.size(); column++) {
            int width = Math.max(NARROWEST, cells.get(column).length() + PADDING);
            if (column < widths.size()) {
                widths.set(column, Math.max(widths.get(column), width));
            } else {
                widths.add(width);
            }
        }
        return !before.equals(widths);
    }

    /** One line; nothing follows the last cell. */
    String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size() - 1; column++) {
            line.append(cells.get(column));
            line.append(" ".repeat(widths.get(column) - cells.get(column).length()));
        }
        return line.append(cells.get(cells.size() - 1)).toString();
    }
}
