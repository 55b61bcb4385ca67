package io.sallyport.signedrepo;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Fetcher;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads a repository under a {@code file:}, {@code http:} or {@code https:} address that the user named. Thread-safe. */
public final class UrlFetcher implements Fetcher {
  private final URI base;

  public UrlFetcher(URI base) {
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  @Override
  public Optional<byte[]> fetch(String relativePath, long maxLength) {
    if ("file".equals(base.getScheme())) {
      return new DirectoryFetcher(Path.of(base)).fetch(relativePath, maxLength);
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + relativePath.replace(" ", "%20"))).timeout(Duration.ofSeconds(60)).build();
    try {
      HttpResponse<InputStream> response = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() == 404 || response.statusCode() == 403) {
          return Optional.empty();
        }
        if (response.statusCode() != 200) {
          throw ToolRefusals.refuse("SP-TOOL-0021", "the server answered " + response.statusCode(), request.uri(), "check the address");
        }
        int limit = (int) Math.min(maxLength, Integer.MAX_VALUE - 16);
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw new RefusedException(new Refusal("SP-TRUST-0021", "the file is longer than " + limit + " bytes", request.uri().toString(), "do not use this copy"));
        }
        return Optional.of(bytes);
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, request.uri());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ToolRefusals.io(e, request.uri());
    }
  }
}
