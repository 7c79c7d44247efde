package io.fairlead.load.bench.proc;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code /proc/PID}. Any thread. */
public final class ProcessFiles {
    private final Path directory;

    /**
     * Reads of one process.
     *
     * @param pid its id
     */
    public ProcessFiles(long pid) {
        this.directory = Path.of("/proc", String.valueOf(pid));
    }

    /**
     * Reads CPU times.
     *
     * @return up to now
     * @throws IOException when the process has ended
     */
    public CpuSample cpu() throws IOException {
        Map<Integer, TaskTime> tasks = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
            for (Path thread : threads) {
                addTask(tasks, thread);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        long ticks = ProcText.ticks(Files.readString(directory.resolve("stat")));
        return new CpuSample(System.nanoTime(), ticks, tasks);
    }

    private static void addTask(Map<Integer, TaskTime> tasks, Path thread) {
        try {
            tasks.put(Integer.valueOf(thread.getFileName().toString()),
                    ProcText.taskTime(Files.readString(thread.resolve("schedstat"))));
        } catch (IOException e) {
            // The thread has ended since the directory was read, or the kernel keeps no schedstat: the ticks tell.
            tasks.remove(Integer.valueOf(thread.getFileName().toString()));
        }
    }

    /**
     * Reads the resident memory: exactly where the process may be looked into, else as the kernel has it, which is some
     * hundred kilobytes behind.
     *
     * @return in bytes, pages shared with others included
     * @throws IOException when the process has ended
     */
    public long residentBytes() throws IOException {
        Path exact = directory.resolve("smaps_rollup");
        if (Files.isReadable(exact)) {
            try {
                return ProcText.kilobytes(Files.readString(exact), "Rss");
            } catch (IOException e) {
                // Another user's process: its modes say yes, the kernel says no.
                return status();
            }
        }
        return status();
    }

    /**
     * Reads the resident memory as the kernel has it, some hundred kilobytes behind, without making it count.
     *
     * @return in bytes, pages shared with others included
     * @throws IOException when the process has ended
     */
    public long roughResidentBytes() throws IOException {
        return status();
    }

    /**
     * Counts file descriptors.
     *
     * @return so many are open
     * @throws IOException when the process has ended, or is another user's
     */
    public long openFiles() throws IOException {
        return entries("fd");
    }

    /**
     * Counts threads.
     *
     * @return so many there are
     * @throws IOException when the process has ended
     */
    public long threads() throws IOException {
        return entries("task");
    }

    private long entries(String name) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve(name))) {
            long count = 0;
            for (Path _ : entries) {
                count++;
            }
            return count;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private long status() throws IOException {
        return ProcText.kilobytes(Files.readString(directory.resolve("status")), "VmRSS");
    }
}
