package io.fairlead.cluster.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for 127.0.0.1 that vouches for itself, as PEM files, made by the JDK's keytool.
 *
 * @param certificate the file that clients trust
 * @param key         the private key's file
 */
record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    static TestCertificate make(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path stored = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=redis", "-ext", "san=ip:127.0.0.1",
                "-validity", "2", "-keystore", stored.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD)
                .inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(stored)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                pem(directory.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("redis").getEncoded()),
                pem(directory.resolve("key.pem"), "PRIVATE KEY",
                        keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        return Files.writeString(file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content)
                        + "\n-----END " + kind + "-----\n");
    }
}
