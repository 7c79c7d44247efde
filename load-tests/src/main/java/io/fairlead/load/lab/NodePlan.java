package io.fairlead.load.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A node that is to be.
 *
 * @param name      unique in the laboratory
 * @param services  what it serves
 * @param address   of its namespace
 * @param directory of its data and log
 * @param command   the whole command line
 */
record NodePlan(String name, Set<Service> services, String address, Path directory, List<String> command) {}
