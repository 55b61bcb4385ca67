package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server connected from {@link #start} to {@link #close}: connects, with growing waits between attempts; resumes a
 * broken session, and makes a new one if that takes too long; makes the subscription anew when the server lost it or data
 * stays away. Everything happens on one thread; the state may be read from any.
 */
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final Duration RESUME_PATIENCE = Duration.ofSeconds(5);
  private static final Duration SUBSCRIBE_PATIENCE = Duration.ofSeconds(8);
  private static final long WATCH_MS = 250;

  private final Settings settings;
  private final Path certificates;
  private final TrustList trust;
  private final Journal journal;
  private final Intake intake;
  private final Clock clock;
  private final LinkThreads threads = new LinkThreads();
  private final NodeResolver resolver = new NodeResolver();
  private final BackOff backOff;
  private final String sessionName = "sallyport-" + UUID.randomUUID();

  private volatile LinkStatus status = LinkStatus.STOPPED;
  private ServerSession session;
  private NodeSubscription subscription;
  private ScheduledFuture<?> retry;
  private long lostAt;
  private Instant quietSince;
  private boolean resubscribedInVain;
  private boolean subscriptionLost;
  private Set<String> trustSeen = Set.of();

  Link(Settings settings, Path certificates, SignalSink sink, AuditTrail audit, Clock clock) {
    this.settings = settings;
    this.certificates = certificates;
    this.clock = clock;
    trust = new TrustList(certificates);
    backOff = new BackOff(settings.reconnectMax());
    journal = new Journal(audit, trust);
    intake = new Intake(sink, clock, settings.nodes());
  }

  void start() {
    status = status.with(LinkState.CONNECTING, null);
    submit(this::connect);
    threads.link().scheduleWithFixedDelay(guarded(this::watch), WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
  }

  LinkStatus status() {
    return status;
  }

  Intake intake() {
    return intake;
  }

  /** Ends everything; no sample is delivered and no thread runs once it returns. */
  @Override
  public void close() {
    threads.stopLink();
    intake.close();
    disconnect();
    threads.close();
    status = status.with(LinkState.STOPPED, null);
  }

  private void connect() {
    retry = null;
    disconnect();
    try {
      trustSeen = trust.fingerprint();
      journal.trusting(trust.thumbprints());
      OwnCertificate own = OwnCertificate.loadOrMake(certificates);
      session = ServerSession.open(settings, own, trust, certificates, threads, journal, sessionName);
      journal.connected(settings.endpoint().toString());
      ServerSession opened = session;
      opened.listen(() -> submit(() -> lost(opened)), () -> submit(() -> resumed(opened)));
      subscribe();
      backOff.reset();
      status = status.connected(subscription.problem(settings).orElse(null));
      LOG.info("connected to {}, {} nodes", settings.endpoint(), settings.nodes().size());
    } catch (LinkException e) {
      failed(e.state(), e.problem());
    } catch (UaException | IOException | RuntimeException e) {
      LinkException known = Failures.of(e, settings, certificates);
      failed(known.state(), known.problem());
    }
  }

  private void subscribe() throws UaException {
    NodeSubscription old = subscription;
    subscription = null;
    ServerSession current = session;
    intake.hold();
    subscription = threads.within(SUBSCRIBE_PATIENCE, () -> {
      if (old != null) {
        old.close();
      }
      return NodeSubscription.create(current.client(), settings, resolver, intake, () -> submit(() -> resubscribe(current)));
    });
    subscriptionLost = false;
    fillGap(current);
    quietSince = clock.instant();
  }

  /** Reads what was missed, lets it and what came meanwhile through. */
  private void fillGap(ServerSession current) {
    Map<SignalId, Long> newest = intake.newest();
    Map<SignalId, List<DataValue>> history = Map.of();
    try {
      if (!newest.isEmpty() && !settings.backfill().isZero()) {
        history = new Backfill(current.client(), settings, clock).read(resolver, newest);
      }
    } finally {
      intake.release(history);
    }
  }

  /** In the same session, if it is still the current one. */
  private void resubscribe(ServerSession where) {
    if (where != session || retry != null) {
      return;
    }
    if (!where.isUp()) {
      subscriptionLost = true;
      return;
    }
    try {
      subscribe();
      restored();
      status = status.resubscribed(subscription.problem(settings).orElse(null));
      LOG.info("subscribed anew at {}", settings.endpoint());
    } catch (UaException | RuntimeException e) {
      reconnect(new Problem("SP-OPCUA-0002", "the subscription could not be made anew: " + e.getMessage(), settings.endpoint().toString(),
          "check that the server runs; the session is made anew by itself"));
    }
  }

  private void failed(LinkState state, Problem problem) {
    if (threads.link().isShutdown()) {
      return;
    }
    disconnect();
    boolean news = status.state() != state;
    status = status.with(state, problem);
    if (news) {
      LOG.warn("{}", problem.message());
    }
    long wait = state == LinkState.BAD_USER ? settings.reconnectMax().toMillis() : backOff.next();
    retry = threads.link().schedule(guarded(this::connect), wait, TimeUnit.MILLISECONDS);
  }

  /** Looks after the link four times a second. */
  private void watch() {
    switch (status.state()) {
      case UNTRUSTED -> reconnectWhenTrustChanged();
      case LOST -> reconnectWhenNotResumed();
      case LIVE, STALE -> {
        if (isStillTrusted()) {
          watchData();
        }
      }
      default -> { }
    }
  }

  private void reconnectWhenTrustChanged() {
    try {
      if (retry != null && !trust.fingerprint().equals(trustSeen)) {
        retry.cancel(false);
        connect();
      }
    } catch (IOException e) {
      LOG.warn("cannot read the trust list: {}", e.toString());
    }
  }

  /** Trust that is withdrawn ends the session under way, not only the next one. */
  private boolean isStillTrusted() {
    try {
      Set<String> now = trust.fingerprint();
      if (now.equals(trustSeen)) {
        return true;
      }
      trustSeen = now;
      journal.trusting(trust.thumbprints());
      session.requireTrusted(trust, settings);
      return true;
    } catch (UaException e) {
      reconnect(new Problem("SP-OPCUA-0020", "the server's certificate is not trusted any more", settings.endpoint().toString(),
          "see opcua:certificates; opcua:trust it again if that was not meant"));
    } catch (IOException e) {
      LOG.warn("cannot read the trust list: {}", e.toString());
    }
    return false;
  }

  private void reconnectWhenNotResumed() {
    long patience = Math.min(RESUME_PATIENCE.toNanos(), settings.reconnectMax().toNanos());
    if (System.nanoTime() - lostAt > patience) {
      connect();
    }
  }

  private void watchData() {
    Instant last = intake.lastArrival().filter(t -> t.isAfter(quietSince)).orElse(quietSince);
    if (last.isAfter(quietSince)) {
      resubscribedInVain = false;
      if (status.state() == LinkState.STALE) {
        status = status.with(LinkState.LIVE, subscription.problem(settings).orElse(null));
      }
    }
    if (settings.staleness().isZero() || Duration.between(last, clock.instant()).compareTo(settings.staleness()) < 0) {
      return;
    }
    status = status.with(LinkState.STALE, new Problem("SP-OPCUA-0010", "no data for " + settings.staleness().toMillis()
        + " ms although the session is up", settings.endpoint().toString(), "check that the server's values still change; the subscription is made anew by itself"));
    if (resubscribedInVain) {
      resubscribedInVain = false;
      reconnect(status.problem().orElseThrow());
    } else {
      resubscribedInVain = true;
      LinkStatus stale = status;
      resubscribe(session);
      if (status.state() == LinkState.LIVE) {
        status = status.with(LinkState.STALE, stale.problem().orElse(null));
      }
    }
  }

  /** Gives the session up and makes a new one. */
  private void reconnect(Problem why) {
    LOG.warn("{}", why.message());
    status = status.with(LinkState.LOST, why);
    journal.lost(settings.endpoint().toString(), why);
    connect();
  }

  private void lost(ServerSession which) {
    if (which != session || status.state() == LinkState.LOST) {
      return;
    }
    lostAt = System.nanoTime();
    intake.hold();
    Problem problem = new Problem("SP-OPCUA-0002", "the connection broke off", settings.endpoint().toString(),
        "check that the server runs; the session is resumed or made anew by itself");
    status = status.with(LinkState.LOST, problem);
    LOG.warn("{}", problem.message());
    journal.lost(settings.endpoint().toString(), problem);
  }

  private void resumed(ServerSession which) {
    if (which != session || status.state() != LinkState.LOST) {
      return;
    }
    if (subscriptionLost) {
      resubscribe(which);
    } else {
      fillGap(which);
      restored();
    }
  }

  private void restored() {
    if (status.state() == LinkState.LOST) {
      journal.connected(settings.endpoint().toString());
      quietSince = clock.instant();
      status = status.connected(subscription.problem(settings).orElse(null));
    }
  }

  private void disconnect() {
    ServerSession old = session;
    session = null;
    subscription = null;
    if (old != null) {
      old.close();
    }
  }

  private void submit(Runnable task) {
    try {
      threads.link().execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("the link is closing");
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RejectedExecutionException e) {
        LOG.debug("the link is closing");
      } catch (RuntimeException e) {
        LOG.error("unexpected failure, reconnecting", e);
        Problem problem = new Problem("SP-OPCUA-0012", "unexpected failure: " + e, settings.endpoint().toString(),
            "the connector reconnects by itself; report it if it comes again");
        failed(LinkState.ABSENT, problem);
      }
    };
  }
}
