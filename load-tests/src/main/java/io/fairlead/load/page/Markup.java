package io.fairlead.load.page;

import java.util.Locale;

/** Pieces of markup. All text that is handed in is escaped, and may be anything. */
public final class Markup {
    /** So many colours there are; the next target begins again. */
    public static final int COLOURS = 8;

    private static final int REPLACEMENT = 0xFFFD;

    private Markup() {}

    /**
     * Escapes.
     *
     * @param plain anything
     * @return text, or the value of an attribute in quotes; what XML does not allow at all is a replacement character
     */
    public static String text(String plain) {
        StringBuilder out = new StringBuilder();
        plain.codePoints().forEach(each -> escape(out, each));
        return out.toString();
    }

    private static void escape(StringBuilder out, int each) {
        switch (each) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(allowed(each) ? each : REPLACEMENT);
        }
    }

    private static boolean allowed(int each) {
        boolean control = each < ' ' && each != '\t' && each != '\n' && each != '\r';
        return !control && (each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE) && each != 0xFFFE
                && each != 0xFFFF;
    }

    /**
     * Writes a coordinate.
     *
     * @param pixels to a tenth
     * @return as markup has it
     */
    public static String at(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    /**
     * Gives one of the page's colours.
     *
     * @param index from 0; after {@link #COLOURS} they begin again
     * @return as markup has it
     */
    public static String colour(int index) {
        return "var(--c" + index % COLOURS + ")";
    }

    /**
     * Draws a line.
     *
     * @param x1   where it begins
     * @param y1   where it begins
     * @param x2   where it ends
     * @param y2   where it ends
     * @param kind class of the style
     * @return one element
     */
    public static String line(double x1, double y1, double x2, double y2, String kind) {
        return "<line class=\"" + kind + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\""
                + at(y2) + "\"/>\n";
    }

    /**
     * Writes text in a picture.
     *
     * @param x      where
     * @param y      where its base is
     * @param anchor start, middle or end
     * @param kind   class of the style
     * @param words  the text
     * @return one element
     */
    public static String label(double x, double y, String anchor, String kind, String words) {
        return "<text class=\"" + kind + "\" x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\">"
                + text(words) + "</text>\n";
    }

    /**
     * Draws a dot.
     *
     * @param x      of its centre
     * @param y      of its centre
     * @param radius of it
     * @param colour as {@link #colour} gives it
     * @param hint   shown when the pointer is on it
     * @return one element
     */
    public static String dot(double x, double y, double radius, String colour, String hint) {
        return "<circle class=\"dot\" cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"" + at(radius) + "\" fill=\""
                + colour + "\"><title>" + text(hint) + "</title></circle>\n";
    }

    /**
     * Makes a picture.
     *
     * @param width  in pixels
     * @param height in pixels
     * @param name   for those who cannot see it
     * @param inside elements
     * @return one element
     */
    public static String picture(int width, double height, String name, String inside) {
        return "<svg role=\"img\" viewBox=\"0 0 " + width + " " + at(height) + "\" width=\"" + width + "\" height=\""
                + at(height) + "\" aria-label=\"" + text(name) + "\">\n" + inside + "</svg>\n";
    }
}
