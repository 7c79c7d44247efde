package io.fairlead.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClientConfigTest {
    private final ClientConfig config = new ClientConfig("rd.example.com:22116", "a+b/c=", "https://api", "r.example");

    @Test
    void bothFormsAreReadAgain() {
        assertThat(ClientConfig.parse(config.encoded())).isEqualTo(config);
        assertThat(ClientConfig.parse("rustdesk-" + config.readable() + ".exe")).isEqualTo(config);
    }

    @Test
    void theEncodedFormIsReversedBase64OfJson() {
        String json = new String(
                Base64.getUrlDecoder()
                        .decode(new StringBuilder(config.encoded()).reverse().toString()),
                StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"host\":\"rd.example.com:22116\",\"key\":\"a+b/c=\",\"api\":\"https://api\","
                        + "\"relay\":\"r.example\"}");
        assertThat(config.encoded()).doesNotContain("=");
    }

    @Test
    void whatIsNeitherIsRefusedByName() {
        for (String wrong : new String[]{"", "%%%", "bm90IGpzb24", "W10"}) {
            assertThatThrownBy(() -> ClientConfig.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + wrong + "'");
        }
    }
}
