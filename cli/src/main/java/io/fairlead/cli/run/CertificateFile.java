package io.fairlead.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Looks into a certificate's file, which others use. */
final class CertificateFile {
    private CertificateFile() {}

    /** When the first certificate in it ends, in seconds since 1970; NaN when it can't be read now. */
    static double endSeconds(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate first = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return first.getNotAfter().toInstant().getEpochSecond();
        } catch (IOException | CertificateException e) {
            return Double.NaN;
        }
    }
}
