package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.DevicePage;
import io.fairlead.cli.admin.view.DeviceRow;
import io.fairlead.cli.admin.view.DeviceView;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cli.admin.view.PendingDevice;
import io.fairlead.cli.admin.view.PendingList;
import io.fairlead.cluster.enrolment.DeviceRule;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentBook;
import io.fairlead.cluster.enrolment.EnrolmentBookException;
import io.fairlead.cluster.peer.IdentityList;
import io.fairlead.cluster.peer.IdentityPage;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.OnlineStates;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.RendezvousControl;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a rendezvous node does for operators with devices that are stored. */
public final class DeviceCommands {
    private static final String MAIN = "main";

    private final RendezvousControl rendezvous;
    private final PeerRegistry registry;
    private final Identities identities;

    /**
     * Commands of one node.
     *
     * @param rendezvous the node
     * @param registry   identities and routes
     * @param identities the same for operators, and their word
     */
    public DeviceCommands(RendezvousControl rendezvous, PeerRegistry registry, Identities identities) {
        this.rendezvous = rendezvous;
        this.registry = registry;
        this.identities = identities;
    }

    /**
     * Adds them.
     *
     * @param to takes them
     */
    public void addTo(LocalNode.Builder to) {
        to.on(Command.DEVICES, this::list)
                .on(Command.DEVICE, asked -> find(asked.id()))
                .on(Command.PENDING, asked -> pending(asked.most()))
                .on(Command.APPROVE, this::approve)
                .on(Command.BLOCK, asked -> block(asked.id()))
                .on(Command.UNBLOCK, asked -> unblock(asked.id()))
                .on(Command.REMOVE, asked -> remove(asked.id()))
                .on(Command.MOVE, this::move);
    }

    private DevicePage list(Asked.Page asked) {
        Enrolment word = book(EnrolmentBook::read);
        IdentityPage page;
        try {
            page = identities.page(asked.prefix(), asked.after(), asked.most());
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badValue(e.getMessage());
        } catch (IOException e) {
            throw ApiFailure.unavailable("store: " + e.getMessage());
        }
        List<String> ids = page.devices().stream().map(IdentityList.Stored::id).toList();
        BitSet online = switch (registry.online(ids).toCompletableFuture().join()) {
            case OnlineStates.Answered answered -> answered.online();
            case OnlineStates.Unavailable _ -> throw ApiFailure.unavailable("store: did not say who is online");
        };
        List<DeviceRow> rows = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            IdentityList.Stored device = page.devices().get(i);
            rows.add(new DeviceRow(LogText.printable(device.id()), state(word, device.id()),
                    tenant(word.tenant(device.id())), device.ip(), device.created(), online.get(i)));
        }
        return new DevicePage(rows, page.next());
    }

    private static String state(Enrolment word, String id) {
        return Optional.ofNullable(word.byId().get(id))
                .map(rule -> rule.state().name().toLowerCase(Locale.ROOT))
                .orElse("known");
    }

    private static String tenant(String name) {
        return name.isEmpty() ? MAIN : name;
    }

    private DeviceView find(String id) {
        Located located = rendezvous.locate(id).toCompletableFuture().join();
        Enrolment word = book(EnrolmentBook::read);
        Optional<EnrolmentBook.Pending> pending = book(EnrolmentBook::pending).stream()
                .filter(device -> device.id().equals(id))
                .findFirst();
        return switch (located) {
            case Located.Known known -> stored(id, known, word, pending);
            case Located.Unknown _ -> unknown(id, word, pending);
            case Located.Unavailable _ -> throw ApiFailure.unavailable("store: did not answer");
        };
    }

    private static DeviceView stored(
            String id, Located.Known known, Enrolment word, Optional<EnrolmentBook.Pending> pending) {
        Optional<Route> route = known.route();
        boolean blocked = word.blocks(id, known.identity().uuid());
        return new DeviceView(
                LogText.printable(id),
                blocked ? "blocked" : state(word, id),
                tenant(word.tenant(id, known.identity().uuid())),
                true,
                !known.identity().publicKey().isEmpty(),
                known.identity().ip(),
                route.isPresent(),
                route.map(Route::nodeId).orElse(""),
                route.map(way -> way.transport().name().toLowerCase(Locale.ROOT)).orElse(""),
                route.map(way -> LogText.of(way.observed())).orElse(""),
                pending.map(EnrolmentBook.Pending::attempts).orElse(0L));
    }

    private static DeviceView unknown(String id, Enrolment word, Optional<EnrolmentBook.Pending> pending) {
        DeviceRule rule = word.byId().get(id);
        if (rule == null && pending.isEmpty()) {
            throw ApiFailure.notFound("device: '" + LogText.printable(id)
                    + "' (expected: one that is stored, was refused, or of which something was said)");
        }
        return new DeviceView(
                LogText.printable(id),
                rule == null ? "pending" : state(word, id),
                tenant(word.tenant(id)),
                false,
                false,
                pending.map(EnrolmentBook.Pending::ip).orElse(""),
                false,
                "",
                "",
                "",
                pending.map(EnrolmentBook.Pending::attempts).orElse(0L));
    }

    private PendingList pending(int most) {
        List<EnrolmentBook.Pending> all = book(EnrolmentBook::pending);
        return new PendingList(
                all.stream().limit(most)
                        .map(device -> new PendingDevice(LogText.printable(device.id()), device.ip(),
                                device.attempts(), Instant.ofEpochSecond(device.lastSeen()).toString()))
                        .toList(),
                all.size());
    }

    private Done approve(Asked.Approval asked) {
        change(book -> book.approve(asked.id(), MAIN.equals(asked.tenant()) ? "" : asked.tenant()));
        return new Done(asked.id(), "approved", "Nodes follow within two seconds.");
    }

    private Done block(String id) {
        change(book -> book.block(id));
        return new Done(id, "blocked", "Nodes follow within two seconds. Sessions that run go on; end them where they"
                + " are listed.");
    }

    private Done unblock(String id) {
        if (!book(EnrolmentBook::read).blocks(id)) {
            throw ApiFailure
                    .conflict("device: '" + LogText.printable(id) + "' is not blocked (expected: a blocked one)");
        }
        change(book -> book.unblock(id));
        return new Done(id, "unblocked", "Its tenant and the machine that it is bound to stay.");
    }

    private Done remove(String id) {
        boolean known;
        try {
            known = identities.delete(id);
        } catch (IOException e) {
            throw ApiFailure.unavailable("store: " + e.getMessage());
        }
        boolean said = book(EnrolmentBook::read).byId().containsKey(id);
        if (!known && !said) {
            throw ApiFailure.notFound("device: '" + LogText.printable(id) + "' (expected: one that is stored)");
        }
        change(book -> book.remove(id));
        return new Done(id, "removed", "Who registers this id next has it; a device that still runs does so by itself"
                + " within seconds, unless it is blocked.");
    }

    private Done move(Asked.Move asked) {
        String target = asked.id() + " to " + asked.newId();
        return switch (rendezvous.move(asked.id(), asked.newId()).toCompletableFuture().join()) {
            case MOVED -> new Done(target, "moved",
                    "Only the record was moved. The server cannot tell a client its id: the"
                            + " device goes on registering as " + LogText.printable(asked.id())
                            + " until its user changes the id there, after which it has this record.");
            case INVALID_ID -> throw ApiFailure.badValue("new_id: '" + LogText.printable(asked.newId())
                    + "' (expected: a letter and 5 to 15 more letters, digits, '_' or '-')");
            case UNKNOWN -> throw ApiFailure.notFound(
                    "device: '" + LogText.printable(asked.id()) + "' (expected: one that is stored)");
            case TAKEN -> throw ApiFailure.conflict("new_id: '" + asked.newId() + "' is taken (expected: a free one)");
            case BLOCKED -> throw ApiFailure.conflict("device: '" + LogText.printable(asked.id())
                    + "' is blocked (expected: one that is not)");
            case UNAVAILABLE -> throw ApiFailure.unavailable(
                    "store: did not answer, or the device changed at this moment");
        };
    }

    @FunctionalInterface
    private interface Change {
        void with(EnrolmentBook book) throws EnrolmentBookException;
    }

    private void change(Change change) {
        boolean _ = book(book -> {
            change.with(book);
            return true;
        });
    }

    private <R> R book(Identities.Work<R> work) {
        try {
            return identities.book(work);
        } catch (EnrolmentBookException e) {
            throw ApiFailure.unavailable("enrolment: " + e.getMessage());
        }
    }
}
