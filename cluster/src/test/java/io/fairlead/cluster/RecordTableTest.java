package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecordTableTest {
    private static final int FIXED = 12;
    private static final int LENGTH = 8;

    private final RecordTable table = new RecordTable(Arena.ofAuto(), FIXED);
    private long seed = 7;

    private long hash(byte[] key) {
        return RecordTable.hash(seed, MemorySegment.ofArray(key), 0, key.length);
    }

    private int find(String key) {
        byte[] bytes = bytes(key);
        return table.find(hash(bytes), MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    private int add(String key, byte[] extra) {
        byte[] bytes = bytes(key);
        int record = table.add(hash(bytes), bytes, extra.length);
        table.setShort(record, LENGTH, extra.length);
        table.setBytes(record, table.behindKey(record), extra);
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] extra(int record) {
        return table.getBytes(record, table.behindKey(record), table.getShort(record, LENGTH));
    }

    @Test
    void holdsWhatAMapHoldsWhateverComesAndGoes() {
        Random random = new Random(1);
        Map<String, byte[]> model = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (int step = 0; step < 200_000; step++) {
            if (random.nextInt(100) < 55 || keys.isEmpty()) {
                String key = Integer.toString(random.nextInt(30_000)).repeat(1 + random.nextInt(9));
                byte[] extra = new byte[random.nextInt(120)];
                random.nextBytes(extra);
                int held = find(key);
                assertThat(held != 0).isEqualTo(model.containsKey(key));
                if (held != 0) {
                    table.remove(held);
                } else {
                    keys.add(key);
                }
                int record = add(key, extra);
                table.setLong(record, 0, key.length());
                model.put(key, extra);
            } else {
                int at = random.nextInt(keys.size());
                String key = keys.get(at);
                keys.set(at, keys.getLast());
                keys.removeLast();
                table.remove(find(key));
                model.remove(key);
                assertThat(find(key)).isZero();
            }
        }
        assertHolds(model);
    }

    private void assertHolds(Map<String, byte[]> model) {
        assertThat(table.size()).isEqualTo(model.size());
        model.forEach((key, extra) -> {
            int record = find(key);
            assertThat(record).as(key).isPositive();
            assertThat(extra(record)).isEqualTo(extra);
            assertThat(table.getLong(record, 0)).isEqualTo(key.length());
            assertThat(table.key(record)).isEqualTo(bytes(key));
        });
        Set<String> seen = new HashSet<>();
        table.forEach(record -> assertThat(seen.add(new String(table.key(record), StandardCharsets.UTF_8))).isTrue());
        assertThat(seen).isEqualTo(model.keySet());
    }

    @Test
    void keysWithTheSameHashAreToldApart() {
        Map<String, byte[]> model = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            String key = "key-" + i;
            byte[] bytes = bytes(key);
            int record = table.add(-1, bytes, 0);
            table.setLong(record, 0, i);
            model.put(key, bytes);
        }
        for (int i = 0; i < 200; i += 2) {
            byte[] bytes = bytes("key-" + i);
            table.remove(table.find(-1, MemorySegment.ofArray(bytes), 0, bytes.length));
        }
        for (int i = 0; i < 200; i++) {
            byte[] bytes = bytes("key-" + i);
            int found = table.find(-1, MemorySegment.ofArray(bytes), 0, bytes.length);
            assertThat(found == 0).isEqualTo(i % 2 == 0);
            assertThat(found == 0 || table.getLong(found, 0) == i).isTrue();
        }
    }

    @Test
    void aKeyIsFoundWhereverItStandsInMemory() {
        int record = add("123456789", new byte[0]);
        MemorySegment memory = MemorySegment.ofArray(bytes("xx123456789yy"));
        assertThat(table.find(RecordTable.hash(seed, memory, 2, 9), memory, 2, 9)).isEqualTo(record);
        assertThat(table.find(RecordTable.hash(seed, memory, 2, 8), memory, 2, 8)).isZero();
    }

    @Test
    void aRecordThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> table.add(1, new byte[9000], 60_000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: up to 32764");
    }

    @Test
    void theMemoryOfRemovedRecordsIsUsedAgain() {
        Set<Integer> names = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            int record = add("device-" + i % 10, new byte[100]);
            names.add(record);
            table.remove(record);
        }
        assertThat(names).hasSize(1);
    }

    @Test
    void theSeedDecidesWhichKeysCollide() {
        byte[] one = bytes("100000001");
        long before = hash(one);
        seed = 8;
        assertThat(hash(one)).isNotEqualTo(before);
    }

    @Test
    void mostGuessesAreRight() {
        for (int i = 0; i < 50_000; i++) {
            add("device " + i, new byte[0]);
        }
        int right = 0;
        for (int i = 0; i < 50_000; i++) {
            String key = "device " + i;
            right += table.guess(hash(bytes(key))) == find(key) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(25_000);
        assertThat(table.fetch(find("device 7"))).isNotZero();
    }

    @Test
    void othersMayGuessWhileRecordsComeAndGo() throws Exception {
        int records = 100_000;
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> guessing = CompletableFuture.supplyAsync(() -> {
            Random random = new Random(2);
            long guesses = 0;
            while (!over.get()) {
                int _ = table.fetch(table.guess(random.nextLong()));
                guesses++;
            }
            // Records that nobody has ever had.
            for (int record : new int[]{0, -1, Integer.MAX_VALUE, 1 << 30}) {
                assertThat(table.fetch(record)).isZero();
            }
            return guesses;
        });
        try {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < records; i++) {
                    add(round + " " + i, new byte[i % 50]);
                }
                for (int i = 0; i < records; i++) {
                    table.remove(find(round + " " + i));
                }
            }
        } finally {
            over.set(true);
        }
        assertThat(guessing.get(30, TimeUnit.SECONDS)).isPositive();
    }
}
