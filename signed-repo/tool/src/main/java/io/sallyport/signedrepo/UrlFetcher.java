package io.sallyport.signedrepo;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Fetcher;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a repository under a {@code file:}, {@code http:} or {@code https:} address that the user named. Redirects are not followed: what the
 * user named is what is asked. Thread-safe.
 */
public final class UrlFetcher implements Fetcher {
  private static final Set<Integer> ABSENT = Set.of(403, 404);
  private final URI base;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param base the folder; a missing slash at its end is added
   * @param patience longest time for one file, from the connection to the last byte
   * @throws RefusedException SP-TOOL-0021 for an address of another kind
   */
  public UrlFetcher(URI base, Duration patience) {
    if (!Set.of("file", "http", "https").contains(String.valueOf(base.getScheme()))) {
      throw ToolRefusals.refuse("SP-TOOL-0021", "the address is none of file:, http: and https:", base, "check the address");
    }
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    this.patience = patience;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).connectTimeout(patience).build();
  }

  /** @throws RefusedException SP-TOOL-0021 for an answer that is neither a file nor "not found", SP-TRUST-0021 for a longer one */
  @Override
  public Optional<byte[]> fetch(String relativePath, long maxLength) {
    return local() ? new DirectoryFetcher(Path.of(base)).fetch(relativePath, maxLength) : get(URI.create(base + relativePath), maxLength);
  }

  /** As {@link #fetch} for the path of a target, in which nothing is percent-encoded. */
  public Optional<byte[]> fetchTarget(String path, long maxLength) {
    try {
      return fetch(local() ? path : new URI(null, null, "/" + path, null).toASCIIString().substring(1), maxLength);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path alone is always a URI", e);
    }
  }

  private boolean local() {
    return base.getScheme().equals("file");
  }

  private Optional<byte[]> get(URI address, long maxLength) {
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(HttpRequest.newBuilder(address).build(), head -> new LimitedBody(address, head.statusCode() == 200 ? maxLength : 1 << 16));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (ABSENT.contains(response.statusCode())) {
        return Optional.empty();
      }
      if (response.statusCode() != 200) {
        throw ToolRefusals.refuse("SP-TOOL-0021", "the server answered " + response.statusCode(), address, "check the address");
      }
      return Optional.of(response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw ToolRefusals.refuse("SP-TOOL-0021", "no whole answer within " + patience.toSeconds() + " s", address, "try again, or give more time with --timeout");
    } catch (ExecutionException e) {
      throw cause(e.getCause(), address);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw ToolRefusals.io(e, address);
    }
  }

  private static RuntimeException cause(Throwable failure, URI address) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return refused;
      }
    }
    return ToolRefusals.io(failure instanceof IOException io ? io : new IOException(failure), address);
  }
}
