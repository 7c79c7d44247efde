package io.fairlead.conformance;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.fairlead.cli.logging.Logging;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the suite in a JVM of its own, for places where Maven is not: prints each test that failed or was skipped and
 * the numbers, and exits with 0 when some tests ran and none failed.
 */
public final class ConformanceRun implements TestExecutionListener {
    private final List<String> failed = new ArrayList<>();
    private int passed;
    private int skipped;

    private ConformanceRun() {}

    /** Runs all classes of the suite; takes no arguments, the server is named by properties. */
    public static void main(String[] arguments) {
        Logging.configure("warn", false);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(ConformanceRun.class.getPackageName()))
                .filters(includeClassNamePatterns(".*\\.Section\\w+IT"))
                .build();
        ConformanceRun run = new ConformanceRun();
        LauncherFactory.create().execute(request, run);
        System.out.printf("conformance: %d passed, %d failed, %d skipped%n", run.passed, run.failed.size(),
                run.skipped);
        System.out.flush();
        System.exit(run.failed.isEmpty() && run.passed > 0 ? 0 : 1);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
        System.out.println("SKIPPED " + name(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
            case ABORTED -> executionSkipped(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
            case FAILED -> {
                // A class may fail as a whole, too.
                failed.add(name(test));
                System.out.println("FAILED " + name(test));
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
            }
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getClassName().replaceAll(".*\\.", "") + "." + method.getMethodName())
                .orElseGet(test::getDisplayName);
    }
}
