/** Questions that change nothing: who is online (protocol section 10) and the NAT test (section 7). */
package io.fairlead.rendezvous.query;
