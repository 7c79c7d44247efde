/** The operator's word about networks: reads the networks file, follows its changes, and puts options beside it. */
package io.fairlead.cli.network;
