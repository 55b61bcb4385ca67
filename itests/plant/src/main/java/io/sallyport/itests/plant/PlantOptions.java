package io.sallyport.itests.plant;

import java.nio.file.Path;

/**
 * How a plant is set up.
 *
 * @param port TCP port on 127.0.0.1
 * @param data directory of its certificate, trust list, password file and truth log
 * @param user name of the only user
 * @param password that user's password
 * @param trustAnyClient accepts every client certificate; for tests and benchmarks only
 * @param namespacesBefore how many other namespaces are registered before the plant's own, to move its index
 */
public record PlantOptions(int port, Path data, String user, String password, boolean trustAnyClient, int namespacesBefore) {
  public PlantOptions(int port, Path data, String user, String password) {
    this(port, data, user, password, false, 0);
  }
}
