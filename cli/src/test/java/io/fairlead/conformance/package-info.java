/**
 * What the protocol document says, as tests that play device and controller against any server. Each class is a section
 * and each test's name begins with the rule's number: {@code s06r4} is section 6, rule 4.
 *
 * <p>Ours is started unless {@code -Dconformance.host} names another; {@code docs/compatibility.md} has the commands
 * and the results. Where servers are known to differ a test says which behaviour it expects of whom.
 */
package io.fairlead.conformance;
