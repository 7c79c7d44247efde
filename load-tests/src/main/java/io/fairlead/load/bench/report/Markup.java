package io.fairlead.load.bench.report;

import java.util.Locale;

/** Pieces of markup. */
final class Markup {
    /** So many colours there are; the next target begins again. */
    static final int COLOURS = 6;

    private Markup() {}

    /** Text, or the value of an attribute. */
    static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** A coordinate. */
    static String at(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    static String colour(int index) {
        return "var(--c" + index % COLOURS + ")";
    }

    static String line(double x1, double y1, double x2, double y2, String kind) {
        return "<line class=\"" + kind + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\""
                + at(y2) + "\"/>\n";
    }

    /** Text in a picture; {@code anchor} is start, middle or end. */
    static String label(double x, double y, String anchor, String kind, String words) {
        return "<text class=\"" + kind + "\" x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\">"
                + text(words) + "</text>\n";
    }

    static String dot(double x, double y, double radius, String colour, String hint) {
        return "<circle class=\"dot\" cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"" + at(radius) + "\" fill=\""
                + colour + "\"><title>" + text(hint) + "</title></circle>\n";
    }

    static String picture(int width, double height, String name, String inside) {
        return "<svg role=\"img\" viewBox=\"0 0 " + width + " " + at(height) + "\" width=\"" + width + "\" height=\""
                + at(height) + "\" aria-label=\"" + text(name) + "\">\n" + inside + "</svg>\n";
    }
}
