package io.fairlead.cli.command;

/** Failures as a user reads them. */
final class Failures {
    private Failures() {}

    /** One line: the message, or what kind of failure it is when it has none. */
    static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
