package io.sallyport.http.internal.listener;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts connections, and those that were cut; a cut is recorded once for each episode of an address, however many connections it is. Thread-safe. */
@Component(service = Connections.class)
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final AuditLog audit;
  private final Episodes episodes;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Cut, LongAdder> cuts = new EnumMap<>(Cut.class);

  @Activate
  public Connections(@Reference AuditLog audit) {
    this(audit, InstantSource.system());
  }

  Connections(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.episodes = new Episodes(clock);
    for (Cut why : Cut.values()) {
      cuts.put(why, new LongAdder());
    }
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  void cut(Cut why, String address) {
    cuts.get(why).increment();
    if (!why.isRefusal()) {
      return;
    }
    OptionalLong before = episodes.happened(why + " " + address);
    if (before.isPresent()) {
      record(why.refusal(address), address, before.getAsLong());
    }
  }

  private void record(Refusal why, String address, long before) {
    String last = before <= 1 ? "" : "; " + before + " connections in the episode before";
    LOG.warn("connections are cut: {}{}", why.message(), last);
    try {
      audit.submit(AuditEntry.of("http.cut").system("http").action("connect").object("connections").outcome(Outcome.REFUSED).code(why.code()).reason(why.what() + last)
          .source("http:" + address).build());
    } catch (RefusedException e) {
      LOG.error("cut connections are not recorded: {}", e.getMessage());
    }
  }

  /** Open now. */
  public int open() {
    return open.get();
  }

  /** Cut since the bundle started. */
  public Map<Cut, Long> cuts() {
    Map<Cut, Long> counts = new EnumMap<>(Cut.class);
    cuts.forEach((why, count) -> counts.put(why, count.sum()));
    return counts;
  }
}
