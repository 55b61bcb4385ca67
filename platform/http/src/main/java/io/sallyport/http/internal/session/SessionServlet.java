package io.sallyport.http.internal.session;

import io.sallyport.audit.Actor;
import io.sallyport.http.internal.area.AddressPlaces;
import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.JsonBody;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.http.internal.area.SameOrigin;
import io.sallyport.http.internal.area.SessionCookie;
import io.sallyport.identity.Session;
import io.sallyport.identity.SessionResult;
import io.sallyport.identity.Sessions;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** People log in, see as whom they are logged in, and log out. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/session")
public final class SessionServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  private static final String AREA = "/api/session";
  /** Passwords that are checked or wait for it at once: each takes a thread for a quarter of a second or more. */
  private static final int AT_ONCE = 4;
  /** Logins whose bodies are awaited at once: nobody is known yet, and each holds a thread for as long as it is written. */
  private static final int AWAITED = 16;
  private static final String NONE = "SP-IDENTITY-0020";
  private static final Map<String, Integer> STATUSES = Map.of("SP-IDENTITY-0001", 401, "SP-IDENTITY-0002", 429);
  private static final int SECONDS = 30;

  private final transient Door door;
  private final transient Sessions sessions;
  private final transient AddressPlaces free = new AddressPlaces(AT_ONCE);
  private final transient AddressPlaces awaited = new AddressPlaces(AWAITED);

  @Activate
  public SessionServlet(@Reference Door door, @Reference Sessions sessions, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super(AREA, figures, refusals);
    this.door = door;
    this.sessions = sessions;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, List.of("GET", "POST", "DELETE"));
    switch (request.getMethod()) {
      case "POST" -> begin(request, response);
      case "DELETE" -> end(request, response);
      default -> json(response, document(door.session(request)));
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SameOrigin.forbidOthers(request);
    JsonBody body = read(request);
    char[] password = body.text("password").toCharArray();
    try {
      String user = body.text("user");
      SessionResult result = within(free, request, () -> sessions.begin(user, password, Door.source(request)));
      if (result instanceof SessionResult.Refused refused) {
        throw refusal(refused.refusal());
      }
      SessionResult.Begun begun = (SessionResult.Begun) result;
      door.former(request).ifPresent(session -> end(session, begun.session().actor()));
      SessionCookie.give(request, response, begun.secret());
      response.setStatus(HttpServletResponse.SC_CREATED);
      json(response, document(begun.session()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private JsonBody read(HttpServletRequest request) throws IOException {
    return within(awaited, request, () -> JsonBody.read(request, Set.of("user", "password")));
  }

  /** What is done in a place, while there is one. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T within(AddressPlaces places, HttpServletRequest request, Work<T> work) throws IOException {
    try (AddressPlaces.Place held = places.enter(request).orElseThrow(SessionServlet::busy)) {
      return work.run();
    }
  }

  private static HttpRefusal busy() {
    return HttpRefusal.of(503, "SP-HTTP-0033", "as many logins as may be are under way, in all or from one address", AREA, "try again in a moment").retryAfter(1);
  }

  /** One that somebody else ends at the same time has ended. */
  private void end(Session session, Actor by) {
    try {
      sessions.end(session.id(), by);
    } catch (RefusedException e) {
      if (!e.refusal().code().equals(NONE)) {
        throw e;
      }
    }
  }

  private static HttpRefusal refusal(Refusal why) {
    int status = STATUSES.getOrDefault(why.code(), HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    HttpRefusal refusal = HttpRefusal.of(status, why);
    return status == HttpServletResponse.SC_UNAUTHORIZED ? refusal : refusal.retryAfter(SECONDS);
  }

  private void end(HttpServletRequest request, HttpServletResponse response) {
    Session session = door.session(request);
    end(session, session.actor());
    SessionCookie.take(request, response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static Map<String, Object> document(Session session) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", session.id());
    json.put("user", session.user().id());
    json.put("name", session.user().name());
    json.put("roles", List.copyOf(session.user().roles()));
    json.put("acts_as", session.user().mainRole());
    json.put("source", session.source());
    json.put("begun", session.begun().toString());
    json.put("ends_unless_used", session.idleEnd().toString());
    json.put("ends", session.end().toString());
    return json;
  }
}
