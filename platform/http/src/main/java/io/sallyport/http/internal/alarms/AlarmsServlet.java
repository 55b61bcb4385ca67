package io.sallyport.http.internal.alarms;

import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Caller;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.JsonBody;
import io.sallyport.http.internal.area.Query;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.operations.AlarmDocuments;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.trust.Refusal;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The alarms, and what people do with them; the same service, roles and records as the console's. Thread-safe. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/alarms/*")
public final class AlarmsServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  private static final String AREA = "/api/alarms";
  private static final Map<String, Integer> STATUSES = Map.of("SP-ALARM-0001", 404, "SP-ALARM-0002", 409, "SP-ALARM-0003", 400, "SP-ALARM-0004", 400, "SP-ALARM-0006", 409);
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;

  private final transient Door door;
  private final transient Alarms alarms;

  @Activate
  public AlarmsServlet(@Reference Door door, @Reference Alarms alarms, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super(AREA, figures, refusals);
    this.door = door;
    this.alarms = alarms;
  }

  @Override
  protected int status(Refusal refusal) {
    return STATUSES.getOrDefault(refusal.code(), HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> path = path(request);
    switch (path.size()) {
      case 0 -> list(request, response);
      case 1 -> one(path.get(0), request, response);
      case 2 -> step(path.get(0), path.get(1), request, response);
      default -> throw notFound(request);
    }
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    Query asked = new Query(request, Set.of("state", "asset", "all", "max", "skip"));
    int max = asked.number("max", 1, LARGEST_PAGE, PAGE);
    AlarmQuery query = asked.one("all").filter("true"::equals).isPresent() ? AlarmQuery.all(max + 1) : AlarmQuery.inSight(max + 1);
    Set<AlarmState> states = states(asked.all("state"));
    query = states.isEmpty() ? query : query.in(states);
    query = asked.one("asset").map(query::ofAsset).orElse(query).after(asked.number("skip", 0, AlarmQuery.LARGEST, 0));
    List<StoredAlarm> found = alarms.list(query);
    json(response, Map.of("alarms", found.stream().limit(max).map(AlarmDocuments::alarm).toList(), "more", found.size() > max));
  }

  private static Set<AlarmState> states(List<String> names) {
    Set<AlarmState> states = EnumSet.noneOf(AlarmState.class);
    for (String name : names) {
      states.add(Arrays.stream(AlarmState.values()).filter(state -> state.name().equals(name)).findFirst()
          .orElseThrow(() -> Query.wrong("the parameter state is none of " + Arrays.toString(AlarmState.values()))));
    }
    return states;
  }

  private void one(String number, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    json(response, AlarmDocuments.alarm(alarms.find(number).orElseThrow(() -> HttpRefusal.of(404, "SP-ALARM-0001", "no such alarm", AREA, "see " + AREA + "?all=true"))));
  }

  private void step(String number, String action, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Step step = Step.named(action).orElseThrow(() -> notFound(request));
    requireMethod(request, response, "POST");
    door.admit(request, step.roles());
    JsonBody body = JsonBody.read(request, step.members());
    Caller caller = door.admitAgain(request, step.roles());
    json(response, AlarmDocuments.alarm(alarms.step(number, step.read(body), Optional.of(body.text("seen")), caller.actor())));
  }
}
