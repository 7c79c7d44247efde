/** Simulated clients and what is measured with them. Imports {@code protocol} only and drives servers over sockets. */
package io.fairlead.load;
