package io.fairlead.cli.command.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
    private static String text(String json) {
        return AnswerText.of(JsonParser.parseString(json).getAsJsonObject());
    }

    @Test
    void valuesStandBesideTheirNames() {
        assertThat(text("""
                {"id":"a","online":true,"ip":"","load":0.25,"count":3,"none":null,"list":["x","y"],"in":{"b":1}}"""))
                .isEqualTo("""
                        id      a
                        online  true
                        load    0.25
                        count   3
                        list    x, y
                        in.b    1
                        """);
    }

    @Test
    void listsOfObjectsAreTables() {
        assertThat(text("""
                {"next":"n","devices":[{"id":"a","long_name":""},{"id":"bcd","long_name":"x"}],"empty":[]}"""))
                .isEqualTo("""
                        next  n

                        devices:
                        ID   LONG_NAME
                        a    -
                        bcd  x
                        """);
    }

    @Test
    void anEmptyListIsNothing() {
        assertThat(text("{\"devices\":[],\"next\":\"\"}")).isEqualTo("nothing\n");
    }

    @Test
    void aTerminalIsNotTold() {
        assertThat(text("{\"id\":\"\\u001b[2Jx\\u009by\"}")).isEqualTo("id  ?[2Jx?y\n");
    }
}
