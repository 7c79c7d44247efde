/** What an operator decides for one node: immutable records that check themselves when they are made. */
package io.fairlead.rendezvous.config;
