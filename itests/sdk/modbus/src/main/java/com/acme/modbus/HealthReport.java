package com.acme.modbus;

import io.sallyport.api.lifecycle.Health;
import java.util.List;
import java.util.stream.Collectors;

/** The connector's health in one line. A server that is away is never the package's failure: degraded, not failed. */
final class HealthReport {
  private HealthReport() {}

  static Health of(List<ServerLink> links) {
    String line = links.stream().map(HealthReport::describe).collect(Collectors.joining("; "));
    return links.stream().allMatch(link -> link.status().isWell()) ? Health.ok(line) : Health.degraded(line);
  }

  private static String describe(ServerLink link) {
    LinkStatus status = link.status();
    return link.server() + " " + status.state() + (status.problem().isEmpty() ? "" : ": " + status.problem())
        + ", " + status.samples() + " samples, " + status.bad() + " bad, " + status.connects() + " connections";
  }
}
