package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The appliance over HTTP, as a program sees it that may have a token. Thread-safe. */
public final class Http {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(SOON).build();
  private final int port;
  private final Optional<String> token;

  private Http(int port, Optional<String> token) {
    this.port = port;
    this.token = token;
  }

  /** Waits until it answers. */
  public static Http of(Appliance appliance) {
    Path file = appliance.data().resolve("run/http.port");
    return Await.value(() -> "the appliance answers over HTTP\n" + appliance.logTail(), SOON, () -> {
      Optional<Http> http = port(file).map(number -> new Http(number, Optional.empty()));
      return http.filter(Http::isLive);
    });
  }

  private static Optional<Integer> port(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isLive() {
    try {
      return client.send(request("/v2/health/live").build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes a token at the console; the same program with it. */
  public Http with(Appliance appliance, String name, String role) {
    return with(appliance.console(User.ADA).run("identity:token-create --json --role " + role + " " + name).json().string("token"));
  }

  public Http with(String secret) {
    return new Http(port, Optional.of(secret));
  }

  public int port() {
    return port;
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(SOON);
    token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
    return builder;
  }

  public HttpResponse<String> get(String path) {
    return text(request(path));
  }

  public HttpResponse<String> post(String path, String body) {
    return text(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> text(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
