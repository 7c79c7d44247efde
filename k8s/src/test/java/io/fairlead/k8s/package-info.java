/**
 * Holds the manifests in {@code k8s/} to what Kubernetes takes, to each other, and to the program: {@link
 * io.fairlead.k8s.Renderings} renders them, {@link io.fairlead.k8s.TypedModels} and {@link io.fairlead.k8s.Combination}
 * find mistakes in what comes out, and the tests of the same names break it to see that they do.
 */
package io.fairlead.k8s;
