package io.fairlead.cli.admin.view;

/**
 * An option of the asked node.
 *
 * @param name as on the command line
 * @param value that holds; empty when it is not set or secret
 * @param secret whether its value is not shown
 */
public record OptionView(
        String name,
        String value,
        boolean secret) {}
