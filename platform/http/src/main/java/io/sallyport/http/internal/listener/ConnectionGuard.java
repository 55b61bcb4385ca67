package io.sallyport.http.internal.listener;

import io.sallyport.http.internal.PeerAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those who ask nothing from keeping out those who ask (ADR 0038): a head has its time, whether it comes byte by byte or not at all; an
 * address has its share of the connections; and when all are taken, one that rests makes room. Nor may who does not take their answer hold the thread
 * that writes it (ADR 0039). Jetty's own limits know bytes, neither heads nor answers. Thread-safe.
 */
final class ConnectionGuard implements Connection.Listener, HttpConfiguration.Customizer {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final long LOOK_MILLIS = 250;
  /** Those on which nothing was ever asked go first. */
  private static final Comparator<Held> LEAST_MISSED = Comparator.comparing(Held::isAsked).thenComparing(Held::since);

  private final Bounds bounds;
  private final Connections connections;
  private final LongSupplier ticker;
  private final Scheduler scheduler;
  private final Map<Connection, Held> held = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * What a site allows.
   *
   * @param most connections in all
   * @param ofAddress connections of one address; of one network of IPv6, 64 bits long
   * @param head nanoseconds for the head of a request
   * @param rest nanoseconds between two requests
   * @param answer nanoseconds for which an answer may wait for its reader
   */
  record Bounds(int most, int ofAddress, long head, long rest, long answer) {}

  /** @param ticker monotonic time, in nanoseconds */
  ConnectionGuard(Bounds bounds, Connections connections, Scheduler scheduler, LongSupplier ticker) {
    this.bounds = bounds;
    this.connections = connections;
    this.scheduler = scheduler;
    this.ticker = ticker;
  }

  @Override
  public void onOpened(Connection connection) {
    Held fresh = new Held(connection, address(connection), ticker.getAsLong());
    connections.opened();
    admit(fresh, connection);
    lookLater();
  }

  @Override
  public void onClosed(Connection connection) {
    connections.closed();
    held.remove(connection);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    Held asking = held.get(request.getConnectionMetaData().getConnection());
    if (asking != null) {
      asking.begin();
      request.addHttpStreamWrapper(stream -> new WatchedStream(stream, asking, ticker));
      Request.addCompletionListener(request, failure -> asking.end(ticker.getAsLong()));
    }
    return request;
  }

  private synchronized void admit(Held fresh, Connection connection) {
    held.put(connection, fresh);
    Predicate<Held> same = one -> one.address().equals(fresh.address());
    if (held.values().stream().filter(same).count() > bounds.ofAddress()) {
      end(resting(same.and(one -> one != fresh)).orElse(fresh), Cut.ADDRESS);
    }
    if (held.size() >= bounds.most()) {
      resting(one -> one != fresh).ifPresent(one -> end(one, Cut.ROOM));
    }
  }

  private Optional<Held> resting(Predicate<Held> which) {
    return held.values().stream().filter(which).filter(Held::isAtRest).min(LEAST_MISSED);
  }

  private void end(Held one, Cut why) {
    if (one.end(why)) {
      held.values().remove(one);
      connections.cut(why, one.address());
    }
  }

  private void lookLater() {
    if (!held.isEmpty() && looking.compareAndSet(false, true)) {
      scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Cuts what is overdue. Looks again as long as there is a connection. */
  void look() {
    try {
      long now = ticker.getAsLong();
      held.values().forEach(one -> one.overdue(now, bounds).ifPresent(why -> end(one, why)));
    } catch (RuntimeException e) {
      LOG.error("connections could not be looked at", e); // the next look comes all the same
    } finally {
      looking.set(false);
      lookLater();
    }
  }

  private static String address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress peer && peer.getAddress() != null ? PeerAddress.of(peer.getAddress()) : "unknown";
  }
}
