/**
 * What rendezvous nodes note for each other, for a while: {@link io.fairlead.cluster.notes.Notes} is the port, {@link
 * io.fairlead.cluster.notes.LocalNotes} the adapter of a process that is alone. What a note means is known to who
 * writes it.
 */
package io.fairlead.cluster.notes;
