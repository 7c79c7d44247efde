package io.fairlead.cluster.membership;

/** The node cannot take its place in the cluster: the port is taken, or a TLS file cannot be used. */
public final class ClusterStartException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message names the value and what is expected
     * @param cause   what was found out
     */
    public ClusterStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
