package io.fairlead.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private static byte[] upTo(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    /** By another implementation, which gives the published a129ca6149be45e5 for the bytes 00..0e under this key. */
    @Test
    void isSipHash24OfTheFirstLengthAndBothParts() {
        assertThat(new KeyedHash(upTo(0, 16)).of(upTo(0, 16), upTo(16, 32))).isEqualTo(0x7d415d0a0a6734fdL);
    }

    @Test
    void tellsPartsApartThatAreTheSameWhenJoined() {
        KeyedHash hash = new KeyedHash();
        long one = hash.of(upTo(1, 16), upTo(17, 32));
        assertThat(hash.of(upTo(1, 16), upTo(17, 32))).isEqualTo(one);
        assertThat(hash.of(upTo(1, 15), upTo(16, 33))).isNotEqualTo(one);
        assertThat(hash.of(upTo(1, 17), upTo(18, 31))).isNotEqualTo(one);
    }

    @Test
    void hashesOtherwiseInEachProcess() {
        assertThat(new KeyedHash().of(upTo(1, 16), upTo(17, 32)))
                .isNotEqualTo(new KeyedHash().of(upTo(1, 16), upTo(17, 32)));
    }
}
