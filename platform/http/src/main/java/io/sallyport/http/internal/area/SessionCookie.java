package io.sallyport.http.internal.area;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie of a session. Scripts cannot read it, other sites cannot have it sent, it dies with the browser; under TLS its name makes the browser
 * keep it to this host ({@code __Host-}).
 */
public final class SessionCookie {
  private static final String PLAIN = "sallyport";
  private static final String SECURE = "__Host-sallyport";

  private SessionCookie() {}

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? SECURE : PLAIN;
  }

  /** The secret that is shown; empty without one, and with two: somebody else put one of them there. */
  static Optional<String> of(HttpServletRequest request) {
    if (request.getHeader("Cookie") == null || request.getCookies() == null) {
      return Optional.empty();
    }
    String name = name(request);
    List<String> shown = Arrays.stream(request.getCookies()).filter(cookie -> cookie.getName().equals(name)).map(Cookie::getValue).toList();
    return shown.size() == 1 ? Optional.of(shown.get(0)) : Optional.empty();
  }

  public static void give(HttpServletRequest request, HttpServletResponse response, String secret) {
    response.setHeader("Set-Cookie", name(request) + "=" + secret + attributes(request));
  }

  public static void take(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Set-Cookie", name(request) + "=" + attributes(request) + "; Max-Age=0");
  }

  private static String attributes(HttpServletRequest request) {
    return "; Path=/; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : "");
  }
}
