package io.fairlead.protocol.fuzz;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.protocol.vectors.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes {@code src/test/resources/fuzz/corpus.hex}: recorded messages with bytes flipped, cut, repeated and spliced,
 * one in hexadecimal a line. The seed is fixed, so that the file is the same each time; what a run of a fuzzer finds is
 * added to {@code found.hex} beside it by hand, and stays.
 */
final class FuzzCorpus {
    private static final long SEED = 20_261_124;
    private static final int MOST = 1500;

    private FuzzCorpus() {}

    /** Writes the file named by the first argument. */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[0]), make());
    }

    static List<String> make() {
        List<byte[]> recorded = new ArrayList<>();
        for (JsonElement exchange : Vectors.read("exchanges.json").getAsJsonArray("exchanges")) {
            JsonObject object = exchange.getAsJsonObject();
            if (object.has("hex") && !object.get("hex").isJsonNull()) {
                recorded.add(HexFormat.of().parseHex(object.get("hex").getAsString()));
            }
        }
        Random random = new Random(SEED);
        Set<String> lines = new LinkedHashSet<>();
        while (lines.size() < MOST) {
            byte[] bytes = recorded.get(random.nextInt(recorded.size())).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes = mutated(bytes, recorded, random);
            }
            lines.add(HexFormat.of().formatHex(bytes));
        }
        return List.copyOf(lines);
    }

    private static byte[] mutated(byte[] bytes, List<byte[]> recorded, Random random) {
        if (bytes.length == 0) {
            return new byte[]{(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(Arrays.copyOf(bytes, at), bytes);
            default -> joined(Arrays.copyOf(bytes, at), recorded.get(random.nextInt(recorded.size())));
        };
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
