package io.sallyport.http.internal.area;

import io.sallyport.trust.Json;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one servlet of an area: answers, or refuses in the form of the Open Inference Protocol. Thread-safe. */
public abstract class AreaServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AreaServlet.class);
  private static final int MOST_DRAINED = 1 << 20;
  private static final int CHUNK = 16 << 10;
  private static final long LONGEST_DRAIN_NANOS = 2_000_000_000L;
  /** Bodies that are drained at once: each holds a thread, for somebody who has got their answer, and whom perhaps nobody knows. */
  private static final AddressPlaces DRAINS = new AddressPlaces(4);

  private final String area;
  private final transient HttpFigures figures;
  private final transient RefusalLog refusals;

  protected AreaServlet(String area, HttpFigures figures, RefusalLog refusals) {
    this.area = area;
    this.figures = figures;
    this.refusals = refusals;
  }

  /** Answers. @throws HttpRefusal if not */
  protected abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.getHeader("Transfer-Encoding") != null || request.getMethod().equals("CONNECT")) {
      response.setHeader("Connection", "close"); // where chunks end, and a tunnel begins, is read in more than one way: what follows here is nobody's request
    }
    try {
      if (request.getRequestURI().indexOf(';') >= 0) {
        throw notFound(request); // a parameter of a path means nothing here, and others may read such a path differently
      }
      answer(request, response);
    } catch (HttpRefusal e) {
      refuse(request, response, e);
    } catch (RefusedException e) {
      refuse(request, response, HttpRefusal.of(status(e.refusal()), e.refusal()));
    } catch (IOException e) {
      if (response.isCommitted() || !isSilence(e)) {
        throw e; // the client has gone: there is nobody to tell
      }
      refuse(request, response, HttpRefusal.of(408, "SP-HTTP-0026", "the body did not come: the client fell silent", "body", "send it in one go"));
    } catch (RuntimeException e) {
      LOG.error("{} {}", request.getMethod(), area, e);
      refuse(request, response, HttpRefusal.of(500, "SP-HTTP-0027", "an unexpected failure", area, "see the log of the appliance; report it as a defect"));
    } finally {
      figures.answered(area, response.getStatus());
    }
  }

  /** Whether the connection's idle limit ended the wait for more of the body. */
  private static boolean isSilence(Throwable e) {
    return e instanceof TimeoutException || e.getCause() != null && isSilence(e.getCause());
  }

  /** The status of a refusal that a service of the platform gives. */
  protected int status(Refusal refusal) {
    return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, HttpRefusal why) throws IOException {
    refusals.refused(Door.caller(request), area, Door.source(request), why);
    if (response.isCommitted()) {
      throw new IOException(why.getMessage()); // closes the connection: the client must not take half an answer for a whole one
    }
    response.resetBuffer();
    response.setStatus(why.status());
    why.retrySeconds().ifPresent(seconds -> response.setIntHeader("Retry-After", seconds));
    if (why.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"sallyport\"");
    }
    if (isBodyLeft(request)) {
      response.setHeader("Connection", "close"); // said, so that the client does not send its next request into a connection that ends
    }
    json(response, Map.of("error", why.getMessage()));
    if (why.status() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
      response.flushBuffer();
      drain(request);
    }
  }

  private static boolean isBodyLeft(HttpServletRequest request) throws IOException {
    boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    return body && (request.getHeader("Expect") != null || !request.getInputStream().isFinished()); // to ask for the stream would give the leave to write
  }

  /** Takes the rest of a body that is too large, up to bounds: a client that is still writing would find its connection broken instead of the answer. */
  private static void drain(HttpServletRequest request) {
    if (request.getHeader("Expect") != null) {
      return; // waits for leave to write, and does not get it
    }
    DRAINS.enter(request).ifPresent(place -> drain(request, place));
  }

  private static void drain(HttpServletRequest request, AddressPlaces.Place held) {
    try (held) {
      ServletInputStream in = request.getInputStream();
      byte[] chunk = new byte[CHUNK];
      long begin = System.nanoTime();
      int drained = 0;
      for (int read = 0; read >= 0 && drained < MOST_DRAINED && System.nanoTime() - begin < LONGEST_DRAIN_NANOS; read = in.read(chunk)) {
        drained += read;
      }
    } catch (IOException e) {
      LOG.debug("the rest of a body is lost", e);
    }
  }

  /** A JSON document, compact. */
  protected static void json(HttpServletResponse response, Object document) throws IOException {
    send(response, "application/json", Json.write(document));
  }

  protected static void text(HttpServletResponse response, String type, String text) throws IOException {
    send(response, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpServletResponse response, String type, byte[] bytes) throws IOException {
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** @throws HttpRefusal 405 unless the request has that method; HEAD passes for GET */
  protected static void requireMethod(HttpServletRequest request, HttpServletResponse response, String method) {
    requireMethod(request, response, List.of(method));
  }

  /** @throws HttpRefusal 405 unless the request has one of those methods; HEAD passes for GET */
  protected static void requireMethod(HttpServletRequest request, HttpServletResponse response, List<String> methods) {
    String method = request.getMethod();
    if (!methods.contains(method) && !(method.equals("HEAD") && methods.contains("GET"))) {
      response.setHeader("Allow", String.join(", ", methods).replace("GET", "GET, HEAD"));
      throw HttpRefusal.of(405, "SP-HTTP-0012", "the method " + method(request) + " is not allowed here", shownPath(request), "use " + String.join(" or ", methods));
    }
  }

  private static String method(HttpServletRequest request) {
    return request.getMethod().matches("[A-Z]{1,16}") ? request.getMethod() : "?";
  }

  /** The refusal of a path that leads nowhere. */
  protected static HttpRefusal notFound(HttpServletRequest request) {
    return HttpRefusal.of(404, "SP-HTTP-0011", "there is nothing at this path", shownPath(request), "see openapi.yaml");
  }

  /** The parts of the path behind the area's own; none for the area itself. */
  protected static List<String> path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null || path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static String shownPath(HttpServletRequest request) {
    String path = request.getRequestURI().replaceAll("[^A-Za-z0-9._/-]", "?");
    return path.length() > 200 ? path.substring(0, 200) : path;
  }
}
