package io.sallyport.http.internal.area;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Every path that belongs to no area, refused in the same form as everything else; and {@code /} alone: what this is and where the interface begins,
 * to everybody, without any version. Thread-safe.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
public final class NowhereServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  private static final String JSON = "application/json";
  private static final List<String> TEXTS = List.of("text/plain", "text/*", "*/*");
  private static final Map<String, Object> DOCUMENT = document();
  private static final String TEXT = """
      Sallyport. Programs ask here; there is no page for people.
      /openapi.yaml  the contract, to everybody
      /v2            models, by the Open Inference Protocol; with a token
      /api           models, plans, alarms, pictures, sessions; with a token or a session
      /metrics       figures for Prometheus; with a token
      """;

  @Activate
  public NowhereServlet(@Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/", figures, refusals);
  }

  private static Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("service", "Sallyport");
    document.put("contract", "/openapi.yaml");
    document.put("inference", "/v2");
    document.put("management", "/api");
    document.put("metrics", "/metrics");
    return document;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getRequestURI().equals("/")) {
      throw notFound(request);
    }
    requireMethod(request, response, "GET");
    if (wantsJson(request)) {
      json(response, DOCUMENT);
    } else {
      text(response, "text/plain;charset=utf-8", TEXT);
    }
  }

  /** JSON is for who names it before any text that would do; everybody else can read text. */
  private static boolean wantsJson(HttpServletRequest request) {
    for (String range : Optional.ofNullable(request.getHeader("Accept")).orElse("").toLowerCase(Locale.ROOT).split(",")) {
      String type = range.split(";")[0].strip();
      if (type.equals(JSON) || TEXTS.contains(type)) {
        return type.equals(JSON);
      }
    }
    return false;
  }
}
