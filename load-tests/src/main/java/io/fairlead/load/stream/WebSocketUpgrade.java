package io.fairlead.load.stream;

import io.fairlead.load.bench.os.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** The exchange that makes a connection one of WebSocket, RFC 6455 section 4. */
final class WebSocketUpgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String BLANK_LINE = "\r\n\r\n";
    private static final int LONGEST = 4096;

    private final String key;
    private final StringBuilder answer = new StringBuilder();

    /** {@code nonce} is 16 bytes. */
    WebSocketUpgrade(byte[] nonce) {
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request(String path, Address relay) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + relay
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key
                + "\r\nSec-WebSocket-Version: 13\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes in a part of the answer. Nothing follows it, as a relay speaks when it is spoken to. */
    void take(byte[] part) {
        answer.append(new String(part, StandardCharsets.ISO_8859_1));
    }

    /** Whether there is nothing more to wait for. */
    boolean isComplete() {
        return answer.length() > LONGEST || answer.indexOf(BLANK_LINE) >= 0;
    }

    /** Whether the answer is the right one. */
    boolean isAccepted() {
        String text = answer.toString().toLowerCase(Locale.ROOT);
        return text.startsWith("http/1.1 101 ") && text.endsWith(BLANK_LINE)
                && text.contains("\r\nsec-websocket-accept: " + accept().toLowerCase(Locale.ROOT) + "\r\n");
    }

    private String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** The answer's first line, for people. */
    String status() {
        return answer.toString().lines().findFirst().orElse("no answer");
    }
}
