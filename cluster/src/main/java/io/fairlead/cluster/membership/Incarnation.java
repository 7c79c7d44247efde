package io.fairlead.cluster.membership;

import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;

/**
 * One life of this node as a member: an actor system from its start until it ends, because it was closed or because the
 * others have given it up. A member that was given up never comes back; a new one with the same address does.
 */
final class Incarnation {
    private static final String SYSTEM = "fairlead";
    private static final long BIND_SECONDS = 5;

    private final ActorSystem<Void> system;

    private Incarnation(ActorSystem<Void> system) {
        this.system = system;
    }

    /**
     * Starts one and has it look for the others. Blocks until its port is bound.
     *
     * @param again whether there was one before
     * @throws ClusterStartException when the port cannot be bound or a TLS file cannot be used
     */
    static Incarnation start(ClusterConfig config, boolean again, CourierInbox inbox, Consumer<Roster> changes)
            throws ClusterStartException {
        ActorSystemSetup setup = ActorSystemSetup.create(
                BootstrapSetup.create(PekkoSettings.of(config, again)),
                SerializationSetup.create(_ -> List.of(SerializerDetails.create(
                        "fairlead-courier", new CourierSerializer(), List.of(CourierMessage.class)))));
        if (config.tls().isPresent()) {
            MutualTls tls = tls(config.tls().get());
            setup = setup.withSetup(SSLEngineProviderSetup.create(_ -> tls));
        }
        ActorSystem<Void> system = create(config, guardian(inbox, changes), setup);
        try {
            join(config, system);
        } catch (ClusterStartException | RuntimeException e) {
            system.terminate();
            throw e;
        }
        return new Incarnation(system);
    }

    private static MutualTls tls(TlsFiles files) throws ClusterStartException {
        try {
            return new MutualTls(files);
        } catch (IOException | GeneralSecurityException e) {
            throw new ClusterStartException("cluster-tls: " + e.getMessage(), e);
        }
    }

    private static ActorSystem<Void> create(ClusterConfig config, Behavior<Void> guardian, ActorSystemSetup setup)
            throws ClusterStartException {
        try {
            return ActorSystem.create(guardian, SYSTEM, setup);
        } catch (RuntimeException e) {
            throw new ClusterStartException(
                    "cluster-port: " + new HostPort(config.bindHost(), config.port()) + " cannot be bound: "
                            + e.getMessage() + " (expected: a free port on an address of this host)",
                    e);
        }
    }

    private static Behavior<Void> guardian(CourierInbox inbox, Consumer<Roster> changes) {
        return Behaviors.setup(context -> {
            context.spawn(MemberWatch.create(changes), "members");
            context.spawn(CourierActor.create(inbox), CourierActor.NAME);
            return Behaviors.empty();
        });
    }

    private static void join(ClusterConfig config, ActorSystem<Void> system) throws ClusterStartException {
        switch (config.discovery()) {
            case Discovery.None _ -> {
                List<Address> seeds = config.seeds().stream()
                        .map(seed -> new Address("pekko", SYSTEM, PekkoSettings.host(seed.host()), seed.port()))
                        .toList();
                Cluster.get(system).manager().tell(new JoinSeedNodes(seeds));
            }
            case Discovery.Dns _,Discovery.Kubernetes _ -> {
                bindManagement(config, system);
                ClusterBootstrap.get(system).start();
            }
        }
    }

    private static void bindManagement(ClusterConfig config, ActorSystem<Void> system) throws ClusterStartException {
        try {
            PekkoManagement.get(system).start().toCompletableFuture().get(BIND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClusterStartException(
                    "cluster-management: " + config.management().orElseThrow() + " cannot be bound: " + e.getMessage()
                            + " (expected: a free port on an address of this host)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterStartException("cluster-management: interrupted while it was bound", e);
        }
    }

    /** Completes when this life has ended, whoever ended it. */
    CompletionStage<Done> ended() {
        return system.getWhenTerminated();
    }

    ActorSystem<Void> system() {
        return system;
    }

    /** Sends to the courier of a node, a member or not. */
    void send(HostPort node, CourierMessage message) {
        String address = new Address("pekko", SYSTEM, PekkoSettings.host(node.host()), node.port()).toString();
        ActorRefResolver.get(system).<CourierMessage>resolveActorRef(CourierActor.at(address)).tell(message);
    }

    /** Leaves the cluster and ends; takes a few seconds at most. */
    void leave() {
        system.terminate();
    }
}
