package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.at;
import static io.fairlead.load.page.Markup.label;
import static io.fairlead.load.page.Markup.line;
import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.record.Mark;
import io.fairlead.load.record.Saturation;
import java.util.List;

/**
 * What is behind the lines of all plots over time: what happened, numbered, and when the generator was the limit.
 *
 * @param marks  in the order of time
 * @param spells not to be trusted
 */
record Background(List<Mark> marks, List<Saturation.Spell> spells) {
    private static final double CHARACTER = 7;
    private static final int LEAST_CHARACTERS = 3;

    Background {
        marks = List.copyOf(marks);
        spells = List.copyOf(spells);
    }

    /** Number and text of a mark, as in the list of them. */
    String name(int index) {
        return index + 1 + " " + marks.get(index).text();
    }

    String markup(Frame frame) {
        StringBuilder out = new StringBuilder();
        for (Saturation.Spell spell : spells) {
            double from = frame.x(spell.from());
            out.append("<rect class=\"spell\" x=\"").append(at(from)).append("\" y=\"").append(at(Frame.TOP))
                    .append("\" width=\"").append(at(Math.max(1, frame.x(spell.to()) - from))).append("\" height=\"")
                    .append(at(Frame.BOTTOM - Frame.TOP)).append("\"><title>Not to be trusted: ")
                    .append(text(spell.reason())).append("</title></rect>\n");
        }
        for (int i = 0; i < marks.size(); i++) {
            double x = frame.x(marks.get(i).second());
            double next = i + 1 < marks.size() ? frame.x(marks.get(i + 1).second()) : Frame.RIGHT;
            out.append("<g><title>").append(text(name(i))).append("</title>")
                    .append(line(x, Frame.TOP - 4, x, Frame.BOTTOM, "mark"));
            String shown = fitting(name(i), next - x, String.valueOf(i + 1));
            out.append(label(x + 2, Frame.TOP - 7, "start", "event", shown)).append("</g>\n");
        }
        return out.toString();
    }

    /** As much of the text as there is room for up to the next mark: its number at least, unless even that has none. */
    private static String fitting(String name, double room, String number) {
        int characters = (int) (room / CHARACTER);
        if (name.length() <= characters) {
            return name;
        }
        if (characters >= number.length() + LEAST_CHARACTERS) {
            return name.substring(0, characters - 1) + "…";
        }
        return characters >= number.length() ? number : "";
    }
}
