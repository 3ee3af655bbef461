package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;

/** An operator's script. */
public final class AdminCaller {

  private final Caller caller;

  /** At that gateway, with the token of {@link LiveSetup}. */
  public AdminCaller(URI gateway) {
    this.caller = new Caller(gateway, LiveSetup.ADMIN_TOKEN);
  }

  Customer customer(String credits) throws IOException, InterruptedException {
    String account = post(201, "/admin/v1/accounts", "{\"name\":\"test\"}").text("id");
    if (!credits.equals("0")) {
      topUp(account, credits);
    }
    return key(account, "{\"name\":\"test\"}");
  }

  void topUp(String account, String credits) throws IOException, InterruptedException {
    post(
        200,
        "/admin/v1/accounts/" + account + "/credits",
        "{\"credits\":%s,\"reference\":\"%s\"}".formatted(credits, UUID.randomUUID()));
  }

  /** Another key of that account, ordered by a JSON body. */
  public Customer key(String account, String order) throws IOException, InterruptedException {
    Answer issued = post(201, "/admin/v1/accounts/" + account + "/keys", order);
    return new Customer(account, issued.text("id"), issued.text("key"));
  }

  void revoke(String keyId) throws IOException, InterruptedException {
    assertThat(caller.send("DELETE", "/admin/v1/keys/" + keyId).statusCode()).isEqualTo(204);
  }

  /** Takes routes out of use or puts them back, as a JSON body says. */
  Answer enableRoutes(String order) throws IOException, InterruptedException {
    return post(200, "/admin/v1/routes", order);
  }

  Answer get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = caller.send("GET", path);
    assertThat(response.statusCode()).isEqualTo(200);
    return Answer.of(response.body());
  }

  private Answer post(int status, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response = caller.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Answer.of(response.body());
  }
}
