package io.fairlead.cluster.membership;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads PEM files into what TLS of the JDK takes. */
final class PemFiles {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /**
     * A context that shows the certificate and trusts the CA alone.
     *
     * @throws IOException              when a file cannot be read
     * @throws GeneralSecurityException when one does not hold what it should; the message names it
     */
    static SSLContext context(TlsFiles files) throws IOException, GeneralSecurityException {
        Certificate[] chain = certificates(files.certificate());
        KeyStore own = empty();
        own.setKeyEntry("node", key(files.key(), chain[0].getPublicKey().getAlgorithm()), new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);

        KeyStore trusted = empty();
        Certificate[] authorities = certificates(files.ca());
        for (int i = 0; i < authorities.length; i++) {
            trusted.setCertificateEntry("ca-" + i, authorities[i]);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);

        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate[] certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] found = CertificateFactory.getInstance("X.509").generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (found.length == 0) {
                throw new CertificateException(file + ": no certificate (expected: PEM)");
            }
            return found;
        } catch (CertificateException e) {
            throw new CertificateException(file + ": " + e.getMessage() + " (expected: certificates, PEM)", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidKeySpecException(
                    file + ": no key (expected: BEGIN PRIVATE KEY, as 'openssl pkcs8 -topk8 -nodes' writes it)");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeySpecException(file + ": not the certificate's key (expected: " + algorithm + ")", e);
        }
    }
}
