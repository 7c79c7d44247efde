package io.fairlead.cluster.membership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * TLS between nodes, in which both sides show a certificate. Pekko's own provider for PEM files takes RSA keys only, no
 * intermediate certificates, and wants a name that all nodes share.
 *
 * <p>Names in certificates are not compared with addresses: nodes dial each other by whatever address they have at the
 * moment, and the CA lets in none but nodes. Safe for use by any thread.
 */
final class MutualTls implements SSLEngineProvider {
    private static final Logger log = LoggerFactory.getLogger(MutualTls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final TlsFiles files;
    private List<FileTime> seen;
    private SSLContext context;

    /**
     * Reads the files.
     *
     * @throws IOException              when one cannot be read
     * @throws GeneralSecurityException when one does not hold what it should
     */
    MutualTls(TlsFiles files) throws IOException, GeneralSecurityException {
        this.files = files;
        this.seen = look();
        this.context = PemFiles.context(files);
    }

    private List<FileTime> look() throws IOException {
        return List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()),
                Files.getLastModifiedTime(files.ca()));
    }

    /** Connections are few and last, so the files are looked at for each. Those that are open keep what they have. */
    private synchronized SSLContext current() {
        try {
            List<FileTime> now = look();
            if (!now.equals(seen)) {
                context = PemFiles.context(files);
                seen = now;
                log.atInfo().addKeyValue("certificate", files.certificate()).log("cluster certificate read again");
            }
        } catch (IOException | GeneralSecurityException e) {
            log.atWarn()
                    .addKeyValue("certificate", files.certificate())
                    .addKeyValue("reason", e.getMessage())
                    .log("changed cluster certificate cannot be used, the former stays");
        }
        return context;
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        SSLEngine engine = current().createSSLEngine(hostname, port);
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = current().createSSLEngine(hostname, port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
