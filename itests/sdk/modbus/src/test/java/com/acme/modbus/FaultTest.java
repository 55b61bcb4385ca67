package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a device and the network do wrong. */
class FaultTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String[] TWO_UNITS = {"table=holding address=1 signal=one", "unit-id=2 table=holding address=2 signal=two"};

  private final Received received = new Received();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final NetThread threads = new NetThread();

  @AfterEach
  void noThreadIsLeft() {
    threads.close();
    assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("acme-modbus") || name.contains("modbus-") || name.contains("channel-fsm")).toList());
  }

  @Test
  void aUnitThatDoesNotAnswerSpoilsNoOther() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> request.unitId() == 2 ? Optional.empty() : Optional.of(request.answer()))) {
      ServerLink link = link(server.port(), "table=holding address=1 signal=one", "unit-id=2 table=holding address=2 signal=two", "unit-id=2 table=input address=9 signal=three",
          "unit-id=3 table=holding address=4 signal=four");
      link.poll();
      assertEquals(Map.of("one", 1.0, "two", "bad", "three", "bad", "four", 4.0), received.take());
      assertEquals(LinkStatus.State.LIVE, link.status().state());
      assertEquals("2 of the points cannot be read, first plc unit 2 holding 2 (pump-1/two [1]): no answer within 1000 ms", link.status().problem());
      assertEquals(1, server.requests().stream().filter(request -> request.unitId() == 2).count(), "it is asked once in a poll");
      link.close();
    }
  }

  @Test
  void aServerThatAnswersNothingIsAway() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.empty())) {
      ServerLink link = link(server.port(), TWO_UNITS);
      link.poll();
      assertEquals(Map.of("one", "bad", "two", "bad"), received.take());
      assertEquals(LinkStatus.State.AWAY, link.status().state());
      assertEquals("no answer within 1000 ms", link.status().problem());
      link.close();
    }
  }

  @Test
  void aConnectionThatBreaksOff() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> {
      throw new IllegalStateException();
    })) {
      ServerLink link = link(server.port(), TWO_UNITS);
      link.poll();
      assertEquals(Map.of("one", "bad", "two", "bad"), received.take());
      assertEquals("the server has closed the connection", link.status().problem());
      link.close();
    }
  }

  @Test
  void aShortAnswerIsNone() throws Exception {
    wrong(request -> request.frame(new byte[] {3, 1, 9}), "the answer has 1 bytes instead of 2");
  }

  @Test
  void anAnswerOfAnotherFunctionIsNone() throws Exception {
    wrong(request -> request.frame(new byte[] {4, 2, 0, 9}), "unexpected function code: 0x04");
  }

  @Test
  void anAnswerToAnotherRequestIsNone() throws Exception {
    wrong(request -> new ScriptedServer.Request(request.transaction() + 7, 1, 3, 9, 1).answer(), "no answer within 1000 ms");
  }

  @Test
  void aByteThatLiesAboutTheLengthDoesNoHarm() throws Exception {
    wrong(request -> request.frame(new byte[] {3, (byte) 250, 0, 9}), "");
  }

  @Test
  void halfAnAnswerIsNone() throws Exception {
    wrong(request -> Arrays.copyOf(request.answer(), 9), "no answer within 1000 ms");
  }

  @Test
  void exceptionsOfAGatewayAreNamed() throws Exception {
    wrong(request -> request.exception(11), "the unit behind the gateway does not answer");
    wrong(request -> request.exception(6), "the unit is busy");
    wrong(request -> request.exception(77), "exception 77");
  }

  /** A device that takes one register at a time is read one by one. */
  @Test
  void aDeviceThatTakesFewerAtOnce() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.count() > 1 ? request.exception(3) : request.answer()))) {
      ServerLink link = link(server.port(), "table=holding address=1 signal=one", "table=holding address=2 signal=two");
      link.poll();
      assertEquals(Map.of("one", 1.0, "two", 2.0), received.take());
      assertTrue(link.status().isWell(), link.status()::problem);
      link.poll();
      assertEquals(5, server.requests().size(), "the next poll does not ask for both again");
      link.close();
    }
  }

  @Test
  void attemptsBecomeRarer() throws Exception {
    ServerLink link = link(Peer.freePort(), TWO_UNITS);
    link.poll();
    assertEquals("connection refused or timed out", link.status().problem());
    assertEquals(Map.of("one", "bad", "two", "bad"), received.take());
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.answer()))) {
      ServerLink other = link(server.port(), TWO_UNITS);
      received.auditFails = true;
      other.poll();
      assertEquals("the audit log is full", other.status().problem());
      received.auditFails = false;
      received.take();
      other.poll();
      assertEquals(Map.of(), received.take(), "too early");
      now.updateAndGet(time -> time.plusMillis(250));
      other.poll();
      assertEquals(Map.of("one", 1.0, "two", 2.0), received.take());
      other.close();
    }
    link.close();
  }

  @Test
  void aClockThatIsSetBackDoesNotDelayTheNextAttempt() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.answer()))) {
      ServerLink link = link(server.port(), TWO_UNITS);
      received.auditFails = true;
      link.poll();
      received.auditFails = false;
      now.updateAndGet(time -> time.minusSeconds(3600));
      link.poll();
      assertTrue(link.status().isWell(), link.status()::problem);
      link.close();
    }
  }

  @Test
  void closingEndsARequestThatWaits() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(request -> {
      asked.countDown();
      return Optional.empty();
    })) {
      ServerLink link = link(server.port(), Duration.ofSeconds(30), TWO_UNITS);
      CompletableFuture<Void> poll = CompletableFuture.runAsync(link::poll);
      assertTrue(asked.await(10, TimeUnit.SECONDS));
      assertFalse(poll.isDone());
      link.close();
      assertTimeout(Duration.ofSeconds(10), () -> poll.get());
      assertEquals(Map.of(), received.take(), "nothing is delivered any more");
    }
  }

  private void wrong(Function<ScriptedServer.Request, byte[]> answer, String problem) throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.unitId() == 2 ? request.answer() : answer.apply(request)))) {
      ServerLink link = link(server.port(), "unit-id=2 table=holding address=2 signal=two", "table=holding address=1 signal=one");
      link.poll();
      assertEquals(Map.of("one", "bad", "two", 2.0), received.take());
      assertTrue(link.status().problem().endsWith(problem), link.status()::problem);
      link.close();
    }
  }

  private ServerLink link(int port, String... points) {
    return link(port, TIMEOUT, points);
  }

  private ServerLink link(int port, Duration timeout, String... points) {
    Clock clock = new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
    Server server = new Server("plc", "127.0.0.1", port);
    Settings settings = new Settings(Map.of("plc", server), Stream.of(points).map(point -> Point.parse(point + " asset=pump-1", "plc")).toList(), Duration.ofSeconds(1),
        timeout, Duration.ofSeconds(2), 125, 0);
    return new ServerLink(server, settings, threads, new Delivery(received, clock), new Journal(received), clock);
  }
}
