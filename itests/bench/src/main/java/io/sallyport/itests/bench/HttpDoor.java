package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where an appliance takes HTTP, and a token for it.
 *
 * @param token a secret: never printed
 */
record HttpDoor(int port, String token) {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Waits until it is open. */
  static HttpDoor of(Appliance appliance) {
    Path file = appliance.data().resolve("run/http.port");
    Await.until("the appliance says where it takes HTTP", SOON, () -> !text(file).isEmpty());
    String token = appliance.console(User.ADA).run("identity:token-create --json --role operator bench").json().string("token");
    return new HttpDoor(Integer.parseInt(text(file)), token);
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
