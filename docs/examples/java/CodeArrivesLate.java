// A verification code to a phone that is off, by the v5 API, with nothing but the JDK: `java CodeArrivesLate.java`, assertions on (-ea).
// The network is where FAKECARRIER_URL says, served with --speed paused.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

public class CodeArrivesLate {
    static final String NETWORK = Optional.ofNullable(System.getenv("FAKECARRIER_URL")).orElse("http://127.0.0.1:8080");
    static final String APP = "1400000001", KEY = "5f03a35d00ee52a21327ab048186a2c4", PHONE = "13900000003";
    static final HttpClient http = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        ask("PUT", "/sim/handsets/" + PHONE, "{\"condition\": \"off\"}");
        assert send("4321").contains("\"result\":0");

        pass(3600);
        assert !inbox().contains("4321");

        ask("PUT", "/sim/handsets/" + PHONE, "{\"condition\": \"on\"}");
        pass(60);
        assert inbox().contains("您的验证码为4321，5分钟内有效。");
        System.out.println("shown an hour later");
    }

    // Your program, in place of this.
    static String send(String code) throws Exception {
        long now = Instant.now().getEpochSecond(), random = 7226249334L;
        String covered = "appkey=%s&random=%d&time=%d&mobile=%s".formatted(KEY, random, now, PHONE);
        String sig = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(covered.getBytes(UTF_8)));
        String body = """
            {"tel": {"nationcode": "86", "mobile": "%s"}, "tpl_id": 1001, "params": ["%s", "5"], "sig": "%s", "time": %d}"""
            .formatted(PHONE, code, sig, now);
        return ask("POST", "/v5/tlssmssvr/sendsms?sdkappid=" + APP + "&random=" + random, body);
    }

    static void pass(int seconds) throws Exception {
        ask("POST", "/sim/clock/pass", "{\"seconds\": " + seconds + "}");
    }

    static String inbox() throws Exception {
        return ask("GET", "/sim/handsets/" + PHONE, "");
    }

    static String ask(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(NETWORK + path)).method(method, BodyPublishers.ofString(body)).build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new AssertionError(method + " " + path + ": " + answer.body());
        return answer.body();
    }
}
