package io.fairlead.cli.admin;

import io.fairlead.cli.admin.node.Asked;
import io.fairlead.cli.admin.node.Command;
import io.fairlead.cli.admin.node.Fleet;
import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.ClusterView;
import io.fairlead.cli.admin.view.DevicePage;
import io.fairlead.cli.admin.view.DeviceView;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cli.admin.view.ExplanationView;
import io.fairlead.cli.admin.view.HeldPage;
import io.fairlead.cli.admin.view.IntroductionList;
import io.fairlead.cli.admin.view.Overview;
import io.fairlead.cli.admin.view.PendingList;
import io.fairlead.cli.admin.view.RelayList;
import io.fairlead.cli.admin.view.SessionList;
import io.fairlead.cli.admin.view.SettingsView;
import java.util.List;
import java.util.regex.Pattern;

/** The routes of the administration API: what each asks for, and which node does it. */
public final class AdminRoutes {
    /** What all routes begin with. The number grows when a route or a field goes or changes its meaning. */
    public static final String BASE = "/api/v1";

    private static final int MOST = 1000;
    private static final int PAGE = 100;
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final String RENDEZVOUS = "rendezvous";
    private static final List<String> PAGED = List.of("prefix", "after", "limit");

    private final Fleet fleet;
    private final Summaries summaries;
    private final SettingsRoutes settings;

    /**
     * Routes of one process.
     *
     * @param fleet     asks this node and others
     * @param summaries put together what several nodes say
     * @param settings  what can be changed at run time
     */
    public AdminRoutes(Fleet fleet, Summaries summaries, SettingsRoutes settings) {
        this.fleet = fleet;
        this.summaries = summaries;
        this.settings = settings;
    }

    /**
     * Lists the routes.
     *
     * @return in the order of the description
     */
    public List<Route> all() {
        return List.of(
                get("/overview", "get_overview", List.of("limit"), Overview.class, input -> {
                    int limit = limit(input, 20);
                    return () -> summaries.overview(limit);
                }),
                get("/cluster", "get_cluster", List.of(), ClusterView.class, _ -> summaries::cluster),
                get("/devices", "list_devices", PAGED, DevicePage.class, input -> {
                    Asked.Page page = page(input);
                    return () -> rendezvous(Command.DEVICES, page);
                }),
                get("/devices/{id}", "get_device", List.of(), DeviceView.class, input -> {
                    Asked.Device device = new Asked.Device(input.path("id"));
                    return () -> rendezvous(Command.DEVICE, device);
                }),
                change("DELETE", "/devices/{id}", "remove_device", List.of(), device(Command.REMOVE)),
                change("POST", "/devices/{id}/approve", "approve_device", List.of("tenant"), input -> {
                    Asked.Approval approval = new Asked.Approval(input.path("id"), tenant(input));
                    return () -> rendezvous(Command.APPROVE, approval);
                }),
                change("POST", "/devices/{id}/block", "block_device", List.of(), device(Command.BLOCK)),
                change("POST", "/devices/{id}/unblock", "unblock_device", List.of(), device(Command.UNBLOCK)),
                change("POST", "/devices/{id}/move", "move_device", List.of("new_id"), input -> {
                    Asked.Move move = new Asked.Move(input.path("id"), input.requiredBodyText("new_id"));
                    return () -> rendezvous(Command.MOVE, move);
                }),
                get("/pending-devices", "list_pending_devices", List.of("limit"), PendingList.class, input -> {
                    Asked.Some some = new Asked.Some(limit(input, PAGE));
                    return () -> rendezvous(Command.PENDING, some);
                }),
                get("/nodes/{node}/devices", "list_devices_of_node", PAGED, HeldPage.class, input -> {
                    String node = input.path("node");
                    Asked.Page page = page(input);
                    return () -> fleet.at(node, Command.HELD, page);
                }),
                get("/sessions", "list_sessions", List.of("node", "limit"), SessionList.class, input -> {
                    String node = input.text("node");
                    int limit = limit(input, PAGE);
                    return () -> summaries.sessions(node, limit);
                }),
                change("DELETE", "/sessions/{node}/{number}", "end_session", List.of(), input -> {
                    String node = input.path("node");
                    Asked.Session session = new Asked.Session(input.number("number"));
                    return () -> fleet.at(node, Command.END_SESSION, session);
                }),
                get("/relays", "list_relays", List.of(), RelayList.class, _ -> summaries::relays),
                change("POST", "/relays/{node}/drain", "drain_relay", List.of(), relay(Command.DRAIN)),
                change("POST", "/relays/{node}/resume", "resume_relay", List.of(), relay(Command.RESUME)),
                get("/introductions", "list_introductions", List.of("limit"), IntroductionList.class, input -> {
                    int limit = limit(input, PAGE);
                    return () -> summaries.introductions(limit);
                }),
                get("/explain", "explain", List.of("requester", "device", "websocket", "force_relay", "symmetric"),
                        ExplanationView.class, this::explain),
                get("/settings", "get_settings", List.of(), SettingsView.class, _ -> settings::read),
                Route.change("PATCH", BASE + "/settings", "change_settings", SettingsRoutes.NAMES, SettingsView.class,
                        settings::change));
    }

    private static Route get(
            String path, String operation, List<String> query, Class<? extends Record> answer, Route.Handler handler) {
        return Route.get(BASE + path, operation, query, answer, handler);
    }

    private static Route change(
            String method, String path, String operation, List<String> body, Route.Handler handler) {
        return Route.change(method, BASE + path, operation, body, Done.class, handler);
    }

    private Route.Handler device(Command<Asked.Device, Done> command) {
        return input -> {
            Asked.Device device = new Asked.Device(input.path("id"));
            return () -> rendezvous(command, device);
        };
    }

    private Route.Handler relay(Command<Asked.Nothing, Done> command) {
        return input -> {
            String node = input.path("node");
            return () -> fleet.at(node, command, new Asked.Nothing());
        };
    }

    private <P, R> R rendezvous(Command<P, R> command, P asked) {
        return fleet.any(RENDEZVOUS, command, asked)
                .orElseThrow(() -> ApiFailure.unavailable("no rendezvous node is reached from here (expected: one in"
                        + " this process, or redis and cluster-secret to reach others)"));
    }

    private Route.Action explain(Input input) {
        Asked.Sides sides = new Asked.Sides(input.required("requester"), input.required("device"),
                input.flag("websocket"), input.flag("force_relay"), input.flag("symmetric"));
        return () -> rendezvous(Command.EXPLAIN, sides);
    }

    private static Asked.Page page(Input input) {
        return new Asked.Page(input.text("prefix"), input.text("after"), limit(input, PAGE));
    }

    private static int limit(Input input, int otherwise) {
        return input.whole("limit", 1, MOST, otherwise);
    }

    private static String tenant(Input input) {
        String tenant = input.bodyText("tenant").orElse("");
        if (!tenant.isEmpty() && !TENANT.matcher(tenant).matches()) {
            throw ApiFailure.badValue("tenant: '" + tenant + "' (expected: 1 to 64 letters, digits, '_', '.', '-')");
        }
        return tenant;
    }
}
