/**
 * How much one address or id may ask, protocol section 15. Time is passed in; memory is bounded. Safe for use by any
 * thread.
 */
package io.fairlead.rendezvous.limit;
