package io.sallyport.http.internal.models;

import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.inference.ModelCatalog;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The models in memory, their versions, traffic, figures, drift and comparisons. Reading only: traffic, promotion and withdrawal are
 * generations, and those are approved by people. Thread-safe.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/models/*")
public final class ModelsServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;

  private final transient Door door;
  private final transient ModelCatalog catalog;

  @Activate
  public ModelsServlet(@Reference Door door, @Reference ModelCatalog catalog, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/api/models", figures, refusals);
    this.door = door;
    this.catalog = catalog;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    String path = request.getPathInfo();
    String[] parts = path == null || path.equals("/") ? new String[0] : path.substring(1).split("/", -1);
    if (parts.length == 0) {
      json(response, Map.of("models", catalog.models().stream().map(ModelDocuments::status).toList()));
      return;
    }
    String name = parts[0];
    Object detail = catalog.detail(name).map(ModelDocuments::detail)
        .orElseThrow(() -> HttpRefusal.of(404, "SP-HTTP-0028", "no model in memory has this name", "/api/models", "see the models at /api/models"));
    if (parts.length > 2) {
      throw notFound(request);
    }
    json(response, switch (parts.length == 1 ? "" : parts[1]) {
      case "" -> detail;
      case "metrics" -> Map.of("versions", versions(name));
      case "drift" -> Map.of("versions", catalog.drift().stream().filter(one -> one.identity().name().equals(name)).map(ModelDocuments::drift).toList());
      case "comparisons" -> Map.of("comparisons", catalog.comparisons().stream().filter(one -> one.active().name().equals(name)).map(ModelDocuments::comparison).toList());
      default -> throw notFound(request);
    });
  }

  private List<Map<String, Object>> versions(String name) {
    return catalog.metrics().stream().filter(one -> one.identity().name().equals(name)).map(ModelDocuments::metrics).toList();
  }
}
