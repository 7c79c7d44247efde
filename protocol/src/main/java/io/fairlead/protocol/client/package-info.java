/** What operators hand to users: the string that configures a client, protocol section 16. */
package io.fairlead.protocol.client;
