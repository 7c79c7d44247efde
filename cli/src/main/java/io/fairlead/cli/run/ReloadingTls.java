package io.fairlead.cli.run;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
        return SslContextBuilder.forServer(certificate.toFile(), key.toFile()).build();
    }

    private void reload() {
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
