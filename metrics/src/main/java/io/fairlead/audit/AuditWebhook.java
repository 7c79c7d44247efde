package io.fairlead.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts audit lines to a web server: one line each (application/x-ndjson), with a signature by which the server knows
 * that they are ours and how old they are. See {@code docs/audit.md} for how to check it.
 */
public final class AuditWebhook implements AuditDestination {
    /** {@code t=SECONDS,v1=HEX}: the HMAC-SHA256 of {@code SECONDS.BODY}. */
    static final String SIGNATURE = "Fairlead-Signature";

    /** The same for the same lines, sent once more. */
    static final String DELIVERY = "Fairlead-Delivery";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int DELIVERY_BYTES = 16;

    /** These lines are not wanted. All other refusals may be a mistake that an operator mends. */
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);

    private static final String ALGORITHM = "HmacSHA256";

    private final URI url;
    private final SecretKeySpec secret;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Makes a client; nothing is sent yet.
     *
     * @param url    http or https
     * @param secret signs; not empty
     * @param clock  the time of day
     */
    public AuditWebhook(URI url, String secret, InstantSource clock) {
        this.url = url;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    @Override
    public Outcome send(List<String> lines) throws IOException, InterruptedException {
        byte[] body = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Content-Type", "application/x-ndjson")
                .header(SIGNATURE, signature(clock.instant().getEpochSecond(), body))
                .header(DELIVERY, delivery(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return outcome(client.send(request, BodyHandlers.discarding()));
    }

    private static Outcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        String reason = "http_" + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        return NEVER.contains(status)
                ? new Outcome.Refused(reason)
                : new Outcome.Later(reason, answer.headers().firstValue("Retry-After").flatMap(AuditWebhook::seconds));
    }

    /** A date, which it may be as well, is not worth the trouble. */
    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    private String signature(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String delivery(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, DELIVERY_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
