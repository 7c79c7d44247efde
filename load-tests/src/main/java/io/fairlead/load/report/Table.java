package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import java.util.ArrayList;
import java.util.List;

/** A table of a page; what does not fit scrolls by itself. */
final class Table {
    private final String style;
    private final List<String> head;
    private final StringBuilder rows = new StringBuilder();

    /** One with the given heads of its columns; {@code style} is {@code words} when it holds sentences, else empty. */
    Table(String style, String... head) {
        this(style, List.of(head));
    }

    Table(String style, List<String> head) {
        this.style = style;
        this.head = List.copyOf(head);
    }

    /** A row of plain texts. */
    Table row(List<String> cells) {
        return row("", "", cells);
    }

    /** A row of a class of the style, with small print under the first cell. */
    Table row(String kind, String small, List<String> cells) {
        rows.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
        List<String> all = new ArrayList<>(cells);
        rows.append("<td>").append(text(all.removeFirst()));
        rows.append(small.isEmpty() ? "" : "<br/><small>" + text(small) + "</small>").append("</td>");
        all.forEach(cell -> rows.append("<td>").append(text(cell)).append("</td>"));
        rows.append("</tr>\n");
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String markup() {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table class=\"").append(style).append("\">\n");
        if (head.stream().anyMatch(each -> !each.isEmpty())) {
            out.append("<tr>");
            head.forEach(each -> out.append("<th>").append(text(each)).append("</th>"));
            out.append("</tr>\n");
        }
        return out.append(rows).append("</table></div>\n").toString();
    }
}
