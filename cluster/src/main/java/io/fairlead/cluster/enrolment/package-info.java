/**
 * Who may register, by the operator's word: {@link io.fairlead.cluster.enrolment.Enrolment} is that word as it is now
 * (immutable, in memory), {@link io.fairlead.cluster.enrolment.EnrolmentFile} keeps it in a file beside the database of
 * identities, which stays as the open server knows it, and {@link io.fairlead.cluster.enrolment.EnrolmentWatch} follows
 * the file while the server runs.
 */
package io.fairlead.cluster.enrolment;
