/** What an operator decides for one relay: immutable records that check themselves when they are made. */
package io.fairlead.relay.config;
