package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.DevicePage;
import io.fairlead.cli.admin.view.DeviceView;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cli.admin.view.ExplanationView;
import io.fairlead.cli.admin.view.HeldPage;
import io.fairlead.cli.admin.view.PendingList;
import io.fairlead.cli.admin.view.SettingsView;

/**
 * A command that a node carries out, for itself or for another node that was asked. Versions read each other's: names
 * that are not known are passed over, and what is missing has Java's own default.
 *
 * @param name   names it between nodes
 * @param asked  what it is about
 * @param answer what it answers
 * @param changes whether it changes anything, and is worth a line of the log
 * @param <P>    the type of {@code asked}
 * @param <R>    the type of {@code answer}
 */
public record Command<P, R>(String name, Class<P> asked, Class<R> answer, boolean changes) {
    /** How a node is, with some of what runs and has happened there. */
    public static final Command<Asked.Snapshot, Snapshot> SNAPSHOT = new Command<>(
            "snapshot", Asked.Snapshot.class, Snapshot.class, false);
    /** Devices that are online at a node. */
    public static final Command<Asked.Page, HeldPage> HELD = new Command<>(
            "held_devices", Asked.Page.class, HeldPage.class, false);
    /** Ends a session. */
    public static final Command<Asked.Session, Done> END_SESSION = new Command<>(
            "end_session", Asked.Session.class, Done.class, true);
    /** A relay takes no new sessions. */
    public static final Command<Asked.Nothing, Done> DRAIN = new Command<>(
            "drain_relay", Asked.Nothing.class, Done.class, true);
    /** A relay takes sessions again. */
    public static final Command<Asked.Nothing, Done> RESUME = new Command<>(
            "resume_relay", Asked.Nothing.class, Done.class, true);
    /** Devices that are stored. */
    public static final Command<Asked.Page, DevicePage> DEVICES = new Command<>(
            "list_devices", Asked.Page.class, DevicePage.class, false);
    /** One device. */
    public static final Command<Asked.Device, DeviceView> DEVICE = new Command<>(
            "get_device", Asked.Device.class, DeviceView.class, false);
    /** Devices that were refused. */
    public static final Command<Asked.Some, PendingList> PENDING = new Command<>(
            "list_pending_devices", Asked.Some.class, PendingList.class, false);
    /** Lets a device register. */
    public static final Command<Asked.Approval, Done> APPROVE = new Command<>(
            "approve_device", Asked.Approval.class, Done.class, true);
    /** Lets a device register no more. */
    public static final Command<Asked.Device, Done> BLOCK = new Command<>(
            "block_device", Asked.Device.class, Done.class, true);
    /** Takes a block back. */
    public static final Command<Asked.Device, Done> UNBLOCK = new Command<>(
            "unblock_device", Asked.Device.class, Done.class, true);
    /** Forgets a device. */
    public static final Command<Asked.Device, Done> REMOVE = new Command<>(
            "remove_device", Asked.Device.class, Done.class, true);
    /** Moves a device's record to another id. */
    public static final Command<Asked.Move, Done> MOVE = new Command<>(
            "move_device", Asked.Move.class, Done.class, true);
    /** How two sides would meet. */
    public static final Command<Asked.Sides, ExplanationView> EXPLAIN = new Command<>(
            "explain", Asked.Sides.class, ExplanationView.class, false);
    /** What can be changed at run time, as a rendezvous node knows it. */
    public static final Command<Asked.Nothing, SettingsView> SETTINGS = new Command<>(
            "get_settings", Asked.Nothing.class, SettingsView.class, false);
    /** Changes what rendezvous nodes follow. */
    public static final Command<Asked.Rendezvous, Done> CHANGE_RENDEZVOUS = new Command<>(
            "change_rendezvous_settings", Asked.Rendezvous.class, Done.class, true);
    /** What can be changed at run time, as a relay knows it. */
    public static final Command<Asked.Nothing, SettingsView> RELAY_SETTINGS = new Command<>(
            "get_relay_settings", Asked.Nothing.class, SettingsView.class, false);
    /** Changes what relays follow. */
    public static final Command<Asked.Relay, Done> CHANGE_RELAY = new Command<>(
            "change_relay_settings", Asked.Relay.class, Done.class, true);
}
