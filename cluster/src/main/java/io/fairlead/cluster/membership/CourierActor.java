package io.fairlead.cluster.membership;

import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The actor that other nodes' couriers write to. It keeps nothing; what arrives goes on to the inbox. */
final class CourierActor {
    static final String NAME = "courier";

    private CourierActor() {}

    /** Its path on the node at an address. */
    static String at(String address) {
        return address + "/user/" + NAME;
    }

    static Behavior<CourierMessage> create(CourierInbox inbox) {
        Behavior<CourierMessage> courier = Behaviors.setup(context -> {
            ActorRefResolver resolver = ActorRefResolver.get(context.getSystem());
            return Behaviors.receiveMessage(message -> {
                inbox.receive(message,
                        (from, reply) -> resolver.<CourierMessage>resolveActorRef(at(from)).tell(reply));
                return Behaviors.same();
            });
        });
        return Behaviors.supervise(courier).onFailure(SupervisorStrategy.restart());
    }
}
