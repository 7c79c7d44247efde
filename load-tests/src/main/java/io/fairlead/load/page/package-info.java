/**
 * Pieces of reports that are the same whatever is reported: numbers as people read them, tables of text, and the
 * frame and markup of pages. Values in, text out; any thread.
 */
package io.fairlead.load.page;
