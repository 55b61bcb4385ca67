package io.sallyport.itests.appliance;

import io.sallyport.api.lifecycle.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The history of a load as an earlier run of the package {@code load-forecasting} left it: real demand, up to the slot before now. */
public final class LoadHistory {
  private static final int SLOT_SECONDS = 1_800;
  private static final int DAY = 48;
  private static final int SLOTS = 20 * DAY;

  private final List<Double> demand;

  public LoadHistory(Project project) {
    try {
      List<String> lines = Files.readAllLines(project.built("bundles/models/demand-forecast/src/main/data/gb-half-hourly-demand.csv"));
      demand = lines.subList(1, lines.size()).stream().map(Double::parseDouble).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the state of the signal {@code grid/demand}. @return end of the newest slot */
  public Instant write(Path data, Instant now) {
    long newest = Math.floorDiv(now.getEpochSecond(), (long) SLOT_SECONDS) - 1;
    int at = demand.size() - DAY + (int) Math.floorMod(newest, (long) DAY); // the same time of the day
    try {
      Path folder = Files.createDirectories(data.resolve("site/packages/load-forecasting"));
      StateFile.of(folder, "grid/demand", "sallyport.load-forecasting/1").write(out -> {
        out.writeUTF("UTC");
        out.writeLong(SLOT_SECONDS);
        out.writeUTF("MW");
        out.writeInt(SLOTS);
        for (int i = 0; i < SLOTS; i++) {
          out.writeLong(newest - SLOTS + 1 + i);
          out.writeDouble(demand.get(at - SLOTS + 1 + i));
          out.writeInt(1);
        }
        out.writeInt(0); // no forecast waits to be compared
        out.writeInt(0); // none was
      });
      return Instant.ofEpochSecond((newest + 1) * SLOT_SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
