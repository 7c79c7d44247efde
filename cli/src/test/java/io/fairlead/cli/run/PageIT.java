package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cli.monitoring.Browser;
import io.fairlead.cli.monitoring.Installed;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for the person on call, in a real browser, of a real server. */
class PageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");

    /** Where pictures of it go; those in docs are such. */
    private static final Path PICTURES = Path.of("target/page");

    private static final String WRONG = "not the token, but just as long as one is";

    @TempDir
    private Path directory;

    private TestServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        Installed.assume("chromium", "chromium chromium-driver");
        Installed.assume("chromedriver", "chromium chromium-driver");
        server = TestServer.start(directory, Map.of(Setting.ADMIN_PORT, "0", Setting.REGISTER_PK_PER_ADDRESS, "0"));
        browser = new Browser(directory);
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void awaitText(String selector, String... parts) {
        await().alias(selector + " shows " + String.join(", ", parts)).atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text(selector)).as(browser.text("#state")).contains(parts));
    }

    private void signIn() throws Exception {
        browser.open(server.admin());
        browser.type("#token", Files.readString(directory.resolve("admin_token")).strip());
        browser.click("#enter button");
        awaitText("#state", "live");
    }

    @Test
    void showsAllThatRunsAndDoesWhatIsWanted() throws Exception {
        String id = freshId();
        try (UdpWire device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
                Wire first = Relays.open(server.target(), "", "a session", HERE, false);
                Wire second = Relays.open(server.target(), "", "a session", HERE, true)) {
            device.send(registerPk(id));
            assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
            first.sendPayload(new byte[100_000]);
            assertThat(second.receivePayload(PATIENCE)).isPresent();
            askFor("<img src=x onerror=document.title='taken'>");
            askFor("nobody");

            browser.open(server.admin());
            browser.type("#token", WRONG);
            browser.click("#enter button");
            awaitText("#state", "wrong token");
            assertThat(browser.text("#all")).isEmpty();
            signIn();

            awaitText("#tiles", "Devices online\n1", "Sessions\n1", "Nodes\n1");
            awaitText("#nodes", "(this one)", "runs", "standalone");
            awaitText("#relays", "offered");
            awaitText("#sessions", "127.0.0.2:", "100.0 kB");
            awaitText("#introductions", "nobody", "id_not_exist", "<img src=x onerror=document.title='taken'>");
            browser.picture(PICTURES.resolve("page.png"));

            browser.type("#id", id);
            browser.click("#find button");
            awaitText("#device", id, "yes, at ", "by udp, 127.0.0.2:");
            browser.click("#device button");
            awaitText("#question", "Keep out " + id);
            browser.click("#yes");
            awaitText("#device", "blocked", "Unblock");

            browser.click("#relays button");
            awaitText("#question", "No new sessions");
            browser.click("#no");
            awaitText("#relays", "offered");
            browser.click("#relays button");
            browser.click("#yes");
            awaitText("#relays", "draining", "Resume");
            browser.click("#relays button");
            browser.click("#yes");
            awaitText("#relays", "offered", "Drain");

            browser.click("#sessions button");
            awaitText("#question", "End the session of 127.0.0.2:");
            browser.click("#yes");
            awaitText("#sessions", "No session runs.");
            assertThat(first.receivePayload(PATIENCE)).as("the session, to its first side").isEmpty();
        }
        assertThat(browser.run("return document.querySelectorAll('img').length + document.title").getAsString())
                .as("what a stranger has sent is text").isEqualTo("0Fairlead");
        assertThat(browser.console().stream().filter(line -> !line.contains("401"))).isEmpty();
        browser.click("#leave");
        awaitText("#state", "signed out");
        assertThat(browser.run("return sessionStorage.length").getAsInt()).isZero();
        assertThat(browser.text("#all")).isEmpty();
    }

    private void askFor(String id) throws Exception {
        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(message(punchHole(id, server.target().key())));
            assertThat(wire.receive(PATIENCE).orElseThrow().hasPunchHoleResponse()).isTrue();
        }
    }

    @Test
    void fitsAPhoneAndAsksNobodyElse() throws Exception {
        browser.resize(390, 844);
        signIn();
        awaitText("#nodes", "runs");
        assertThat(browser.run("return document.scrollingElement.scrollWidth").getAsInt()).isLessThanOrEqualTo(390);
        assertThat(browser.run("return [...document.querySelectorAll('button')].filter(b => b.offsetWidth)"
                + ".every(b => b.getBoundingClientRect().height >= 28)").getAsBoolean()).as("fit for fingers").isTrue();
        assertThat(browser.run("return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
                + ".filter(host => host !== location.host).length").getAsInt()).isZero();
        assertThat(browser.console()).isEmpty();
        browser.picture(PICTURES.resolve("page-phone.png"));
    }

    @Test
    void saysThatTheServerIsAway() throws Exception {
        signIn();
        server.close();
        server = null;
        awaitText("#state", "does not answer", "old");
    }
}
