package io.sallyport.http.internal.area;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps pages of other origins from using a person's session (ADR 0032). A site is not an origin: what listens at another port of this machine
 * is the same site, and gets the cookie.
 */
public final class SameOrigin {
  /** What a program or page adds to a request that changes something: a form cannot, and a script elsewhere would have to ask first. */
  public static final String HEADER = "Sallyport-Request";
  /** By what a browser on this machine calls it. A name of somebody else's may lead here as well: then their page is of the "same origin". */
  private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private SameOrigin() {}

  /** @throws HttpRefusal 403 if the browser says that another origin asks */
  public static void forbidOthers(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean typed = "none".equals(site) && READING.contains(request.getMethod());
    String origin = request.getHeader("Origin");
    boolean page = site != null || origin != null;
    if (site != null && !site.equals("same-origin") && !typed || origin != null && !origin.equals(own(request)) || page && !isKnown(request)) {
      throw HttpRefusal.of(403, "SP-HTTP-0029", "the request comes from a page of another origin", "Origin, Sec-Fetch-Site", "ask from a page of this appliance, or with a token");
    }
  }

  /** As {@link #forbidOthers}; what changes something must also say where it comes from, and have the header. @throws HttpRefusal 403 */
  static void require(HttpServletRequest request) {
    forbidOthers(request);
    if (READING.contains(request.getMethod())) {
      return;
    }
    if (request.getHeader("Sec-Fetch-Site") == null && request.getHeader("Origin") == null) {
      throw HttpRefusal.of(403, "SP-HTTP-0029", "the request does not say which origin it comes from", "Origin, Sec-Fetch-Site", "add Origin, or ask with a token");
    }
    if (request.getHeader(HEADER) == null) {
      throw HttpRefusal.of(403, "SP-HTTP-0030", "a request that changes something with a session needs a header", HEADER, "add " + HEADER + ": 1, or ask with a token");
    }
  }

  /** Under TLS the certificate says so; without, only browsers of this machine come. */
  private static boolean isKnown(HttpServletRequest request) {
    return request.isSecure() || THIS_MACHINE.matcher(String.valueOf(request.getHeader("Host"))).matches();
  }

  private static String own(HttpServletRequest request) {
    return request.getScheme() + "://" + request.getHeader("Host");
  }
}
