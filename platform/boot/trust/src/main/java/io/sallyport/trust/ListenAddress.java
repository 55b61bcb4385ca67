package io.sallyport.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that a setting gives. Names are not resolved: one could mean another address tomorrow, and asking a DNS server is a way out. */
public final class ListenAddress {
  /** Nothing that could be a name: {@code cafe.de} is one, all of it hexadecimal digits. What has a colon is never looked up. */
  private static final Pattern ADDRESS = Pattern.compile("localhost|((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}|[0-9a-fA-F]*:[0-9a-fA-F.:]*");

  private ListenAddress() {}

  /** An IPv4 address of four decimal numbers, an IPv6 address, or {@code localhost}; empty for all else. */
  public static Optional<InetAddress> parse(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
