package io.fairlead.cluster.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** The actor that hears of each change of membership, and tells who is there now. */
final class MemberWatch {
    private final UniqueAddress self;
    private final ActorRefResolver resolver;
    private final Consumer<Roster> tell;
    private final MemberTable table = new MemberTable();

    private MemberWatch(ActorContext<ClusterDomainEvent> context, Consumer<Roster> tell) {
        Cluster cluster = Cluster.get(context.getSystem());
        this.self = cluster.selfMember().uniqueAddress();
        this.resolver = ActorRefResolver.get(context.getSystem());
        this.tell = tell;
        // Alive, but not a member yet.
        tell.accept(new Roster(true, self.address().toString(), List.of(), Map.of()));
        cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
    }

    static Behavior<ClusterDomainEvent> create(Consumer<Roster> tell) {
        return Behaviors.setup(context -> {
            MemberWatch watch = new MemberWatch(context, tell);
            return Behaviors.receiveMessage(event -> {
                watch.take(event);
                return Behaviors.same();
            });
        });
    }

    private void take(ClusterDomainEvent event) {
        if (table.take(event)) {
            tell.accept(new Roster(true, self.address().toString(), table.members(self), peers()));
        }
    }

    private Map<String, Peer> peers() {
        Set<String> reachable = table.reachable();
        Map<String, Peer> peers = new HashMap<>();
        table.others(self).forEach((id, address) -> {
            ActorRef<CourierMessage> courier = resolver.resolveActorRef(CourierActor.at(address.toString()));
            peers.put(id, new Peer(id, reachable.contains(id), courier::tell));
        });
        return peers;
    }
}
