package io.sallyport.http.internal.inspect;

import io.sallyport.api.image.InspectionRequest;
import io.sallyport.api.image.InspectionResult;
import io.sallyport.api.image.PictureView;
import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.Query;
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
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Hands posted pictures to the inspector that has the station, and shows what it kept. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/inspect/*")
public final class InspectServlet extends AreaServlet {
  private static final Set<String> QUERY = Set.of("item", "width", "height");
  private static final long serialVersionUID = 1L;
  private static final String AREA = "/api/inspect";
  private static final Set<String> INSPECT = Set.of(Roles.OPERATOR, Roles.INTEGRATOR, Roles.ADMIN);
  /** Pictures that are read or inspected at once; each may take the memory of the largest. */
  private static final int AT_ONCE = 4;
  private static final Map<String, PictureView> VIEWS = Map.of("heat.png", PictureView.HEAT, "overlay.png", PictureView.OVERLAY);

  private final transient Door door;
  private final transient Inspectors inspectors;
  private final transient Semaphore free = new Semaphore(AT_ONCE);

  @Activate
  public InspectServlet(@Reference Door door, @Reference Inspectors inspectors, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super(AREA, figures, refusals);
    this.door = door;
    this.inspectors = inspectors;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> path = path(request);
    switch (path.size()) {
      case 0 -> stations(request, response);
      case 1 -> inspect(path.get(0), request, response);
      case 3 -> picture(path, request, response);
      default -> throw notFound(request);
    }
  }

  private void stations(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    json(response, Map.of("stations", List.copyOf(inspectors.stations())));
  }

  private void inspect(String station, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "POST");
    door.admit(request, INSPECT);
    inspector(station).close(); // without one, nothing is read
    Query query = new Query(request, QUERY);
    String item = query.one("item").orElseThrow(() -> HttpRefusal.of(400, "SP-VISION-0021", "the item is not named", "query", "add ?item=NAME"));
    if (!free.tryAcquire()) {
      throw HttpRefusal.of(503, "SP-VISION-0022", "as many pictures as it can take are under way", AREA, "send it again in a moment").retryAfter(1);
    }
    try {
      InspectionRequest picture = new InspectionRequest(station, item, PostedPicture.read(request, query));
      door.admitAgain(request, INSPECT);
      InspectionResult result = inspect(picture);
      if (result instanceof InspectionResult.Refused refused) {
        throw Outcome.refusal(refused, station);
      }
      json(response, Outcome.json((InspectionResult.Inspected) result, AREA));
    } finally {
      free.release();
    }
  }

  /** The lease begins when the picture is there: who sends slowly holds no swap up. */
  private InspectionResult inspect(InspectionRequest request) {
    try (Inspectors.Held held = inspector(request.station())) {
      return held.inspector().inspect(request);
    }
  }

  /** {@code STATION/INSPECTION/heat.png} or {@code overlay.png}. */
  private void picture(List<String> path, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    PictureView view = Optional.ofNullable(VIEWS.get(path.get(2))).orElseThrow(() -> notFound(request));
    UUID inspection = id(path.get(1), request);
    byte[] png;
    try (Inspectors.Held held = inspector(path.get(0))) {
      png = held.inspector().picture(path.get(0), inspection, view).orElseThrow(() -> notFound(request));
    }
    response.setContentType("image/png");
    response.setContentLength(png.length);
    response.getOutputStream().write(png);
  }

  private static UUID id(String text, HttpServletRequest request) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw notFound(request);
    }
  }

  private Inspectors.Held inspector(String station) {
    return inspectors.of(station).orElseThrow(() -> HttpRefusal.of(404, "SP-VISION-0002", "no station of that name takes pictures", AREA, "GET " + AREA + " names those that do"));
  }
}
