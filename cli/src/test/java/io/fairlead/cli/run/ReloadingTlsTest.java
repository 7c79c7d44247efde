package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTlsTest {
    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private Path next;

    @BeforeEach
    void makeTwoPairs() throws Exception {
        Certificates.make(directory, "first");
        certificate = directory.resolve("cert.pem");
        key = directory.resolve("key.pem");
        next = Files.createDirectory(directory.resolve("next"));
        Certificates.make(next, "second");
    }

    /** As a renewal writes a file; no two writes have the same time. */
    private void renew(Path file, int seconds) throws Exception {
        Files.copy(next.resolve(file.getFileName()), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    @Test
    void theFormerPairStaysUntilBothFilesAreRenewed() throws Exception {
        try (ReloadingTls tls = new ReloadingTls(certificate, key)) {
            SslContext first = tls.context();
            renew(certificate, 10);
            tls.reload();
            assertThat(tls.context()).as("a new certificate with the former key").isSameAs(first);
            renew(key, 20);
            tls.reload();
            assertThat(tls.context()).isNotSameAs(first);
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsNoPairToStartWith() throws Exception {
        renew(key, 10);
        assertThatThrownBy(() -> new ReloadingTls(certificate, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not belong together");
    }
}
