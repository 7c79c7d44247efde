package io.fairlead.rendezvous;

import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.rendezvous.connect.Explainer;
import io.fairlead.rendezvous.registration.ChangeIdService;
import io.fairlead.rendezvous.registration.DeviceLookup;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What an operator sees of a rendezvous node and does with it while it runs. Safe for use by any thread; stages do not
 * fail.
 */
public final class RendezvousControl {
    private final DeviceLookup lookup;
    private final HeldDevices devices;
    private final ChangeIdService changeId;
    private final Explainer explainer;
    private final RuntimeSettings settings;
    private final RelayDirectory relays;

    RendezvousControl(
            DeviceLookup lookup,
            HeldDevices devices,
            ChangeIdService changeId,
            Explainer explainer,
            RuntimeSettings settings,
            RelayDirectory relays) {
        this.lookup = lookup;
        this.devices = devices;
        this.changeId = changeId;
        this.explainer = explainer;
        this.settings = settings;
        this.relays = relays;
    }

    /**
     * Finds a device.
     *
     * @param id the device
     * @return who and where it is
     */
    public CompletionStage<Located> locate(String id) {
        return lookup.locate(id);
    }

    /**
     * Lists devices that are online at this very node.
     *
     * @param prefix only ids that begin so; empty = all
     * @param after  only ids behind this one; empty = from the first
     * @param most   how many, at least 1
     * @return the first of them, by their ids
     */
    public List<HeldDevices.Held> held(String prefix, String after, int most) {
        return devices.list(prefix, after, most);
    }

    /**
     * Counts devices that are online at this very node.
     *
     * @return how many
     */
    public int devices() {
        return devices.count();
    }

    /**
     * Moves a device's record to another id. The device does not learn of it.
     *
     * @param id    that it has
     * @param newId that it gets
     * @return how it ended
     */
    public CompletionStage<ChangeIdService.OperatorMove> move(String id, String newId) {
        return changeId.move(id, newId);
    }

    /**
     * Explains how two sides would meet.
     *
     * @param question who and how
     * @return the answer
     */
    public CompletionStage<Explainer.Answer> explain(Explainer.Question question) {
        return explainer.explain(question);
    }

    /**
     * Gives out what is changed at run time.
     *
     * @return of all nodes of the cluster
     */
    public RuntimeSettings settings() {
        return settings;
    }

    /**
     * Lists the relays that sessions are sent to.
     *
     * @return all that are known, alive or not
     */
    public List<RelayNode> relays() {
        return relays.relays();
    }
}
