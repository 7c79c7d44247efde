package io.fairlead.cluster.membership;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a node shows the others and how it knows them. All are PEM. Read again when they change.
 *
 * @param certificate this node's certificate, followed by those between it and the CA
 * @param key         its private key, PKCS#8, without password
 * @param ca          the certificates that every node's must come from. Whoever has one from them is let in, so they
 *                    should be the cluster's own
 */
public record TlsFiles(Path certificate, Path key, Path ca) {
    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public TlsFiles {
        Objects.requireNonNull(certificate, "cluster-tls-cert");
        Objects.requireNonNull(key, "cluster-tls-key");
        Objects.requireNonNull(ca, "cluster-tls-ca");
    }
}
