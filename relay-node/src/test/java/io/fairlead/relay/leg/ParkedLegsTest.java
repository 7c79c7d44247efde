package io.fairlead.relay.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.LocalPairing;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.relay.EventLog;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.config.RelayCaps;
import io.fairlead.relay.config.RelayPaths;
import io.fairlead.relay.config.RelayTimeouts;
import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.limit.AddressList;
import io.fairlead.relay.limit.Bandwidth;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ParkedLegsTest {
    private final EventLog events = new EventLog(LoggerFactory.getLogger(ParkedLegsTest.class));

    private final List<String> released = new ArrayList<>();
    private final CompletableFuture<Claim> claim = new CompletableFuture<>();

    @TempDir
    private Path directory;

    private ParkedLegs parked(PairingDirectory pairing, int most, int mostPerAddress) {
        return new ParkedLegs(pairing, () -> new LegHolder("node", ""),
                new RelayCaps(10, most, mostPerAddress, 4096, 4096, 4096), events);
    }

    /** A leg with a connection; all of them come from one address. */
    private RelayLeg leg(ParkedLegs parked) {
        Bandwidth bandwidth = new Bandwidth(BandwidthRules.DEFAULT, System::nanoTime);
        RelayLeg leg = new RelayLeg(
                new RelayNode(
                        KeyRing.of(new ServerKey("", Optional.empty())),
                        new Admission(Optional.empty()),
                        RelayTimeouts.DEFAULT,
                        RelayCaps.DEFAULT,
                        parked,
                        new Sessions(bandwidth, events, System::nanoTime),
                        bandwidth,
                        AddressList.read(directory.resolve("black")),
                        AddressList.read(directory.resolve("block")),
                        events,
                        System::nanoTime,
                        new KernelLoops(RelayPaths.DEFAULT, bandwidth::share, System::nanoTime),
                        Optional.empty()),
                LegKind.TCP);
        assertThat(new EmbeddedChannel(leg).isActive()).isTrue();
        return leg;
    }

    @Test
    void theSecondLegGetsTheFirst() {
        ParkedLegs parked = parked(new LocalPairing(), 10, 10);
        RelayLeg first = leg(parked);
        assertThat(parked.meet("a", first)).isEqualTo(new ParkedLegs.Meeting.Parked());
        assertThat(parked.meet("b", leg(parked))).isEqualTo(new ParkedLegs.Meeting.Parked());
        assertThat(parked.meet("a", leg(parked))).isEqualTo(new ParkedLegs.Meeting.Paired(first));
    }

    @Test
    void aPairIsNotNowhereBeforeItIsASession() {
        ParkedLegs parked = parked(new LocalPairing(), 10, 10);
        parked.meet("a", leg(parked));
        parked.meet("a", leg(parked));
        assertThat(parked.isEmpty()).as("a drain waits for the pair").isFalse();
        parked.arrived();
        assertThat(parked.isEmpty()).isTrue();
    }

    @Test
    void parkedLegsAreLimitedInAllAndByAddress() {
        ParkedLegs few = parked(new LocalPairing(), 2, 10);
        few.meet("a", leg(few));
        few.meet("b", leg(few));
        assertThat(few.meet("c", leg(few))).isEqualTo(new ParkedLegs.Meeting.Full(Refusal.TOO_MANY_PARKED));

        ParkedLegs fewOfOne = parked(new LocalPairing(), 10, 2);
        RelayLeg first = leg(fewOfOne);
        fewOfOne.meet("a", first);
        fewOfOne.meet("b", leg(fewOfOne));
        ParkedLegs.Meeting full = new ParkedLegs.Meeting.Full(Refusal.TOO_MANY_PARKED_OF_ADDRESS);
        assertThat(fewOfOne.meet("c", leg(fewOfOne))).isEqualTo(full);
        assertThat(fewOfOne.meet("b", leg(fewOfOne))).isInstanceOf(ParkedLegs.Meeting.Paired.class);
        assertThat(fewOfOne.meet("d", leg(fewOfOne))).isEqualTo(new ParkedLegs.Meeting.Parked());
        assertThat(fewOfOne.meet("e", leg(fewOfOne))).isEqualTo(full);
        assertThat(fewOfOne.leave("a", first)).isTrue();
        assertThat(fewOfOne.meet("e", leg(fewOfOne))).isEqualTo(new ParkedLegs.Meeting.Parked());
    }

    @Test
    void aClaimThatIsMadeAfterTheLegHasGoneIsReleased() {
        ParkedLegs parked = parked(slow(), 10, 10);
        RelayLeg leg = leg(parked);
        parked.meet("a", leg);
        assertThat(parked.leave("a", leg)).isTrue();
        released.clear();
        claim.complete(new Claim.Won());
        assertThat(released).containsExactly("a");
    }

    @Test
    void aClaimThatIsAnsweredLateIsKeptWhenAnotherLegOfTheSessionIsParked() {
        ParkedLegs parked = parked(slow(), 10, 10);
        RelayLeg leg = leg(parked);
        RelayLeg next = leg(parked);
        parked.meet("a", leg);
        assertThat(parked.leave("a", leg)).isTrue();
        parked.meet("a", next);
        released.clear();
        claim.complete(new Claim.Won());
        assertThat(released).isEmpty();
    }

    /** Answers when the test does, and keeps what is given up. */
    private PairingDirectory slow() {
        return new PairingDirectory() {
            @Override
            public CompletionStage<Claim> claim(String uuid, LegHolder nodeId) {
                return claim;
            }

            @Override
            public CompletionStage<Claim> replace(String uuid, LegHolder lost, LegHolder claimer) {
                return claim;
            }

            @Override
            public void release(String uuid, String nodeId) {
                released.add(uuid);
            }
        };
    }
}
