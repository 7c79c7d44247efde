package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;

/** What all devices have in common. Its methods are for the device's own thread, but for {@link #silent}. */
abstract class Device {
    final Target target;
    final DeviceProfile profile;
    final Tally tally;
    final DeviceAnswers answers;
    private volatile long heard = System.currentTimeMillis();
    private volatile boolean registered;

    Device(Target target, DeviceProfile profile, Tally tally) {
        this.target = target;
        this.profile = profile;
        this.tally = tally;
        this.answers = new DeviceAnswers(target, profile, tally);
    }

    /** Goes on until the process ends. */
    abstract void run();

    /** How long without a sign of the server is worth to be told, in milliseconds. */
    abstract long longestSilence();

    DeviceProfile profile() {
        return profile;
    }

    boolean registered() {
        return registered;
    }

    /** Whether the server has not been heard for longer than it should take. */
    boolean silent() {
        return System.currentTimeMillis() - heard > longestSilence();
    }

    final void heard() {
        long now = System.currentTimeMillis();
        if (registered && now - heard > longestSilence()) {
            tally.event("silence", heard, profile.id(), String.valueOf(now - heard));
        }
        heard = now;
    }

    final RendezvousMessage registerPk() {
        return RendezvousMessage.newBuilder().setRegisterPk(RegisterPk.newBuilder()
                .setId(profile.id())
                .setUuid(profile.uuid())
                .setPk(profile.publicKey())).build();
    }

    /** Takes the answer to a registration; a real device would throw its id away on UUID_MISMATCH. */
    final boolean confirmed(RegisterPkResponse response) {
        tally.count("key." + response.getResult(), 1);
        if (response.getResult() != Result.OK) {
            tally.event("key", heard, profile.id(), response.getResult().name());
            return false;
        }
        registered = true;
        return true;
    }
}
