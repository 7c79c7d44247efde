package io.fairlead.cli.command.load;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Files that fail, as a user reads it: some of Java's exceptions say no more than the file's name. */
final class Unreadable {
    private Unreadable() {}

    static String text(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException other when other.getReason() == null -> other.getFile() + ": "
                    + other.getClass().getSimpleName();
            default -> failure.getMessage();
        };
    }
}
