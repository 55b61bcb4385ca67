package io.sallyport.http.internal.metrics;

import io.sallyport.audit.AuditLog;
import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.http.internal.listener.Connections;
import io.sallyport.http.internal.oip.WorkPlaces;
import io.sallyport.inference.ModelCatalog;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Figures for Prometheus, to any token. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;

  private final transient Door door;
  private final transient ApplianceFigures appliance;
  private final transient ModelFigures models;

  @Activate
  public MetricsServlet(@Reference BuildInfo build, @Reference Door door, @Reference AuditLog audit, @Reference ModelCatalog catalog, @Reference Readiness readiness,
      @Reference Connections connections, @Reference WorkPlaces places, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/metrics", figures, refusals);
    this.door = door;
    this.appliance = new ApplianceFigures(build, audit, readiness, connections, places, figures);
    this.models = new ModelFigures(catalog);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    PrometheusText page = new PrometheusText();
    appliance.write(page);
    models.write(page);
    text(response, "text/plain; version=0.0.4; charset=utf-8", page.toString());
  }
}
