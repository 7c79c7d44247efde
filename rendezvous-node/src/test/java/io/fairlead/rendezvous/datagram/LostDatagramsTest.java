package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostDatagramsTest {
    private static final String HEAD = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode ref pointer drops             \n";

    @TempDir
    private Path directory;

    private void write(String file, int port, int drops) throws IOException {
        Files.writeString(directory.resolve(file), HEAD
                + " 9053: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000   101  0 1 2 0 77\n"
                + String.format(" 9054: 00000000:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                        + "        0 6150 2 0000000000000000 %d        %n", port, drops));
    }

    private LostDatagrams lost(int port) {
        return new LostDatagrams(List.of(directory.resolve("udp"), directory.resolve("udp6")), port);
    }

    @Test
    void tellsWhatWasLostSinceTheLastTime() throws IOException {
        write("udp", 21116, 5);
        write("udp6", 21116, 1);
        LostDatagrams lost = lost(21116);
        assertThat(lost.more()).isZero();
        write("udp6", 21116, 4);
        write("udp", 21116, 6);
        assertThat(lost.more()).isEqualTo(4);
        assertThat(lost.more()).isZero();
    }

    @Test
    void asksOnlyForItsOwnPort() throws IOException {
        write("udp", 21116, 5);
        LostDatagrams lost = lost(21117);
        write("udp", 21116, 6);
        assertThat(lost.more()).isZero();
    }

    @Test
    void whereThereIsNoSuchFileNothingWasLost() {
        assertThat(lost(21116).more()).isZero();
    }

    @Test
    void aLineThatIsCutOffSaysNothing() throws IOException {
        Files.writeString(directory.resolve("udp"), HEAD + " 1: 00000000:527C\n 2:\n\n 3: 00000000:527C x\n");
        LostDatagrams lost = lost(0x527c);
        assertThat(lost.more()).isZero();
    }
}
