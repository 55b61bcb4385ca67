package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Joins an appliance to a plant: the site's settings of the connector, and the exchange of certificates by people on both sides. */
public final class PlantLink {
  public static final String ASSET = "radiator-1";
  private static final String NAMESPACE = "urn:sallyport:plant:radiator";
  private static final String SECRET = "plant";
  private static final Duration CONNECTED = Duration.ofSeconds(60);

  private final Appliance appliance;
  private final Plant plant;

  public PlantLink(Appliance appliance, Plant plant) {
    this.appliance = appliance;
    this.plant = plant;
  }

  /** Writes {@code site/etc/io.sallyport.connector.opcua.cfg} and the password. */
  public void configure() {
    String nodes = IntStream.rangeClosed(1, 9).mapToObj(i -> "nsu=" + NAMESPACE + ";s=" + ASSET + "/V" + i + "=V" + i + ";1").collect(Collectors.joining(", "));
    password(plant.password());
    write("site/etc/io.sallyport.connector.opcua.cfg", String.join("\n", "endpoint.url = opc.tcp://127.0.0.1:" + plant.port() + "/plant",
        "security.policy = Basic256Sha256", "message.mode = SignAndEncrypt", "user.name = sallyport", "password.secret = " + SECRET,
        "asset = " + ASSET, "nodes = " + nodes, "reconnect.max.ms = 1000", ""));
  }

  /** Writes the secret that the connector reads at each attempt. */
  public void password(String password) {
    write("site/packages/opcua/secrets/" + SECRET, password + "\n");
  }

  /** What the integrator does: trusts the server's certificate that is waiting. Returns its thumbprint. */
  public String trustServer(User integrator) {
    String thumbprint = Await.value("the plant's certificate waits for trust", CONNECTED, this::waitingThumbprint);
    appliance.console(integrator).run("opcua:trust " + thumbprint, "y").orFail();
    return thumbprint;
  }

  private Optional<String> waitingThumbprint() {
    return certificates().stream().filter(certificate -> certificate.string("state").equals("rejected")).map(certificate -> certificate.string("thumbprint")).findFirst();
  }

  private List<JsonObject> certificates() {
    return appliance.console(User.IVAN).run("opcua:certificates --json").jsonList();
  }

  /** What the plant's engineer does, until the appliance is let in and its signals are known. */
  public void admitAppliance() {
    Await.until("the plant has seen the appliance's certificate", CONNECTED, () -> plant.trustRejectedClients() > 0);
  }

  /** Waits until the connector has its session and its subscription. */
  public void awaitLive() {
    awaitStatus("LIVE");
  }

  /** Waits until {@code opcua:status} says all of this: a state, a code. */
  public void awaitStatus(String... words) {
    Await.value(() -> "opcua:status says " + List.of(words) + ", not " + status(), CONNECTED,
        () -> Optional.of(status()).filter(status -> Stream.of(words).allMatch(status::contains)));
  }

  private String status() {
    return appliance.console(User.IVAN).run("opcua:status").out();
  }

  /** Writes a file of the data directory, all of it at once. */
  public void write(String file, String text) {
    Path path = appliance.data().resolve(file);
    try {
      Files.createDirectories(path.getParent());
      Path temporary = Files.createTempFile(path.getParent(), ".new", ".tmp", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, text);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
