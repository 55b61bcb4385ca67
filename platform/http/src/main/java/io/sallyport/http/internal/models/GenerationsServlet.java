package io.sallyport.http.internal.models;

import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.provision.Generations;
import io.sallyport.provision.PlanDocuments;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What was planned, and who has signed it. Reading only: signing and applying are done at the console (ADR 0032). Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/generations/*")
public final class GenerationsServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  static final String AREA = "/api/generations";

  private final transient Door door;
  private final transient Generations generations;

  @Activate
  public GenerationsServlet(@Reference Door door, @Reference Generations generations, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super(AREA, figures, refusals);
    this.door = door;
    this.generations = generations;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> path = path(request);
    if (path.size() != 1) {
      throw notFound(request);
    }
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    json(response, document(path.get(0)).orElseThrow(() -> HttpRefusal.of(404, "SP-PLAN-0009", "no generation of that number was planned", AREA, "see generation:list at the console")));
  }

  private Optional<Map<String, Object>> document(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return generations.candidate().filter(open -> open.plan().generation() == number).map(PlanDocuments::candidate).or(() -> generations.plan(number).map(PlanDocuments::plan));
  }
}
