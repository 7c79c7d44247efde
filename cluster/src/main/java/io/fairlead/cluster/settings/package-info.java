/**
 * What operators change at run time: {@link io.fairlead.cluster.settings.SharedSettings} is the port, {@link
 * io.fairlead.cluster.settings.LocalSettings} the adapter of a process that is alone. Who owns a setting knows what its
 * value means.
 */
package io.fairlead.cluster.settings;
