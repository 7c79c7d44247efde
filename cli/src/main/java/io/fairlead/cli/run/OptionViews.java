package io.fairlead.cli.run;

import io.fairlead.cli.admin.view.OptionView;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import java.util.Arrays;
import java.util.List;

/** What operators may see of the options of a process: no secret, by whichever way it came. */
final class OptionViews {
    private OptionViews() {}

    static List<OptionView> of(Settings settings) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.appliesTo(settings.role()))
                .map(setting -> view(setting, settings.text(setting)))
                .toList();
    }

    private static OptionView view(Setting setting, String value) {
        boolean secret = isSecret(setting.label());
        return new OptionView(setting.label(), secret ? "" : shown(value), secret);
    }

    /** A webhook's URL may be all that its receiver asks for. */
    static boolean isSecret(String label) {
        return label.equals("key") || label.endsWith("-password") || label.endsWith("-secret")
                || label.endsWith("-webhook");
    }

    /** A URL may hold a password before its host, or a token behind its question mark. */
    static String shown(String value) {
        return value.replaceAll("//[^@/]*@", "//***@").replaceAll("(://[^?]*)\\?.*", "$1?***");
    }
}
