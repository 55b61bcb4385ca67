package io.sallyport.http.internal.area;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A small JSON document sent with a request that changes something. Immutable. */
public final class JsonBody {
  private static final int LARGEST = 16 << 10;
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final JsonObject json;

  private JsonBody(JsonObject json) {
    this.json = json;
  }

  /**
   * Reads it whole.
   *
   * @param members that it may have
   * @throws HttpRefusal 400, 408, 413, 415
   */
  public static JsonBody read(HttpServletRequest request, Set<String> members) throws IOException {
    String type = String.valueOf(request.getContentType()).split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("application/json") || request.getHeader("Content-Encoding") != null) {
      throw HttpRefusal.of(415, "SP-HTTP-0031", "the body is no JSON document as it is", "Content-Type", "send application/json");
    }
    JsonObject json;
    try {
      json = Json.parseObject(bytes(request), "body", Limits.bytes(LARGEST));
    } catch (RefusedException e) {
      throw malformed("the body is no JSON object: " + e.refusal().what(), "body");
    }
    json.map().keySet().stream().filter(name -> !members.contains(name)).findFirst().ifPresent(name -> {
      throw malformed("there is no member " + name.replaceAll("[^A-Za-z0-9_]", "?") + " here", "body"); // passed over, a misspelt limit would be none
    });
    return new JsonBody(json);
  }

  private static byte[] bytes(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > LARGEST) {
      throw tooLarge();
    }
    ServletInputStream in = request.getInputStream();
    long begin = System.nanoTime();
    byte[] bytes = new byte[LARGEST + 1];
    int length = 0;
    for (int read = 0; read >= 0 && length <= LARGEST; read = in.read(bytes, length, bytes.length - length)) {
      length += read;
      if (System.nanoTime() - begin > LONGEST_NANOS) {
        throw HttpRefusal.of(408, "SP-HTTP-0026", "the body did not come within " + LONGEST_NANOS / 1_000_000_000L + " s", "body", "send it faster");
      }
    }
    if (length > LARGEST) {
      throw tooLarge();
    }
    if (request.getContentLengthLong() > length) {
      throw HttpRefusal.of(400, "SP-HTTP-0025", "the body ends too early", "Content-Length", "send it whole");
    }
    return Arrays.copyOf(bytes, length);
  }

  /** @throws HttpRefusal 400 without it */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> malformed("the member " + name + " is missing", "body"));
  }

  public Optional<String> optionalText(String name) {
    return json.has(name) ? Optional.of(typed(name, json::string)) : Optional.empty();
  }

  /** @throws HttpRefusal 400 without it */
  public long whole(String name) {
    return optionalWhole(name).orElseThrow(() -> malformed("the member " + name + " is missing", "body"));
  }

  public Optional<Long> optionalWhole(String name) {
    return json.has(name) ? Optional.of(typed(name, json::integer)) : Optional.empty();
  }

  /** Empty without it. */
  public Set<String> texts(String name) {
    return json.has(name) ? Set.copyOf(new TreeSet<>(typed(name, json::strings))) : Set.of();
  }

  private static <T> T typed(String name, Function<String, T> read) {
    try {
      return read.apply(name);
    } catch (RefusedException | IllegalArgumentException e) {
      throw malformed("the member " + name + " is of another type", "body");
    }
  }

  private static HttpRefusal malformed(String what, String where) {
    return HttpRefusal.of(400, "SP-HTTP-0032", what, where, "see openapi.yaml");
  }

  private static HttpRefusal tooLarge() {
    return HttpRefusal.of(413, "SP-HTTP-0013", "the body exceeds " + LARGEST + " bytes", "body", "send less");
  }
}
