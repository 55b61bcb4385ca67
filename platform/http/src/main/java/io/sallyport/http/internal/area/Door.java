package io.sallyport.http.internal.area;

import io.sallyport.identity.Roles;
import io.sallyport.identity.Session;
import io.sallyport.identity.Sessions;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets in who has a role that an area is open to: programs with a token, people with a session. Thread-safe. */
@Component(service = Door.class)
public final class Door {
  /** Everybody who has any role. */
  public static final Set<String> ANY = Set.copyOf(Roles.ALL);
  private static final String CALLER = Door.class.getName() + ".caller";
  private static final String SCHEME = "Bearer ";
  private static final String TOO_MANY = "SP-IDENTITY-0014";
  private static final int SECONDS = 60;

  private final Tokens tokens;
  private final Sessions sessions;

  @Activate
  public Door(@Reference Tokens tokens, @Reference Sessions sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * Who asks, remembered for the record of a refusal. A token is looked at if one is shown, else a cookie.
   *
   * @throws HttpRefusal 401 without a valid token or session, 429 after too many failures of tokens, 403 in another role or, with a session,
   *     from another origin
   */
  public Caller admit(HttpServletRequest request, Set<String> roles) {
    Caller caller = identified(request);
    request.setAttribute(CALLER, caller);
    if (!caller.hasOneOf(roles)) {
      throw HttpRefusal.of(403, "SP-HTTP-0010", "the role " + String.join(", ", caller.roles().stream().sorted().toList()) + " may not do this", caller.actor().user(),
          "ask in one of the roles " + String.join(", ", roles.stream().sorted().toList()));
    }
    return caller;
  }

  /**
   * As {@link #admit}, when a body has come and before anything is done for it: it may have been long in coming, and who sends it may have
   * lost their access meanwhile.
   */
  public Caller admitAgain(HttpServletRequest request, Set<String> roles) {
    return admit(request, roles);
  }

  /** The session of a person, whatever their roles. @throws HttpRefusal 401, 403 as {@link #admit} */
  public Session session(HttpServletRequest request) {
    SameOrigin.require(request); // first: another origin must not keep a session from going idle
    Session session = SessionCookie.of(request).flatMap(sessions::resume).orElseThrow(() -> HttpRefusal.of(401, "SP-IDENTITY-0022", "there is no session, or it has ended", "cookie",
        "log in at /api/session"));
    request.setAttribute(CALLER, Caller.of(session));
    return session;
  }

  /** A session that the browser shows without asking for anything with it. */
  public Optional<Session> former(HttpServletRequest request) {
    return SessionCookie.of(request).flatMap(sessions::resume);
  }

  private Caller identified(HttpServletRequest request) {
    if (request.getHeader("Authorization") == null && SessionCookie.of(request).isPresent()) {
      return Caller.of(session(request));
    }
    TokenResult result = tokens.authenticate(shown(request), source(request));
    if (result instanceof TokenResult.Refused no) {
      throw refused(no.refusal());
    }
    return Caller.of(((TokenResult.Accepted) result).token());
  }

  /** Who was let in with this request, if anybody was. */
  static Optional<Caller> caller(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(CALLER));
  }

  private static HttpRefusal refused(Refusal refusal) {
    return refusal.code().equals(TOO_MANY) ? HttpRefusal.of(429, refusal).retryAfter(SECONDS) : HttpRefusal.of(401, refusal);
  }

  private static String shown(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()).strip() : "";
  }

  /** As recorded: where the request came from. */
  public static String source(HttpServletRequest request) {
    return "http:" + request.getRemoteAddr();
  }
}
