/**
 * Keys, signatures and secured connections, protocol section 5, on Bouncy Castle's lightweight API. Pure but for the
 * key files and the random numbers. Nothing here prints a secret, and comparisons of secrets take constant time.
 */
package io.fairlead.protocol.crypto;
