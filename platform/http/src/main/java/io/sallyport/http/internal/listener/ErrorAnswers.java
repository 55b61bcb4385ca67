package io.sallyport.http.internal.listener;

import io.sallyport.http.internal.HttpRefusals;
import io.sallyport.trust.Json;
import io.sallyport.trust.Refusal;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what no servlet gets to see, such as a request that is not HTTP, in the form of all other refusals instead of Jetty's pages. It goes to
 * anybody, so it says nothing of what runs here. Thread-safe.
 */
final class ErrorAnswers implements Request.Handler {
  private static final int LONGEST_REASON = 80;

  /** Puts itself in the place of the server's and of its contexts' error pages. */
  static void replace(Server server) {
    ErrorAnswers answers = new ErrorAnswers();
    server.setErrorHandler(answers);
    server.getDescendants(ContextHandler.class).forEach(context -> context.setErrorHandler(answers));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<HttpException> cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known ? Optional.of(known) : Optional.empty();
    cause.ifPresent(known -> response.setStatus(known.getCode()));
    int status = response.getStatus();
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
      return true;
    }
    Refusal refusal = HttpRefusals.unanswered(status, cause.map(HttpException::getReason).or(() -> said(request)).map(ErrorAnswers::shown).orElse(""));
    byte[] body = Json.write(Map.of("error", refusal.message()));
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static Optional<String> said(Request request) {
    return request.getAttribute(ErrorHandler.ERROR_MESSAGE) instanceof String message ? Optional.of(message) : Optional.empty();
  }

  /** What the server says of a request may hold parts of it. */
  private static String shown(String reason) {
    String clean = reason.replaceAll("[^A-Za-z0-9 ._-]", "?");
    return clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) : clean;
  }
}
