package io.sallyport.http.internal;

import io.sallyport.audit.Actor;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans generation 8, and nothing else: whoever applied or approved here would fail. What is tested is the wire; the planner is tested in provision. */
public final class TestGenerations {
  public final List<PlanRequest> planned = new ArrayList<>();
  public final List<Actor> actors = new ArrayList<>();
  /** What the next plan is refused with. */
  public volatile Optional<String> refusal = Optional.empty();
  private volatile Optional<Candidate> open = Optional.empty();

  public Generations service() {
    return (Generations) Proxy.newProxyInstance(TestGenerations.class.getClassLoader(), new Class<?>[] {Generations.class}, (proxy, method, arguments) -> switch (method.getName()) {
      case "plan" -> arguments.length == 2 ? plan((PlanRequest) arguments[0], (Actor) arguments[1]) : (int) arguments[0] == 7 ? Optional.of(plan(7)) : Optional.empty();
      case "candidate" -> open;
      default -> throw new UnsupportedOperationException(method.getName());
    });
  }

  private Plan plan(PlanRequest request, Actor actor) {
    refusal.ifPresent(code -> {
      throw new RefusedException(new Refusal(code, "what", "where", "next"));
    });
    planned.add(request);
    actors.add(actor);
    open = Optional.of(new Candidate(plan(8), List.of(), List.of("role quality", "role security"), false));
    return open.get().plan();
  }

  private static Plan plan(int number) {
    JsonObject json = JsonObject.builder().put("generation", number).put("base", number - 1).put("by", "ivan").build();
    return new Plan(number, number - 1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), new Plan.AdvisorySource(0, 0, Optional.empty()), List.of(), List.of(),
        Map.of(), List.of(), Map.of(), "ab".repeat(32), json);
  }
}
