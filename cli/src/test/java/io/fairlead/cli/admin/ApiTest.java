package io.fairlead.cli.admin;

import static io.fairlead.cli.admin.Requests.call;
import static io.fairlead.cli.admin.Requests.from;
import static io.fairlead.cli.admin.Requests.get;
import static io.fairlead.cli.admin.Requests.with;
import static io.fairlead.cli.admin.Requests.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.audit.AuditEvent;
import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Done;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.metrics.Meters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    @TempDir
    private Path directory;

    private final Meters meters = new Meters();
    private final List<AuditEvent> noted = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private Api api;

    @BeforeEach
    void open() throws Exception {
        Path file = directory.resolve("admin_token");
        Files.writeString(file, "alice: " + Requests.TOKEN);
        List<Route> routes = List.of(
                Route.get("/api/v1/things/{id}", "get_thing", List.of("limit", "flag", "text"), Done.class, input -> {
                    String what = input.path("id") + " " + input.whole("limit", 1, 10, 5) + " " + input.flag("flag")
                            + " " + input.text("text");
                    return () -> done(what);
                }),
                Route.change("POST", "/api/v1/things/{id}/change", "change_thing",
                        List.of("name", "on", "size", "list"),
                        Done.class, input -> {
                            String what = input.bodyText("name") + " " + input.bodyFlag("on") + " "
                                    + input.bodyNumber("size") + " " + input.bodyTexts("list");
                            return () -> done(what);
                        }),
                Route.change("DELETE", "/api/v1/things/{id}", "remove_thing", List.of(), Done.class,
                        _ -> () -> {
                            throw ApiFailure.conflict("thing: in use (expected: one that is not)");
                        }),
                Route.change("POST", "/api/v1/break", "break", List.of(), Done.class, _ -> () -> {
                    throw new IllegalStateException("a secret of ours");
                }));
        api = new Api(Set.of(), AdminTokens.open(file),
                Map.of("/", new ApiAnswer(200, "text/html", "page", Map.of())), routes, noted::add, meters,
                clock::get);
    }

    @AfterEach
    void close() {
        meters.close();
    }

    private Done done(String what) {
        done.add(what);
        return new Done("t", what, "");
    }

    private static JsonObject json(ApiAnswer answer) {
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    private void assertRefused(ApiRequest request, int status, String reason) {
        ApiAnswer answer = api.answer(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(done).isEmpty();
        assertThat(noted).last().isInstanceOfSatisfying(AuditEvent.Refusal.class, refusal -> {
            assertThat(refusal.at()).isEqualTo("administration");
            assertThat(refusal.reason()).isEqualTo(reason);
        });
        assertThat(meters.scrape("text/plain"))
                .contains("fairlead_admin_calls_total{operation=\"none\",result=\"" + reason + "\"}");
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        ApiRequest good = get("/api/v1/things/a");
        assertRefused(without(good, "authorization"), 401, "no_token");
        for (String wrong : List.of("Bearer", "Bearer ", "Basic " + Requests.TOKEN, Requests.TOKEN,
                "Bearer x" + Requests.TOKEN, "Bearer " + Requests.TOKEN + "x", "Bearer " + Requests.TOKEN + ", x",
                "Bearer " + Requests.TOKEN.substring(1))) {
            assertThat(api.answer(with(good, "authorization", wrong)).status()).isIn(401);
        }
        assertThat(done).isEmpty();
        assertThat(api.answer(good).status()).isEqualTo(200);
        assertThat(api.answer(with(good, "authorization", "bearer  " + Requests.TOKEN)).status()).isEqualTo(200);
        assertThat(api.answer(without(good, "authorization")).headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"fairlead\"");
    }

    @Test
    void aTokenInQueryBodyOrCookieCountsNothing() {
        ApiRequest none = without(get("/api/v1/things/a?token=" + Requests.TOKEN), "authorization");
        assertThat(api.answer(none).status()).isEqualTo(401);
        assertThat(api.answer(with(none, "cookie", "token=" + Requests.TOKEN)).status()).isEqualTo(401);
    }

    @Test
    void whoHasNoTokenDoesNotLearnWhatThereIs() {
        ApiAnswer there = api.answer(without(get("/api/v1/things/a"), "authorization"));
        ApiAnswer notThere = api.answer(without(get("/api/v1/nothing"), "authorization"));
        assertThat(there).isEqualTo(notThere);
    }

    @Test
    void refusesOtherNamesAndOtherSitesBeforeItLooksAtTheToken() {
        ApiRequest good = get("/api/v1/things/a");
        assertRefused(with(good, "host", "attacker.example"), 403, "wrong_host");
        assertRefused(with(good, "origin", "http://attacker.example"), 403, "wrong_origin");
        assertRefused(with(good, "sec-fetch-site", "cross-site"), 403, "wrong_origin");
        assertRefused(with(get("/"), "host", "attacker.example"), 403, "wrong_host");
        assertThat(api.answer(with(good, "origin", "http://127.0.0.1:21122")).status()).isEqualTo(200);
    }

    @Test
    void aLinkToThePageWorksAndNeedsNoToken() {
        assertThat(api.answer(with(without(get("/"), "authorization"), "sec-fetch-site", "cross-site")).text())
                .isEqualTo("page");
        assertThat(api.answer(call("POST", "/", "")).status()).isEqualTo(405);
    }

    @Test
    void anAddressWithManyWrongTokensIsNotListenedToForAWhile() {
        ApiRequest wrong = with(get("/api/v1/things/a"), "authorization", "Bearer " + "x".repeat(40));
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(api.answer(wrong).status()).isEqualTo(401);
        }
        assertRefused(get("/api/v1/things/a"), 429, "too_many_wrong_tokens");
        assertThat(api.answer(wrong).headers()).containsEntry("Retry-After", "60");
        assertThat(api.answer(from(get("/api/v1/things/a"), "192.0.2.1")).status()).isEqualTo(200);
        clock.addAndGet(WrongTokens.WINDOW_NANOS);
        assertThat(api.answer(get("/api/v1/things/a")).status()).isEqualTo(200);
    }

    @Test
    void aMissingTokenIsNoGuess() {
        for (int i = 0; i < 2 * WrongTokens.MOST; i++) {
            api.answer(without(get("/api/v1/things/a"), "authorization"));
        }
        assertThat(api.answer(get("/api/v1/things/a")).status()).isEqualTo(200);
    }

    @Test
    void readsPathAndQuery() {
        assertThat(json(api.answer(get("/api/v1/things/a%2Fb%20c+d?limit=7&flag=true&text=x%26y+z"))).get("outcome")
                .getAsString()).isEqualTo("a/b c+d 7 true x&y z");
        assertThat(json(api.answer(get("/api/v1/things/a"))).get("outcome").getAsString()).isEqualTo("a 5 false ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?limit=0", "a?limit=11", "a?limit=x", "a?limit=", "a?limit=1&limit=1", "a?flag=yes",
            "a?other=1", "a?limit=%zz", "%00", "%0a", "a?text=%00", "", "%", "a?%"})
    void whatIsNotUnderstoodIsNamedAndRefused(String path) {
        ApiAnswer answer = api.answer(get("/api/v1/things/" + path));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).get("error").getAsString()).isEqualTo("bad_value");
        assertThat(json(answer).get("message").getAsString()).contains("(expected: ");
        assertThat(done).isEmpty();
    }

    @Test
    void readsABody() {
        ApiAnswer answer = api.answer(call("POST", "/api/v1/things/a/change",
                "{\"name\":\"n\",\"on\":true,\"size\":1.5,\"list\":[\"x\",\"y\"]}"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(done).containsExactly("Optional[n] Optional[true] Optional[1.5] Optional[[x, y]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "1", "null", "{}{}", "{} x", "{\"other\":1}", "{\"name\":1}",
            "{\"on\":\"true\"}",
            "{\"size\":\"1\"}", "{\"size\":NaN}", "{\"list\":[1]}", "{\"list\":\"x\"}", "{'name':'n'}", "{name:\"n\"}",
            "{\"name\":\"n\",}", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":null}", "{\"name\":\"n\"/**/}",
            "{\"list\":[\"\"]}", "{\"name\":{}}", "{\"name\":\"\\u12\"}"})
    void aBodyThatIsNotUnderstoodIsRefused(String body) {
        ApiAnswer answer = api.answer(call("POST", "/api/v1/things/a/change", body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).get("message").getAsString()).contains("(expected: ");
        assertThat(done).isEmpty();
    }

    @Test
    void aBodyOfBrokenUtf8OrGreatDepthIsRefused() {
        ApiRequest good = call("POST", "/api/v1/things/a/change", "{}");
        byte[] broken = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'};
        assertThat(api.answer(new ApiRequest(good.method(), good.path(), "", good.headers(),
                OpaqueBytes.copyOf(broken), good.from()))
                .status()).isEqualTo(400);
        String deep = "{\"list\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(api.answer(call("POST", "/api/v1/things/a/change", deep)).status()).isEqualTo(400);
        assertThat(done).isEmpty();
    }

    @Test
    void aBodyMustBeJsonAndWanted() {
        ApiRequest good = call("POST", "/api/v1/things/a/change", "{}");
        assertThat(api.answer(with(good, "content-type", "text/plain")).status()).isEqualTo(415);
        assertThat(api.answer(without(good, "content-type")).status()).isEqualTo(415);
        assertThat(api.answer(with(good, "content-type", "application/json; charset=UTF-8")).status()).isEqualTo(200);
        assertThat(api.answer(call("DELETE", "/api/v1/things/a", "{}")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/v1/nothing, 404", "GET, /, 200", "GET, /api/v1/things, 404", "GET, /api/v1/things/a/b, 404",
            "PUT, /api/v1/things/a, 405", "OPTIONS, /api/v1/things/a, 405", "TRACE, /api/v1/things/a, 405",
            "HEAD, /api/v1/things/a, 200", "get, /api/v1/things/a, 405", "DELETE, /api/v1/things/a, 409",
            "GET, /api/v1/things/../things/a, 404", "GET, //api/v1/things/a, 404", "GET, /api/v1/things/a/, 404"})
    void tellsWhatIsThereAndHowItIsCalled(String method, String path, int status) {
        assertThat(api.answer(call(method, path, "")).status()).isEqualTo(status);
    }

    @Test
    void aMethodThatIsNotThereIsToldTheOthers() {
        assertThat(api.answer(call("PUT", "/api/v1/things/a", "")).headers()).containsEntry("Allow", "DELETE, GET");
    }

    @Test
    void aFailureOfOursTellsNothingOfItself() {
        ApiAnswer answer = api.answer(call("POST", "/api/v1/break", ""));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Illegal");
    }

    @Test
    void everyCallIsNotedWithWhoMadeItAndWithoutTheToken() {
        api.answer(get("/api/v1/things/a?limit=7"));
        api.answer(call("POST", "/api/v1/things/a/change", "{\"name\":\"n\"}"));
        api.answer(call("DELETE", "/api/v1/things/a", ""));
        api.answer(get("/api/v1/nothing"));
        assertThat(noted).containsExactly(
                new AuditEvent.Administration("alice", get("/").from(), "get_thing", "/api/v1/things/a", "limit=7", 200,
                        "ok"),
                new AuditEvent.Administration("alice", get("/").from(), "change_thing", "/api/v1/things/a/change",
                        "{'name':'n'}", 200, "ok"),
                new AuditEvent.Administration("alice", get("/").from(), "remove_thing", "/api/v1/things/a", "", 409,
                        "conflict"),
                new AuditEvent.Administration("alice", get("/").from(), "none", "/api/v1/nothing", "", 404,
                        "not_found"));
        assertThat(noted.toString()).doesNotContain(Requests.TOKEN);
        assertThat(meters.scrape("text/plain"))
                .contains("fairlead_admin_calls_total{operation=\"get_thing\",result=\"ok\"} 1.0")
                .contains("fairlead_admin_calls_total{operation=\"remove_thing\",result=\"failed\"} 1.0");
    }

    @Test
    void whatIsNoCallIsNotedToo() {
        ApiAnswer answer = api.malformed(get("/"), 413, "body: too long (expected: less)");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(noted).singleElement().isInstanceOf(AuditEvent.Refusal.class);
    }
}
