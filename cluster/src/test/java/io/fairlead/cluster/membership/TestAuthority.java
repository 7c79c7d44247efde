package io.fairlead.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes a CA and a node's certificate from it, as PEM files. */
final class TestAuthority {
    private static final String PASSWORD = "password";

    private TestAuthority() {}

    /** Makes both in a directory of the given name; {@code algorithm} is EC or RSA. */
    static TlsFiles make(Path parent, String name, String algorithm) throws Exception {
        Path directory = Files.createDirectory(parent.resolve(name));
        Path store = directory.resolve("store.p12");
        keytool(store, "-genkeypair", "-alias", "ca", "-keyalg", algorithm, "-dname", "CN=ca " + name, "-ext",
                "bc=ca:true", "-ext", "ku=keyCertSign");
        keytool(store, "-genkeypair", "-alias", "node", "-keyalg", algorithm, "-dname", "CN=node", "-signer", "ca",
                "-ext", "san=dns:localhost,ip:127.0.0.1");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Certificate[] chain = keys.getCertificateChain("node");
        assertThat(chain).hasSize(2);
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        Path ca = directory.resolve("ca.pem");
        Files.writeString(certificate, pem("CERTIFICATE", chain[0].getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey("node", PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(ca, pem("CERTIFICATE", chain[1].getEncoded()));
        return new TlsFiles(certificate, key, ca);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-validity", "30", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                PASSWORD));
        // It says what it makes, which is of no interest.
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n";
    }
}
