package io.sallyport.http.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whose a connection or request is, where one address may have its share only. Stateless. */
public final class PeerAddress {
  private static final int NETWORK_BYTES = 8;

  private PeerAddress() {}

  /** Of IPv6 the network: a machine has all addresses of one. */
  public static String of(InetAddress peer) {
    if (!(peer instanceof Inet6Address) || peer.isLoopbackAddress() || peer.isLinkLocalAddress()) {
      return peer.getHostAddress();
    }
    byte[] network = peer.getAddress();
    Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      return peer.getHostAddress();
    }
  }

  /** @param peer an address as a connection has it, never a name: nothing is looked up */
  public static String of(String peer) {
    try {
      return of(InetAddress.getByName(peer));
    } catch (UnknownHostException e) {
      return peer;
    }
  }
}
