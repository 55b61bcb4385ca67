package com.acme.modbus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one server, and connects again, with growing waits, when it is away. {@link #poll} is called by one thread at a time; {@link #close}
 * by any, and ends a poll that waits; the status may be read by any.
 */
final class ServerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

  private final Server server;
  private final List<Block> plan;
  private final Duration timeout;
  private final Duration longestWait;
  private final NetThread thread;
  private final Delivery delivery;
  private final Journal journal;
  private final Clock clock;
  private final BackOff backOff;

  private volatile Session session;
  private volatile boolean closed;
  private volatile LinkStatus status = LinkStatus.NEW;
  private List<Block> blocks;
  private Instant retryAt = Instant.MIN;
  private long connects;

  ServerLink(Server server, Settings settings, NetThread thread, Delivery delivery, Journal journal, Clock clock) {
    this.server = server;
    this.plan = settings.blocks(server);
    this.blocks = plan;
    this.timeout = settings.timeout();
    this.longestWait = settings.reconnectMax();
    this.thread = thread;
    this.delivery = delivery;
    this.journal = journal;
    this.clock = clock;
    this.backOff = new BackOff(longestWait);
  }

  Server server() {
    return server;
  }

  LinkStatus status() {
    return status;
  }

  /** Reads all points once, or tries to connect if it is time to. */
  void poll() {
    if (closed || session == null && !connect()) {
      return;
    }
    Map<Integer, String> silent = new HashMap<>();
    Map<Point, String> unread = new LinkedHashMap<>();
    List<Block> next = new ArrayList<>();
    Deque<Block> todo = new ArrayDeque<>(blocks);
    boolean answered = false;
    while (!todo.isEmpty()) {
      Block block = todo.removeFirst();
      Reading reading = silent.containsKey(block.unitId()) ? new Reading.Silent(silent.get(block.unitId())) : session.read(block);
      if (closed) {
        return;
      }
      if (reading instanceof Reading.Lost lost) {
        lose(lost.reason());
        return;
      } else if (reading instanceof Reading.Data data) {
        answered = true;
        delivery.accept(block, data.bytes());
      } else if (reading instanceof Reading.Refused refused) {
        answered = true;
        if (refused.mayBePartial() && block.points().size() > 1) {
          // one of them is missing, or the device takes fewer at once: from now on each by itself
          block.split().forEach(todo::addLast);
          continue;
        }
        bad(block, refused.reason(), unread);
      } else if (reading instanceof Reading.Silent quiet) {
        silent.put(block.unitId(), quiet.reason());
        bad(block, quiet.reason(), unread);
      }
      next.add(block);
    }
    blocks = next;
    if (!answered) {
      lose(silent.values().iterator().next());
      return;
    }
    status = status(LinkStatus.State.LIVE, describe(unread));
  }

  /** Ends the connection; a poll that waits for it returns at once. */
  @Override
  public void close() {
    closed = true;
    Optional.ofNullable(session).ifPresent(Session::close);
  }

  private boolean connect() {
    Instant now = clock.instant();
    // a clock that was set back must not keep us waiting
    if (now.isBefore(retryAt) && Duration.between(now, retryAt).compareTo(longestWait) <= 0) {
      return false;
    }
    Session attempt = new Session(server, timeout, thread);
    session = attempt;
    try {
      attempt.connect();
      journal.connected(server);
    } catch (SessionException | IllegalStateException e) {
      lose(e.getMessage());
      return false;
    }
    connects++;
    blocks = plan;
    backOff.reset();
    LOG.info("connected to {}", server);
    return !closed;
  }

  /** Gives the connection up. The first time, says so for each signal, in the log and in the audit log. */
  private void lose(String why) {
    session.close();
    session = null;
    if (closed) {
      return;
    }
    retryAt = clock.instant().plus(backOff.next());
    boolean news = status.state() != LinkStatus.State.AWAY;
    if (news) {
      LOG.warn("{} is away: {}", server, why);
      plan.forEach(block -> delivery.bad(block.points()));
    }
    status = status(LinkStatus.State.AWAY, why);
    if (news) {
      try {
        journal.lost(server, why);
      } catch (IllegalStateException e) {
        LOG.error("the loss of {} could not be recorded: {}", server, e.getMessage());
      }
    }
  }

  private void bad(Block block, String why, Map<Point, String> unread) {
    delivery.bad(block.points());
    block.points().forEach(point -> unread.put(point, why));
  }

  private LinkStatus status(LinkStatus.State state, String problem) {
    return new LinkStatus(state, problem, delivery.samples(), delivery.bad(), connects);
  }

  private static String describe(Map<Point, String> unread) {
    return unread.entrySet().stream().findFirst()
        .map(first -> unread.size() + " of the points cannot be read, first " + first.getKey() + ": " + first.getValue()).orElse("");
  }
}
