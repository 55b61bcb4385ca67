package io.sallyport.testkit;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.operations.internal.caller.Refused;
import io.sallyport.operations.internal.store.StoreRule;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The insights that were raised. What the appliance would not keep is refused in the same words. Thread-safe. */
public final class TestInsights extends Breakable implements InsightSink {
  private final TestPackage own;
  private final List<Insight> states = new ArrayList<>();
  private final Map<UUID, String> owners = new HashMap<>();
  private final Set<UUID> unwatched = new HashSet<>();

  TestInsights(TestPackage own) {
    super("SP-WORK-0001: the operations database failed – insights – on purpose, by the test");
    this.own = own;
  }

  @Override
  public void raise(Insight insight) {
    raise(insight, own);
  }

  @Override
  public List<Insight> lasting() {
    return lasting(own);
  }

  InsightSink sink(TestPackage caller) {
    return new InsightSink() {
      @Override
      public void raise(Insight insight) {
        TestInsights.this.raise(insight, caller);
      }

      @Override
      public List<Insight> lasting() {
        return TestInsights.this.lasting(caller);
      }
    };
  }

  /** Ends what lasts, as of its evidence's last sample, as the platform does when the appliance starts: nobody has watched since it stopped. */
  public void endUnwatched() {
    for (Insight insight : latest()) {
      if (insight.until().isEmpty()) {
        synchronized (states) {
          states.add(insight.ended(insight.evidence().to().isBefore(insight.from()) ? insight.from() : insight.evidence().to()));
          unwatched.add(insight.id());
        }
      }
    }
  }

  /** Every state of every insight, oldest first. */
  public List<Insight> states() {
    synchronized (states) {
      return List.copyOf(states);
    }
  }

  /** Each insight in its latest state, in the order in which they were first raised. */
  public List<Insight> latest() {
    Map<UUID, Insight> latest = new LinkedHashMap<>();
    states().forEach(insight -> latest.put(insight.id(), insight));
    return List.copyOf(latest.values());
  }

  /** The package that raised it. */
  public String raisedBy(Insight insight) {
    synchronized (states) {
      return owners.get(insight.id());
    }
  }

  /** Waits for an insight whose latest state is as wanted. @throws AssertionError if none comes */
  public InsightAssert await(String what, Predicate<Insight> wanted) {
    Await.until("an insight " + what, () -> latest().stream().anyMatch(wanted), this::latest);
    return new InsightAssert(latest().stream().filter(wanted).findFirst().orElseThrow());
  }

  /** Waits for so many insights, whatever they say. @throws AssertionError if there are more, or not enough in time */
  public List<Insight> await(int count) {
    Await.until(count + " insights", () -> latest().size() >= count, this::latest);
    List<Insight> all = latest();
    if (all.size() != count) {
      throw new AssertionError("expected " + count + " insights, there are " + all.size() + ": " + all);
    }
    return all;
  }

  /** The only one there is, once what was sent has been taken. @throws AssertionError if there is none, or more */
  public InsightAssert only() {
    List<Insight> all = latest();
    if (all.size() != 1) {
      throw new AssertionError("expected one insight, there are " + all.size() + ": " + all);
    }
    return new InsightAssert(all.get(0));
  }

  /** @throws AssertionError if there is any */
  public void none() {
    if (!states().isEmpty()) {
      throw new AssertionError("expected no insight, there are " + latest());
    }
  }

  private List<Insight> lasting(TestPackage caller) {
    use();
    synchronized (states) {
      return latest().stream().filter(insight -> caller.name().equals(owners.get(insight.id())) && (insight.until().isEmpty() || unwatched.contains(insight.id())))
          .sorted(Comparator.comparing(Insight::from)).toList();
    }
  }

  private void raise(Insight insight, TestPackage caller) {
    caller.works("raised the insight '" + insight.title() + "'");
    use();
    Refused.asIllegalState(() -> {
      StoreRule.check(insight);
      synchronized (states) {
        String owner = owners.computeIfAbsent(insight.id(), id -> caller.name());
        if (!owner.equals(caller.name())) {
          throw foreign(insight, owner, caller.name());
        }
        unwatched.remove(insight.id());
        return states.add(insight);
      }
    });
  }

  private static RefusedException foreign(Insight insight, String owner, String caller) {
    return new RefusedException(new Refusal("SP-WORK-0003", caller + " raised an insight of " + owner, "insight/" + insight.id(),
        "a capability may raise only its own insights: correct " + caller));
  }
}
