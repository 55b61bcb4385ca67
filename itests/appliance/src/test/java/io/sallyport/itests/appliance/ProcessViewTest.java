package io.sallyport.itests.appliance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The listener check must see what it is there to find. */
class ProcessViewTest {
  private final ProcessView own = new ProcessView(ProcessHandle.current().pid());

  @Test
  void seesListenersOnLoopbackAndOnAllInterfaces() throws IOException {
    try (ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        ServerSocket wildcard = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[4]))) {
      List<InetSocketAddress> listeners = own.listeners();
      assertTrue(listeners.stream().anyMatch(l -> l.getPort() == loopback.getLocalPort() && l.getAddress().isLoopbackAddress()), listeners::toString);
      assertTrue(listeners.stream().anyMatch(l -> l.getPort() == wildcard.getLocalPort() && l.getAddress().isAnyLocalAddress()), listeners::toString);
    }
  }

  @Test
  void seesDatagramPorts() throws IOException {
    try (DatagramSocket loopback = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        DatagramSocket wildcard = new DatagramSocket(0, InetAddress.getByAddress(new byte[4]))) {
      List<InetSocketAddress> ports = own.datagramPorts();
      assertTrue(ports.stream().anyMatch(p -> p.getPort() == loopback.getLocalPort() && p.getAddress().isLoopbackAddress()), ports::toString);
      assertTrue(ports.stream().anyMatch(p -> p.getPort() == wildcard.getLocalPort() && p.getAddress().isAnyLocalAddress()), ports::toString);
    }
  }

  @Test
  void seesMemory() {
    assertTrue(own.residentMebibytes() > 10);
  }
}
