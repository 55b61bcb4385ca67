package io.sallyport.http.internal.metrics;

import io.sallyport.audit.AuditLog;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.http.internal.listener.Connections;
import io.sallyport.http.internal.oip.WorkPlaces;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.trust.RootMetadata;
import jakarta.servlet.Servlet;

/** Makes the servlet without a framework. */
public final class TestMetrics {
  private TestMetrics() {}

  public static Servlet servlet(Door door, AuditLog audit, ModelCatalog catalog, Readiness readiness, Connections connections, WorkPlaces places, HttpFigures figures,
      RefusalLog refusals) {
    return new MetricsServlet(new BuildInfo("0.1.0", RootMetadata.Purpose.DEVELOPMENT), door, audit, catalog, readiness, connections, places, figures, refusals);
  }
}
