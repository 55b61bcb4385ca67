package io.sallyport.http.internal.area;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Every path that belongs to no area: refused in the same form as everything else. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/*")
public final class NowhereServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;

  @Activate
  public NowhereServlet(@Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super("/", figures, refusals);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) {
    throw notFound(request);
  }
}
