package io.fairlead.cli.run;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key, read again when either file has changed. While what was changed cannot be used, as between
 * the writing of the two, the former stays. Connections that are open keep theirs.
 */
final class ReloadingTls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReloadingTls.class);
    private static final long LOOK_SECONDS = 2;

    private final Path certificate;
    private final Path key;
    private final ScheduledExecutorService timer;
    private volatile SslContext context;
    private Seen seen;

    /** When the files were changed. */
    private record Seen(FileTime certificate, FileTime key) {}

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException when they can't be used; the message names them
     */
    ReloadingTls(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        try {
            seen = look();
            context = read();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "tls-cert " + certificate + ", tls-key " + key + ": " + e.getMessage()
                            + " (expected: a certificate chain and its private key, PEM, PKCS#8)",
                    e);
        }
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tls-reload").daemon().factory());
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                this::reload, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** What new connections are to use. */
    SslContext context() {
        return context;
    }

    private Seen look() throws IOException {
        return new Seen(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private SslContext read() throws IOException {
        SslContext made = SslContextBuilder.forServer(certificate.toFile(), key.toFile()).build();
        checkPair();
        return made;
    }

    /** Nobody else looks whether the two belong together, and with a pair that does not every handshake fails. */
    private void checkPair() throws IOException {
        Optional<byte[]> x509 = firstBlock(certificate, "CERTIFICATE");
        Optional<byte[]> pkcs8 = firstBlock(key, "PRIVATE KEY");
        if (x509.isEmpty() || pkcs8.isEmpty()) {
            return;
        }
        boolean pair;
        try {
            PublicKey publicKey = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(x509.get()))
                    .getPublicKey();
            pair = isPair(publicKey, pkcs8.get());
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate and key do not belong together: " + e.getMessage(), e);
        }
        if (!pair) {
            throw new IOException("certificate and key do not belong together");
        }
    }

    private static boolean isPair(PublicKey publicKey, byte[] pkcs8) throws GeneralSecurityException {
        String kind = publicKey.getAlgorithm();
        String algorithm = switch (kind) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            // A rare kind, of which the handshakes will tell.
            return true;
        }
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(text);
        return signature.verify(signed);
    }

    /** What the first PEM block of a type holds; the first certificate of a chain is the server's. */
    private static Optional<byte[]> firstBlock(Path file, String type) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + type + "-----([^-]+)-----END " + type + "-----")
                .matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        return block.find() ? Optional.of(Base64.getMimeDecoder().decode(block.group(1))) : Optional.empty();
    }

    /** Looks at the files, and reads them if they have changed. */
    synchronized void reload() {
        try {
            Seen now = look();
            if (now.equals(seen)) {
                return;
            }
            context = read();
            seen = now;
            log.atInfo().addKeyValue("certificate", certificate).log("certificate read again");
        } catch (IOException | RuntimeException e) {
            log.atWarn()
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("reason", e.getMessage())
                    .log("changed certificate cannot be used, the former stays");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
