package io.sallyport.connector.opcua;

import io.sallyport.api.lifecycle.Health;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The connector's health in one line. A server that is away is never the package's failure: DEGRADED, not FAILED. */
final class HealthReport {
  private HealthReport() {}

  static Health of(LinkStatus status, Optional<Intake> intake, OpcUaConfig config, Clock clock) {
    String problem = status.problem().map(p -> " " + p.message()).orElse("");
    String line = status.state() + problem + intake.map(i -> "; " + traffic(i, status, clock)).orElse("");
    if (status.state() == LinkState.LIVE && status.problem().isEmpty()) {
      String encrypted = config.message_mode().equals("SignAndEncrypt") ? "" : " (not encrypted)";
      return Health.ok(status.state() + " " + config.endpoint_url() + encrypted + intake.map(i -> "; " + traffic(i, status, clock)).orElse(""));
    }
    return status.state() == LinkState.STOPPED ? Health.ok("STOPPED") : Health.degraded(line);
  }

  private static String traffic(Intake intake, LinkStatus status, Clock clock) {
    SignalCount sum = intake.counts().values().stream().reduce(SignalCount.NONE, SignalCount::plus);
    String last = intake.lastArrival()
        .map(t -> ", last " + Duration.between(t, clock.instant()).toMillis() + " ms ago").orElse("");
    return intake.counts().size() + " signals, " + sum.samples() + " samples" + last + ", " + sum.notGood() + " not good, "
        + sum.outOfOrder() + " out of order, " + sum.filled() + " from history, " + sum.overflows() + " after a loss at the server, " + status.connects() + " sessions, "
        + status.resubscribes() + " re-subscriptions";
  }
}
