/** How events reach the log: text or JSON lines on standard error. */
package io.fairlead.cli.logging;
