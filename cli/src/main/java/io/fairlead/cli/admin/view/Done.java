package io.fairlead.cli.admin.view;

/**
 * What became of a command.
 *
 * @param target what it was about
 * @param outcome what was done
 * @param note what the operator should know; empty when nothing
 */
public record Done(
        String target,
        String outcome,
        String note) {}
