package io.sallyport.itests.appliance;

import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A camera at a station of the vision capability: it writes pictures into the station's folder. */
public final class Camera {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Appliance appliance;
  private final String station;

  public Camera(Appliance appliance, String station) {
    this.appliance = appliance;
    this.station = station;
  }

  /** Configures the station, before or while the capability runs: pictures from its folder, the brick's model. */
  public void configure() {
    try {
      Files.createDirectories(appliance.data().resolve("site/etc"));
      Files.writeString(appliance.data().resolve("site/etc/io.sallyport.capability.visionqc.station-" + station + ".cfg"),
          String.join("\n", "name = " + station, "model = surface-inspection-brick", "folder = true", "folder.poll.ms = 100", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a picture there as a camera should: under its name only when it is whole. Waits until it was taken. */
  public void take(Path picture, String name) {
    Await.until("the station " + station + " has its folder", SOON, () -> Files.isDirectory(folder().resolve("refused")));
    try {
      Path part = Files.copy(picture, folder().resolve("inbox/." + name));
      Files.move(part, folder().resolve("inbox/" + name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(name + " was taken", SOON, () -> Files.exists(folder().resolve("processed/" + name)) || Files.exists(folder().resolve("refused/" + name)));
  }

  /** The picture with the heat over it that an insight's evidence names. */
  public Path overlay(JsonObject insight) {
    String basis = insight.object("evidence").string("basis");
    return packageFolder().resolve(basis.substring(basis.indexOf(", ") + 2));
  }

  /** The station's own folder. */
  public Path folder() {
    return packageFolder().resolve("stations/" + station);
  }

  private Path packageFolder() {
    return appliance.data().resolve("site/packages/vision-qc");
  }
}
