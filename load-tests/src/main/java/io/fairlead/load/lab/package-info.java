/**
 * Real programs that tests start, break and start again. Nothing here knows a client library: what a program is asked
 * goes over a plain socket.
 */
package io.fairlead.load.lab;
