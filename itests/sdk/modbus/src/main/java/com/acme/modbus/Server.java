package com.acme.modbus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Modbus TCP server: a device, or a gateway to several units.
 *
 * @param name as points refer to it
 * @param host address; a name only where the site resolves names
 */
record Server(String name, String host, int port) {
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]+)\\s*=\\s*(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):(\\d{1,5})");

  /** Reads {@code NAME=HOST:PORT}. @throws IllegalArgumentException with what is wrong */
  static Server parse(String entry) {
    Matcher matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + entry + "' is not NAME=HOST:PORT");
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("'" + entry + "': the port is not in 1 to 65535");
    }
    return new Server(matcher.group(1), matcher.group(2).replaceAll("[\\[\\]]", ""), port);
  }

  @Override
  public String toString() {
    return name + " (" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + ")";
  }
}
