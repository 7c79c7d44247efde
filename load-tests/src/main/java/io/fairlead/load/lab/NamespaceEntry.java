package io.fairlead.load.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The system call by which a thread enters a network namespace: sockets that it opens from then on are there. */
final class NamespaceEntry {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int READ_ONLY = 0;

    private final MethodHandle open;
    private final MethodHandle enter;
    private final MethodHandle close;

    NamespaceEntry() {
        this.open = function("open", 1, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        this.enter = function("setns", -1, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        this.close = function("close", -1, ValueLayout.JAVA_INT);
    }

    private static MethodHandle function(String name, int firstVariadic, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor descriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
        Linker.Option[] options = firstVariadic < 0
                ? new Linker.Option[0]
                : new Linker.Option[]{Linker.Option.firstVariadicArg(firstVariadic)};
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
    }

    /** Moves the current platform thread, for good. */
    void enter(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
            if (descriptor < 0) {
                throw new IOException("cannot open " + file);
            }
            int failed = (int) enter.invokeExact(descriptor, CLONE_NEWNET);
            int leaked = (int) close.invokeExact(descriptor);
            if (failed != 0 || leaked != 0) {
                throw new IOException("cannot enter " + file);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
