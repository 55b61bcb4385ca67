package io.sallyport.http.internal.models;

import io.sallyport.http.internal.area.AreaServlet;
import io.sallyport.http.internal.area.Caller;
import io.sallyport.http.internal.area.Door;
import io.sallyport.http.internal.area.HttpFigures;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.http.internal.area.JsonBody;
import io.sallyport.http.internal.area.RefusalLog;
import io.sallyport.identity.Roles;
import io.sallyport.inference.ComparisonDocument;
import io.sallyport.inference.DriftDocument;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelDocuments;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.trust.Refusal;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The models in memory, their versions, traffic, figures, drift and comparisons; and plans to change traffic. A plan changes nothing: people
 * sign and apply it at the console (ADR 0032). Thread-safe.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/models/*")
public final class ModelsServlet extends AreaServlet {
  private static final long serialVersionUID = 1L;
  private static final String AREA = "/api/models";
  private static final Set<String> PLAN = Set.of(Roles.INTEGRATOR, Roles.ADMIN);

  private final transient Door door;
  private final transient ModelCatalog catalog;
  private final transient Generations generations;

  @Activate
  public ModelsServlet(@Reference Door door, @Reference ModelCatalog catalog, @Reference Generations generations, @Reference HttpFigures figures, @Reference RefusalLog refusals) {
    super(AREA, figures, refusals);
    this.door = door;
    this.catalog = catalog;
    this.generations = generations;
  }

  @Override
  protected int status(Refusal refusal) {
    return PlanStatuses.of(refusal);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> path = path(request);
    switch (path.size()) {
      case 0 -> list(request, response);
      case 1 -> json(response, ModelDocuments.detail(detail(path.get(0), request, response), catalog.models()));
      case 2 -> part(path.get(0), path.get(1), request, response);
      default -> throw notFound(request);
    }
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    json(response, Map.of("models", catalog.models().stream().map(ModelDocuments::status).toList()));
  }

  private ModelDetail detail(String name, HttpServletRequest request, HttpServletResponse response) {
    requireMethod(request, response, "GET");
    door.admit(request, Door.ANY);
    return catalog.detail(name).orElseThrow(() -> HttpRefusal.of(404, "SP-HTTP-0028", "no model in memory has this name", AREA, "see the models at " + AREA));
  }

  private void part(String name, String part, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (PlanStep.named(part).isPresent()) {
      plan(name, PlanStep.named(part).get(), request, response);
      return;
    }
    detail(name, request, response);
    json(response, switch (part) {
      case "metrics" -> Map.of("versions", catalog.metrics().stream().filter(one -> one.identity().name().equals(name)).map(ModelDocuments::metrics).toList());
      case "drift" -> Map.of("versions", catalog.drift().stream().filter(one -> one.identity().name().equals(name)).map(one -> DriftDocument.of(one, catalog.assetDrift(name), catalog.driftLimits(name))).toList());
      case "comparisons" -> Map.of("comparisons", catalog.comparisons().stream().filter(one -> one.active().name().equals(name)).map(ComparisonDocument::of).toList());
      default -> throw notFound(request);
    });
  }

  private void plan(String name, PlanStep step, HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireMethod(request, response, "POST");
    door.admit(request, PLAN);
    JsonBody body = JsonBody.read(request, step.members());
    Caller caller = door.admitAgain(request, PLAN);
    Plan plan = generations.plan(step.request(name, body), caller.actor());
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader("Location", GenerationsServlet.AREA + "/" + plan.generation());
    json(response, generations.candidate().filter(open -> open.plan().generation() == plan.generation()).map(PlanDocuments::candidate).orElseGet(() -> PlanDocuments.plan(plan)));
  }
}
