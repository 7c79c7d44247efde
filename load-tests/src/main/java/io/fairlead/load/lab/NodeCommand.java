package io.fairlead.load.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a {@code fairlead} process is started.
 *
 * @param java      the program, of version 25 or later
 * @param options   for the JVM, beside those that {@code bin/fairlead} gives
 * @param classPath with Fairlead and all that it needs
 */
public record NodeCommand(Path java, List<String> options, String classPath) {
    private static final String MAIN = "io.fairlead.cli.Main";

    /** Copies the options. */
    public NodeCommand {
        options = List.copyOf(options);
    }

    /**
     * Starts processes as this one was: same Java, same class path.
     *
     * @return the command
     */
    public static NodeCommand ofThisJvm() {
        return of(System.getProperty("java.class.path"));
    }

    /**
     * Starts what a build has made, with this JVM's Java.
     *
     * @param lib the directory of jars: {@code cli/target/fairlead/lib} of any version's checkout
     * @return the command
     */
    public static NodeCommand ofBuild(Path lib) {
        return of(lib.toAbsolutePath().resolve("*").toString());
    }

    private static NodeCommand of(String classPath) {
        return new NodeCommand(Path.of(System.getProperty("java.home"), "bin", "java"), List.of(), classPath);
    }

    /**
     * Adds options for the JVM.
     *
     * @param more for example {@code -Xmx256m}
     * @return another command
     */
    public NodeCommand with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new NodeCommand(java, all, classPath);
    }

    /**
     * Makes the whole command line, with the JVM's options as {@code bin/fairlead} has them.
     *
     * @param arguments of Fairlead
     * @return program and arguments
     */
    public List<String> line(List<String> arguments) {
        List<String> jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                "-Dio.netty.leakDetection.level=disabled"));
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "relay" -> jvm.add("-Xmn16m");
            case "rendezvous", "standalone" -> jvm.addAll(List.of("-Xmn32m", "-XX:TrimNativeHeapInterval=10000"));
            default -> {
                // What is no server takes what the JVM thinks right.
            }
        }
        return java(jvm, classPath, MAIN, arguments);
    }

    /**
     * Makes the command line of another program on the same class path.
     *
     * @param main      its class
     * @param arguments of it
     * @return program and arguments
     */
    public List<String> program(String main, List<String> arguments) {
        return java(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
                "-Dio.netty.leakDetection.level=disabled"), classPath, main, arguments);
    }

    /** Any other program of the same Java. */
    List<String> java(List<String> jvm, String path, String main, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                java.toString(), "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        line.addAll(jvm);
        line.addAll(options);
        line.addAll(List.of("-cp", path, main));
        line.addAll(arguments);
        return line;
    }
}
