package io.fairlead.cluster.membership;

import java.util.Objects;

/** How a node finds the others when it starts. */
public sealed interface Discovery {
    /** By the seeds in its configuration. */
    record None() implements Discovery {}

    /**
     * By a name that resolves to the addresses of all nodes.
     *
     * @param name of A or AAAA records, all nodes then use the same management port; or of an SRV record,
     *             {@code _port._protocol.name}, which tells the ports too
     */
    record Dns(String name) implements Discovery {
        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException when it is none; the message names it
         */
        public Dns {
            if (!name.matches("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})")) {
                throw new IllegalArgumentException("cluster-discovery dns: '" + name + "' (expected: a DNS name)");
            }
        }
    }

    /**
     * By asking the Kubernetes API for the pods that carry a label. The pod's service account must be allowed to list
     * pods.
     *
     * @param service   names the cluster; stands for {@code %s} in the label
     * @param namespace of the pods
     * @param label     selects them, as {@code app=%s}
     */
    record Kubernetes(String service, String namespace, String label) implements Discovery {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when one is not what Kubernetes takes; the message names it
         */
        public Kubernetes {
            checkName("cluster-discovery app", service);
            checkName("cluster-discovery namespace", namespace);
            if (!label.matches("[A-Za-z0-9_./-]+=[A-Za-z0-9_.%-]+(,[A-Za-z0-9_./-]+=[A-Za-z0-9_.%-]+)*")
                    || label.replace("%s", "").contains("%")) {
                throw new IllegalArgumentException(
                        "cluster-discovery label: '" + label + "' (expected: key=value, %s is the service)");
            }
        }

        private static void checkName(String option, String value) {
            Objects.requireNonNull(value, option);
            if (!value.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                throw new IllegalArgumentException(
                        option + ": '" + value + "' (expected: 1 to 63 lower case letters, digits, '-')");
            }
        }
    }
}
