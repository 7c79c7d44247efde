package io.fairlead.cli.admin.view;

/**
 * Why a call failed.
 *
 * @param error one of a few words, for programs
 * @param message for people; names the value and what is allowed
 */
public record Failure(
        String error,
        String message) {}
