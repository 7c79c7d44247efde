package io.fairlead.cli.command.admin;

import java.util.List;
import java.util.Optional;

/** The sub-commands, and the call that each makes. */
enum AdminCalls {
    // @formatter:off
    OVERVIEW("overview", "", "Shows all at one look: numbers, nodes, relays, sessions, introductions.",
            List.of(), List.of("limit"), List.of()),
    CLUSTER("cluster", "", "Shows the cluster as the server sees it: members, nodes, what each carries.",
            List.of(), List.of(), List.of()),
    DEVICES_LIST("devices", "list", "Lists devices that are stored; --prefix finds them by how their ids begin.",
            List.of(), List.of("prefix", "after", "limit"), List.of()),
    DEVICES_SHOW("devices", "show", "Shows all that is known of a device: whether it is online, where, and its route.",
            List.of("ID"), List.of(), List.of()),
    DEVICES_PENDING("devices", "pending", "Lists devices that were refused, the last one first.",
            List.of(), List.of("limit"), List.of()),
    DEVICES_HELD("devices", "held", "Lists devices that are online at a node.",
            List.of("NODE"), List.of("prefix", "after", "limit"), List.of()),
    DEVICES_APPROVE("devices", "approve", "Lets a device register, and says whose it is.",
            List.of("ID"), List.of("tenant"), List.of()),
    DEVICES_BLOCK("devices", "block", "Does not let a device register any more; nobody finds it.",
            List.of("ID"), List.of(), List.of()),
    DEVICES_UNBLOCK("devices", "unblock", "Takes a block back; the tenant stays.", List.of("ID"), List.of(), List.of()),
    DEVICES_REMOVE("devices", "remove", "Forgets a device. Who registers its id next has it.",
            List.of("ID"), List.of(), List.of()),
    DEVICES_MOVE("devices", "move", "Moves a device's record to another id. The client is not told: its user has to"
            + " change the id there.", List.of("ID", "NEW_ID"), List.of(), List.of()),
    SESSIONS_LIST("sessions", "list", "Lists sessions that run, the fastest first.",
            List.of(), List.of("node", "limit"), List.of()),
    SESSIONS_END("sessions", "end", "Ends a session.", List.of("NODE", "NUMBER"), List.of(), List.of()),
    RELAYS_LIST("relays", "list", "Lists relays with their load.", List.of(), List.of(), List.of()),
    RELAYS_DRAIN("relays", "drain", "A relay takes no new sessions; those that run go on.",
            List.of("NODE"), List.of(), List.of()),
    RELAYS_RESUME("relays", "resume", "A relay takes sessions again.", List.of("NODE"), List.of(), List.of()),
    INTRODUCTIONS("introductions", "", "Lists the last introductions, and why each took the way that it took.",
            List.of(), List.of("limit"), List.of()),
    EXPLAIN("explain", "", "Tells how two sides would meet, why, and which relay address each is told.",
            List.of("REQUESTER", "DEVICE"), List.of(), List.of("websocket", "force-relay", "symmetric")),
    SETTINGS_SHOW("settings", "show", "Shows what can be changed at run time, and the server's options.",
            List.of(), List.of(), List.of()),
    SETTINGS_SET("settings", "set", "Changes settings of all nodes that share them, such as always_use_relay=true or"
            + " relay_servers=a,b.", List.of("NAME=VALUE..."), List.of(), List.of());
    // @formatter:on

    private final String group;
    private final String action;
    private final String description;
    private final List<String> positionals;
    private final List<String> options;
    private final List<String> flags;

    AdminCalls(
            String group,
            String action,
            String description,
            List<String> positionals,
            List<String> options,
            List<String> flags) {
        this.group = group;
        this.action = action;
        this.description = description;
        this.positionals = positionals;
        this.options = options;
        this.flags = flags;
    }

    /** What was given on the command line. */
    interface Given {
        String positional(int index);

        List<String> all();

        Optional<String> option(String name);

        boolean flag(String name);
    }

    String group() {
        return group;
    }

    /** Empty when the group has one action only. */
    String action() {
        return action;
    }

    String description() {
        return description;
    }

    List<String> positionals() {
        return positionals;
    }

    List<String> options() {
        return options;
    }

    List<String> flags() {
        return flags;
    }

    /** The call; fails with {@link IllegalArgumentException} when what is given is none. */
    AdminCall call(Given given) {
        AdminCall call = switch (this) {
            case OVERVIEW -> AdminCall.of("GET", "/overview");
            case CLUSTER -> AdminCall.of("GET", "/cluster");
            case DEVICES_LIST -> AdminCall.of("GET", "/devices");
            case DEVICES_SHOW -> AdminCall.of("GET", "/devices/{id}", given.positional(0));
            case DEVICES_PENDING -> AdminCall.of("GET", "/pending-devices");
            case DEVICES_HELD -> AdminCall.of("GET", "/nodes/{node}/devices", given.positional(0));
            case DEVICES_APPROVE -> AdminCall.of("POST", "/devices/{id}/approve", given.positional(0))
                    .body("tenant", given.option("tenant"));
            case DEVICES_BLOCK -> AdminCall.of("POST", "/devices/{id}/block", given.positional(0));
            case DEVICES_UNBLOCK -> AdminCall.of("POST", "/devices/{id}/unblock", given.positional(0));
            case DEVICES_REMOVE -> AdminCall.of("DELETE", "/devices/{id}", given.positional(0));
            case DEVICES_MOVE -> AdminCall.of("POST", "/devices/{id}/move", given.positional(0))
                    .body("new_id", Optional.of(given.positional(1)));
            case SESSIONS_LIST -> AdminCall.of("GET", "/sessions");
            case SESSIONS_END -> AdminCall.of(
                    "DELETE", "/sessions/{node}/{number}", given.positional(0), given.positional(1));
            case RELAYS_LIST -> AdminCall.of("GET", "/relays");
            case RELAYS_DRAIN -> AdminCall.of("POST", "/relays/{node}/drain", given.positional(0));
            case RELAYS_RESUME -> AdminCall.of("POST", "/relays/{node}/resume", given.positional(0));
            case INTRODUCTIONS -> AdminCall.of("GET", "/introductions");
            case EXPLAIN -> AdminCall.of("GET", "/explain")
                    .query("requester", Optional.of(given.positional(0)))
                    .query("device", Optional.of(given.positional(1)))
                    .flag("websocket", given.flag("websocket"))
                    .flag("force_relay", given.flag("force-relay"))
                    .flag("symmetric", given.flag("symmetric"));
            case SETTINGS_SHOW -> AdminCall.of("GET", "/settings");
            case SETTINGS_SET -> settings(given.all());
        };
        if (call.method().equals("GET")) {
            options.forEach(name -> call.query(name, given.option(name)));
        }
        return call;
    }

    private static AdminCall settings(List<String> pairs) {
        AdminCall call = AdminCall.of("PATCH", "/settings");
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + pair + "' (expected: NAME=VALUE)");
            }
            call.setting(pair.substring(0, equals).replace('-', '_'), pair.substring(equals + 1));
        }
        return call;
    }
}
