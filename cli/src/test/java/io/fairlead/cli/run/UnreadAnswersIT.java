package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.option.Setting;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask and never read. */
class UnreadAnswersIT {
    private static final int QUESTIONS = 100_000;

    /** Far more than the kernel takes at both ends when nobody reads. */
    private static final int MOST_MEGABYTES = 8;

    @TempDir
    private Path directory;

    @Test
    void whoAsksWithoutReadingIsNotListenedToAndThenClosed() throws Exception {
        byte[] question = RendezvousMessage.newBuilder()
                .setTestNatRequest(TestNatRequest.getDefaultInstance())
                .build()
                .toByteArray();
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < QUESTIONS; i++) {
            many.write(question.length << 2);
            many.writeBytes(question);
        }
        try (TestServer server = TestServer.start(directory, Map.of(Setting.IDLE_TIMEOUT, "2"));
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.setSendBufferSize(65_536);
            socket.connect(server.target().rendezvous());
            assertThatThrownBy(() -> ask(socket, many)).isInstanceOf(IOException.class);
        }
    }

    private static void ask(Socket socket, ByteArrayOutputStream many) throws IOException {
        for (long sent = 0; sent < MOST_MEGABYTES * 1_000_000L; sent += many.size()) {
            many.writeTo(socket.getOutputStream());
        }
    }
}
