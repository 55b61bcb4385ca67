package io.sallyport.http.internal.listener;

import io.sallyport.http.internal.HttpSettings;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The connector that the appliance gives to Jetty. */
public final class TestConnector {
  private TestConnector() {}

  public static Connector of(HttpSettings settings, Connections connections, Server server) {
    settings.requireSafe();
    return new OneConnector(settings, connections, port -> {}, () -> {}).createConnector(server);
  }

  public static int port(Connector connector) {
    return ((ServerConnector) connector).getLocalPort();
  }
}
