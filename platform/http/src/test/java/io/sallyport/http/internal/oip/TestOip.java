package io.sallyport.http.internal.oip;

import io.sallyport.http.internal.HttpSettings;
import io.sallyport.http.internal.area.BuildInfo;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.Readiness;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.trust.RootMetadata;
import jakarta.servlet.Servlet;

/** Makes the servlet without a framework. */
public final class TestOip {
  private TestOip() {}

  public static Servlet servlet(HttpSettings settings, Door door, Models models, Readiness readiness, WorkPlaces places, HttpFigures figures, RefusalLog refusals) {
    return new OipServlet(new BuildInfo("0.1.0", RootMetadata.Purpose.DEVELOPMENT), settings, door, models, readiness, places, figures, refusals);
  }
}
