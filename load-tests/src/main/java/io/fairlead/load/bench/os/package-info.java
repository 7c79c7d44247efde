/**
 * The Linux system calls that a load generator needs and Java does not offer cheaply enough: epoll without waiting, TCP
 * that drops what it receives without copying it, many datagrams by one call. By the foreign-function API, for 64-bit
 * Linux. A thread makes what it needs and keeps it: nothing here is safe for use by two. Pointers are plain numbers, as
 * a slice made per call would be the generator's cost.
 */
package io.fairlead.load.bench.os;
