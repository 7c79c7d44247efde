/**
 * What the administration API answers, as it is written in JSON: names of several words are joined by underscores
 * there. Every field is always there. {@code openapi.json} describes the same, and a test compares both.
 */
package io.fairlead.cli.admin.view;
