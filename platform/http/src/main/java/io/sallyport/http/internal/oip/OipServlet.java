package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.http.internal.HttpSettings;
import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.identity.Roles;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Open Inference Protocol, version 2. Whether the server lives and is ready is told to everybody, the rest to tokens. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/v2/*")
public final class OipServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> INFER = Set.of(Roles.OPERATOR, Roles.INTEGRATOR, Roles.ADMIN);

  private final transient BuildInfo build;
  private final transient Door door;
  private final transient Models models;
  private final transient Readiness readiness;
  private final transient Inference inference;

  @Activate
  public OipServlet(@Reference BuildInfo build, @Reference HttpSettings settings, @Reference Door door, @Reference Models models, @Reference Readiness readiness,
      @Reference WorkPlaces places, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/v2", figures, refusals);
    this.build = build;
    this.door = door;
    this.models = models;
    this.readiness = readiness;
    this.inference = new Inference(models, places, settings.largestBody());
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> path = path(request);
    switch (path.isEmpty() ? "" : path.get(0)) {
      case "" -> {
        requireMethod(request, response, "GET");
        door.admit(request, Door.ANY);
        json(response, Metadata.server(build));
      }
      case "health" -> health(path, request, response);
      case "models" -> model(path, request, response);
      default -> throw notFound(request);
    }
  }

  private void health(List<String> path, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    if (path.equals(List.of("health", "live"))) {
      json(response, Map.of("live", true));
    } else if (path.equals(List.of("health", "ready"))) {
      boolean ready = readiness.isReady();
      ready(response, ready, Metadata.serverReady(ready));
    } else {
      throw notFound(request);
    }
  }

  /** {@code models/NAME[/versions/VERSION][/ready|/infer]}. */
  private void model(List<String> path, HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean versioned = path.size() >= 4 && path.get(2).equals("versions");
    int end = versioned ? 4 : 2;
    if (path.size() < end || path.size() > end + 1) {
      throw notFound(request);
    }
    String name = path.get(1);
    Optional<String> version = versioned ? Optional.of(path.get(3)) : Optional.empty();
    switch (path.size() == end ? "" : path.get(end)) {
      case "" -> metadata(name, version, request, response);
      case "ready" -> ready(name, version, request, response);
      case "infer" -> {
        requireMethod(request, response, "POST");
        door.admit(request, INFER);
        inference.answer(() -> door.admitAgain(request, INFER), name, version, request, response);
      }
      default -> throw notFound(request);
    }
  }

  private void metadata(String name, Optional<String> version, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    json(response, Metadata.model(described(name, version), models.answering(name)));
  }

  private void ready(String name, Optional<String> version, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    ModelDescription description = described(name, version);
    boolean ready = !models.isSuspended(description);
    ready(response, ready, Metadata.modelReady(description.identity().name(), ready));
  }

  private static void ready(HttpServletResponse response, boolean ready, Map<String, Object> document) throws IOException {
    response.setStatus(ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    json(response, document);
  }

  private ModelDescription described(String name, Optional<String> version) throws HttpRefusal {
    return models.describe(name, version).orElseThrow(() -> Faults.model(Inference.named(name, version)));
  }
}
