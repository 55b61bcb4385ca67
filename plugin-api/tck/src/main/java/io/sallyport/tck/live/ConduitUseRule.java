package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.TestPlugin;
import io.sallyport.trust.site.Descriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Declared conduits are the attempted connections. */
final class ConduitUseRule implements LiveRule {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = 5_000_000;

  @Override
  public String id() {
    return "SP-TCK-0037";
  }

  @Override
  public String title() {
    return "It connects and listens where its conduits say and nowhere else, it tries each of them, and it starts no process";
  }

  @Override
  public String why() {
    return "The firewall opens what is declared: an undeclared path is blocked and shows as an attack, an unused one is a hole";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    List<Descriptor.Conduit> conduits = bench.descriptor().conduits();
    return bench.equipped(platform -> {
      bench.network().take();
      TestPlugin plugin = Steps.started(bench.install(platform).plugin());
      long start = System.nanoTime();
      while (System.nanoTime() - start < (conduits.isEmpty() ? QUIET_NANOS : bench.patience().toNanos()) && (conduits.isEmpty() || !unused(conduits, bench.network().seen()).isEmpty())) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      plugin.health();
      plugin.stop();
      List<Attempt> attempts = bench.network().take();
      List<String> faults = new ArrayList<>();
      attempts.stream().filter(attempt -> conduits.stream().noneMatch(conduit -> covers(conduit, attempt))).forEach(attempt -> faults.add("it tries to " + attempt + ", which no conduit declares"));
      unused(conduits, attempts).forEach(conduit -> faults.add("it never tries " + conduit.direction() + " " + conduit.address() + ":" + conduit.port()
          + "; if it needs a configuration to do so, put one into tck.json"));
      Set<String> used = new LinkedHashSet<>();
      conduits.forEach(conduit -> used.add(conduit.address() + ":" + conduit.port()));
      return Finding.failedIfAny(faults, used.isEmpty() ? "no attempt at all" : "attempted and declared: " + String.join(", ", used));
    });
  }

  private static List<Descriptor.Conduit> unused(List<Descriptor.Conduit> conduits, List<Attempt> attempts) {
    return conduits.stream().filter(conduit -> attempts.stream().noneMatch(attempt -> covers(conduit, attempt))).toList();
  }

  private static boolean covers(Descriptor.Conduit conduit, Attempt attempt) {
    return switch (attempt.what()) {
      case "connect" -> conduit.direction().equals("out") && conduit.port() == attempt.port() && sameHost(conduit.address(), attempt.target());
      case "look up" -> conduit.direction().equals("out") && conduit.address().equalsIgnoreCase(attempt.target());
      case "listen" -> conduit.direction().equals("in") && conduit.port() == attempt.port();
      default -> false;
    };
  }

  private static boolean sameHost(String declared, String tried) {
    return declared.equalsIgnoreCase(tried) || isLocal(declared) && isLocal(tried);
  }

  private static boolean isLocal(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("127.0.0.1") || host.equals("::1") || host.equals("0:0:0:0:0:0:0:1");
  }
}
