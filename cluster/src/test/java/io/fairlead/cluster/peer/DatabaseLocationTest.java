package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLocationTest {
    private static final Path DATA = Path.of("/var/lib/fairlead");

    @ParameterizedTest
    @CsvSource({"'', /var/lib/fairlead/db_v2.sqlite3", "./db_v2.sqlite3, /var/lib/fairlead/db_v2.sqlite3",
            "my db%20.sqlite3, /var/lib/fairlead/my db%20.sqlite3", "/data/db, /data/db", "../db, /var/lib/db",
            "sqlite:db, /var/lib/fairlead/db", "sqlite://db, /var/lib/fairlead/db",
            "sqlite://./db?mode=rwc, /var/lib/fairlead/db", "sqlite:///data/a%20b+c, /data/a b+c",
            "sqlite:/data/db?mode=rw, /data/db"})
    void findsTheFile(String url, Path expected) {
        assertThat(DatabaseLocation.parse(url, DATA)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {":memory:", "sqlite::memory:", "sqlite://", "sqlite://db?mode=ro",
            "sqlite://db?cache=shared",
            "postgres://host/db", "sqlite://a%zz", "a\0b"})
    void namesWhatIsNoFile(String url) {
        assertThatThrownBy(() -> DatabaseLocation.parse(url, DATA)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DB_URL: '" + url + "'").hasMessageContaining("expected");
    }
}
