package io.fairlead.load.record;

import io.fairlead.load.bench.proc.CpuSample;
import io.fairlead.load.bench.proc.ProcessFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches servers on this machine: processor time, memory, file descriptors and threads of each. A server may get
 * another process in the course of the run; while it has none, nothing is known of it. Any thread.
 */
public final class ProcessWatch {
    private static final double MEGA = 1e6;

    private final Recorder recorder;
    private final Map<String, Watched> servers = new LinkedHashMap<>();

    /**
     * Watches nothing yet.
     *
     * @param recorder where it is recorded
     */
    public ProcessWatch(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Watches a process from now on. That it cannot be read is said in the record, as is the moment at which it is
     * gone.
     *
     * @param server name of the server; when it is known already, it has a new process
     * @param pid    of its process
     */
    public synchronized void watch(String server, long pid) {
        Watched watched = servers.get(server);
        if (watched == null) {
            Watched made = new Watched(server);
            servers.put(server, made);
            made.begin(pid);
            String name = Names.SERVER + server;
            recorder.counted(name + Names.CPU, "s", "Processor time of " + server + ".", made::cpu);
            recorder.level(name + Names.MEMORY, "MB", "Resident memory of " + server + ".",
                    () -> made.read(files -> files.roughResidentBytes() / MEGA));
            recorder.level(name + Names.DESCRIPTORS, "descriptors", "Open file descriptors of " + server + ".",
                    () -> made.read(ProcessFiles::openFiles));
            recorder.level(name + Names.THREADS, "threads", "Threads of " + server + ".",
                    () -> made.read(ProcessFiles::threads));
        } else {
            watched.begin(pid);
        }
    }

    /** Reads something of a process. */
    private interface Reading {
        double of(ProcessFiles files) throws IOException;
    }

    /** One server. */
    private final class Watched {
        private final String server;
        private long pid;
        private Optional<ProcessFiles> files = Optional.empty();
        private Optional<CpuSample> sample = Optional.empty();
        /** Of all its processes, as far as they were read. */
        private double seconds;

        Watched(String server) {
            this.server = server;
        }

        synchronized void begin(long process) {
            pid = process;
            sample = Optional.empty();
            ProcessFiles found = new ProcessFiles(process);
            try {
                sample = Optional.of(found.cpu());
                files = Optional.of(found);
            } catch (IOException | RuntimeException e) {
                files = Optional.empty();
                recorder.limitation(
                        "Nothing is known of the processor time and memory of " + server + ": process " + pid
                                + " cannot be read.");
            }
        }

        synchronized double cpu() {
            return read(process -> {
                CpuSample now = process.cpu();
                seconds += sample.map(now::secondsSince).orElse(0.0);
                sample = Optional.of(now);
                return seconds;
            });
        }

        /** Also the text of a process that is just ending is odd: it has no memory any more. */
        synchronized double read(Reading reading) {
            if (files.isEmpty()) {
                return Double.NaN;
            }
            try {
                return reading.of(files.get());
            } catch (IOException | RuntimeException e) {
                files = Optional.empty();
                recorder.mark(server + ": process " + pid + " is gone");
                return Double.NaN;
            }
        }
    }
}
