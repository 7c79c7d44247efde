package io.fairlead.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the values of options, protocol section 13: a flag wins over the {@code -c} file, that over {@code .env} in the
 * working directory, that over the environment. Names match without regard to case and to {@code -} and {@code _}.
 */
public final class SettingsLoader {
    private final Path workingDirectory;
    private final Map<String, String> environment;

    /**
     * Looks in given places.
     *
     * @param workingDirectory where {@code .env} is, and where relative paths begin
     * @param environment      the environment's variables
     */
    public SettingsLoader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
    }

    /**
     * Finds all values of one role.
     *
     * @param role  whose options count; others in files and environment are left alone
     * @param flags what the command line gave
     * @return the values
     * @throws SettingsException with all mistakes in all places
     */
    public Settings load(Role role, Map<Setting, String> flags) throws SettingsException {
        List<String> mistakes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<String, String> variables = KnownNames.fold(environment);
        take(role, variables, "environment", values, mistakes);
        oneMoreForRelay(role, variables, values);
        Path dotEnv = workingDirectory.resolve(".env");
        if (Files.isRegularFile(dotEnv)) {
            Map<String, String> found = KnownNames.fold(OptionFile.read(dotEnv, mistakes));
            take(role, found, ".env", values, mistakes);
            oneMoreForRelay(role, found, values);
        }
        String file = flags.getOrDefault(Setting.CONFIG, "");
        if (!file.isEmpty()) {
            Map<String, String> written = OptionFile.read(workingDirectory.resolve(file), mistakes);
            take(role, KnownNames.fold(written), file, values, mistakes);
            written.keySet().stream().map(name -> KnownNames.unknown(name, file)).flatMap(Optional::stream)
                    .forEach(warnings::add);
        }
        flags.forEach((setting, value) -> put(setting, value, "--" + setting.label(), values, mistakes));
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new Settings(role, values, warnings);
    }

    private static void take(
            Role role,
            Map<String, String> found,
            String source,
            Map<Setting, String> values,
            List<String> mistakes) {
        for (Setting setting : Setting.values()) {
            if (!setting.appliesTo(role) || setting == Setting.CONFIG) {
                continue;
            }
            boolean ownPlace = !"environment".equals(source);
            String variable = setting.variable();
            String name = found.containsKey(variable) || !ownPlace ? variable : KnownNames.fold(setting.label());
            String value = found.get(name);
            if (value != null) {
                put(setting, value, source + " " + setting.label(), values, mistakes);
            }
        }
    }

    private static void put(
            Setting setting, String value, String source, Map<Setting, String> values, List<String> mistakes) {
        setting.mistake(value)
                .filter(wrong -> !value.isEmpty())
                .ifPresent(wrong -> mistakes.add(source + ": '" + withoutSecret(value) + "' (" + wrong + ")"));
        values.put(setting, value);
    }

    /** A URL may hold a password. */
    private static String withoutSecret(String value) {
        return value.replaceAll("//[^@/]*@", "//***@");
    }

    /** The open relay takes PORT from these places for the rendezvous port, and listens on the next. */
    private static void oneMoreForRelay(Role role, Map<String, String> found, Map<Setting, String> values) {
        String port = found.get(Setting.PORT.variable());
        if (role == Role.RELAY && port != null && port.matches("\\d{1,5}")) {
            values.put(Setting.PORT, String.valueOf(Integer.parseInt(port) + 1));
        }
    }
}
