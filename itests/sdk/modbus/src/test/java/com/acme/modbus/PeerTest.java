package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against servers that others have written. */
@SuppressWarnings("try")
class PeerTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private final Received received = new Received();

  @ParameterizedTest
  @EnumSource(Peer.Kind.class)
  void everyTypeAndTable(Peer.Kind kind) throws Exception {
    int port = Peer.freePort();
    try (var peer = Peer.start(kind, port); NetThread threads = new NetThread()) {
      ServerLink link = link(port, threads, "table=holding address=0 type=int16 signal=int16", "table=holding address=1 signal=uint16 scale=0.1 offset=-100",
          "table=holding address=2 type=int32 signal=int32", "table=holding address=4 type=uint32 order=CDAB signal=uint32",
          "table=holding address=6 type=float32 signal=float32", "table=holding address=8 type=float64 signal=float64",
          "table=holding address=12 type=float32 order=BADC signal=badc", "table=holding address=14 type=float32 order=DCBA signal=dcba",
          "table=input address=0 signal=input", "table=input address=1 type=float32 signal=nan", "table=coil address=0 signal=on", "table=coil address=1 signal=off",
          "table=coil address=9 signal=far", "table=discrete address=5 signal=yes", "table=discrete address=6 signal=no", "unit-id=2 table=holding address=0 signal=other");
      link.poll();
      Map<String, Object> values = received.take();
      assertEquals(6400.0, (Double) values.remove("uint16"), 1e-9);
      assertEquals(Map.ofEntries(Map.entry("int16", -123.0), Map.entry("int32", -123_456_789.0), Map.entry("uint32", 4_000_000_000.0), Map.entry("float32", 12.5),
          Map.entry("float64", -0.02275), Map.entry("badc", 12.5), Map.entry("dcba", 12.5), Map.entry("input", 215.0), Map.entry("nan", "bad"), Map.entry("on", 1.0),
          Map.entry("off", 0.0), Map.entry("far", 1.0), Map.entry("yes", 1.0), Map.entry("no", 0.0), Map.entry("other", 7.0)), values);
      assertTrue(link.status().isWell(), link.status()::toString);
      assertEquals(new LinkStatus(LinkStatus.State.LIVE, "", 16, 1, 1), link.status());
      link.close();
    }
  }

  /** One address of a request that does not exist must not take its neighbours along. */
  @ParameterizedTest
  @EnumSource(Peer.Kind.class)
  void aRegisterThatIsNotThere(Peer.Kind kind) throws Exception {
    int port = Peer.freePort();
    try (var peer = Peer.start(kind, port); NetThread threads = new NetThread()) {
      ServerLink link = link(port, threads, "table=holding address=30 signal=first", "table=holding address=31 signal=missing", "table=holding address=32 signal=last");
      for (int poll = 0; poll < 2; poll++) {
        link.poll();
        assertEquals(Map.of("first", 1.0, "missing", "bad", "last", 3.0), received.take());
      }
      assertEquals(LinkStatus.State.LIVE, link.status().state());
      assertTrue(link.status().problem().startsWith("1 of the points cannot be read, first plc unit 1 holding 31 (pump-1/missing [1]): the unit has no such address"), link.status()::problem);
      link.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Peer.Kind.class)
  void aServerThatGoesAndComesBack(Peer.Kind kind) throws Exception {
    int port = Peer.freePort();
    try (NetThread threads = new NetThread()) {
      ServerLink link = link(port, threads, "table=holding address=0 signal=a", "unit-id=2 table=holding address=0 signal=b");
      try (var peer = Peer.start(kind, port)) {
        link.poll();
        assertEquals(Map.of("a", 65_413.0, "b", 7.0), received.take());
      }
      link.poll();
      assertEquals(Map.of("a", "bad", "b", "bad"), received.take(), "its loss is said once for each signal");
      assertEquals(LinkStatus.State.AWAY, link.status().state());
      assertFalse(link.status().problem().isBlank());
      link.poll();
      assertEquals(Map.of(), received.take(), "and not again");
      try (var peer = Peer.start(kind, port)) {
        link.poll();
        assertEquals(Map.of("a", 65_413.0, "b", 7.0), received.take());
        assertEquals(2, link.status().connects());
      }
      assertEquals(List.of("modbus.connected DONE", "modbus.lost FAILED", "modbus.connected DONE"), received.records());
      link.close();
    }
  }

  private ServerLink link(int port, NetThread threads, String... points) {
    Server server = new Server("plc", "127.0.0.1", port);
    Settings settings = new Settings(Map.of("plc", server), Stream.of(points).map(point -> Point.parse(point + " asset=pump-1", "plc")).toList(), Duration.ofSeconds(1),
        Duration.ofSeconds(5), Duration.ofMillis(0), 125, 0);
    return new ServerLink(server, settings, threads, new Delivery(received, CLOCK), new Journal(received), CLOCK);
  }
}
