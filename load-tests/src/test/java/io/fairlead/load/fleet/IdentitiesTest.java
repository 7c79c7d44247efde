package io.fairlead.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    @Test
    void idsAreNineDigitsAndEachComesOnce() {
        Identities identities = new Identities(7);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(identities.id(i));
        }
        assertThat(ids).hasSize(100_000).allMatch(id -> id.matches("[1-9][0-9]{8}"));
    }

    @Test
    void aSeedGivesTheSameDevicesAndAnotherOneOthers() {
        Identities one = new Identities(1);
        Identities same = new Identities(1);
        Identities other = new Identities(2);
        assertThat(one.id(5)).isEqualTo(same.id(5)).isNotEqualTo(other.id(5));
        assertThat(one.key(5)).isEqualTo(same.key(5)).isNotEqualTo(other.key(5)).isNotEqualTo(one.key(6));
        assertThat(one.key(5).size()).isEqualTo(32);
        assertThat(one.uuid(5)).isEqualTo(same.uuid(5)).isNotEqualTo(other.uuid(5));
        assertThat(one.uuid(5).size()).isEqualTo(16);
        assertThat(one.key(5).startsWith(one.uuid(5))).isFalse();
    }

    @Test
    void drawsAreEvenAndOfOneDeviceTheSame() {
        Identities identities = new Identities(3);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double drawn = identities.draw(i, 1);
            assertThat(drawn).isBetween(0.0, 1.0).isEqualTo(identities.draw(i, 1));
            sum += drawn;
        }
        assertThat(sum / 10_000).isCloseTo(0.5, within(0.02));
        assertThat(identities.draw(1, 1)).isNotEqualTo(identities.draw(1, 2));
    }

    @Test
    void sessionsAreNamedByUuidsThatHoldTheirNumbers() {
        SessionNames names = new SessionNames(0x1234_5678_9abc_def0L, 3);
        String first = names.next();
        String second = names.next();
        assertThat(UUID.fromString(first).version()).isEqualTo(4);
        long number = names.number(first).orElseThrow();
        assertThat(names.number(second)).hasValue(number + 1);
        assertThat(new SessionNames(0x1234_5678_9abc_def0L, 4).next()).isNotEqualTo(first);
        assertThat(names.number(UUID.randomUUID().toString())).isEqualTo(Optional.empty());
        assertThat(names.number("no uuid")).isEmpty();
    }
}
