package io.sallyport.http.internal.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.http.internal.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final MemoryAuditLog audit = new MemoryAuditLog();
  private Instant now = Instant.parse("2026-11-26T03:00:00Z");

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void anEpisodeIsRecordedWhenItBeginsAndTheNextOneSaysHowLargeItWas() {
    Connections connections = new Connections(audit, () -> now);
    for (int i = 0; i < 500; i++) {
      connections.cut(Cut.HEAD, "192.0.2.7");
      connections.cut(Cut.REST, "192.0.2.7");
      pass(Duration.ofSeconds(59));
    }
    assertEquals(1, audit.entries().size(), "as long as it goes on");
    assertEquals("http.cut SP-HTTP-0070 http:192.0.2.7", audit.last().type() + " " + audit.last().code().orElseThrow() + " " + audit.last().source().orElseThrow());
    connections.cut(Cut.ROOM, "192.0.2.7");
    connections.cut(Cut.HEAD, "192.0.2.8");
    assertEquals(3, audit.entries().size(), "another cause, another address");
    pass(Duration.ofMinutes(1));
    connections.cut(Cut.HEAD, "192.0.2.7");
    assertEquals("the head of a request did not come whole in time; 500 connections in the episode before", audit.last().reason().orElseThrow());
    assertEquals(List.of(502L, 0L, 1L, 0L, 500L), List.copyOf(connections.cuts().values()));
  }

  @Test
  void whatCannotBeRecordedIsCountedAllTheSame() {
    Connections connections = new Connections(audit, () -> now);
    audit.fail(true);
    connections.cut(Cut.ADDRESS, "192.0.2.7");
    assertEquals(1, connections.cuts().get(Cut.ADDRESS));
  }

  @Test
  void aThousandAddressesAreRememberedAndTheOthersAreOneTogether() {
    Episodes episodes = new Episodes(() -> now);
    int begun = 0;
    for (int i = 0; i < 5_000; i++) {
      begun += episodes.happened("address " + i).isPresent() ? 1 : 0;
    }
    assertEquals(1_001, begun);
    pass(Duration.ofMinutes(1));
    assertEquals(OptionalLong.of(0), episodes.happened("another"), "those that are over are forgotten");
  }

  @Test
  void ofIpv6ANetworkCountsAsOne() throws UnknownHostException {
    assertEquals(PeerAddress.of(InetAddress.getByName("2001:db8:1:2::1")), PeerAddress.of(InetAddress.getByName("2001:db8:1:2:ffff::7")));
    assertEquals("2001:db8:1:2:0:0:0:0/64", PeerAddress.of(InetAddress.getByName("2001:db8:1:2::1")));
    assertEquals("0:0:0:0:0:0:0:1", PeerAddress.of(InetAddress.getByName("::1")));
    assertEquals("192.0.2.7", PeerAddress.of(InetAddress.getByName("192.0.2.7")));
    assertEquals("2001:db8:1:2:0:0:0:0/64", PeerAddress.of("[2001:db8:1:2::1]"), "as a request has it");
  }
}
