package io.fairlead.protocol.net;

import java.net.InetSocketAddress;

/** What logs show of the network, the same in every node. */
public final class LogText {
    private static final int LONGEST = 100;

    private LogText() {}

    /**
     * Writes an address.
     *
     * @param address resolved
     * @return {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}
     */
    public static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /**
     * Makes a stranger's text fit for one value of one line: no line breaks, no control characters, no end of a quoted
     * value, at most 100 characters.
     *
     * @param text any
     * @return what may be logged
     */
    public static String printable(String text) {
        if (text.length() <= LONGEST && isPrintable(text)) {
            return text;
        }
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) || c == '"' || c > '~' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
