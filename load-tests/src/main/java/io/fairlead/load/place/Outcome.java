package io.fairlead.load.place;

import java.time.Duration;

/**
 * What became of a controller's wish.
 *
 * @param introduction   what was tried first
 * @param route          by which way they met
 * @param controllerTold the relay that the controller was told; empty = none
 * @param device         the device's side of the session; {@link DeviceSide#UNKNOWN} when there was none
 * @param dialled        the relay's address and port that the controller took; empty when it took none
 * @param connected      from the request to the device's first word; zero when they did not meet
 * @param bytes          that came unchanged, each way
 * @param failure        why they did not meet; empty when they met
 */
public record Outcome(
        Introduction introduction,
        Route route,
        String controllerTold,
        DeviceSide device,
        String dialled,
        Duration connected,
        int bytes,
        String failure) {
    /**
     * One session as its device knows it.
     *
     * @param told    the relay that the server told it; empty = none
     * @param named   the relay that it took or named, by its own choice or as told
     * @param dialled the relay's address and port that it took; empty when it took none
     * @param ended   how it ended; empty = well, with all bytes as they were sent
     */
    public record DeviceSide(String told, String named, String dialled, String ended) {
        /** There was no session. */
        public static final DeviceSide UNKNOWN = new DeviceSide("", "", "", "no session");
    }
}
