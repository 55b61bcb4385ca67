package io.sallyport.capability.loadforecasting;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.lifecycle.StateFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** History, forecasts not compared yet and errors, over restarts and swaps. Used by one thread. */
final class Memory {
  private static final String FORM = "sallyport.load-forecasting/1";

  private final Settings settings;
  private final StateFile state;
  private final AuditTrail audit;

  /** @param directory the package's own */
  Memory(Settings settings, Path directory, AuditTrail audit) {
    this.settings = settings;
    this.state = new StateFile(directory.resolve(name(settings) + ".state"), FORM);
    this.audit = audit;
  }

  /** A file name of the signal, unlike that of any other. */
  static String name(Settings settings) {
    return StateFile.name(settings.asset() + "/" + settings.signal());
  }

  /**
   * Reads what is kept. A file that is damaged, or was kept in another zone or period, is put aside and recorded, and the history begins anew.
   *
   * @throws IllegalStateException SP-FORECAST-0004 if the file cannot be read or put aside, or that cannot be recorded
   */
  void load(Intake intake, Accuracy accuracy) {
    try {
      StateFile.Found found = state.read(in -> read(in, intake, accuracy));
      if (found instanceof StateFile.Found.Damaged damaged) {
        intake.with(history -> {
          history.read(empty());
          return null;
        });
        accuracy.read(empty());
        audit.record("forecast.discarded", "set aside", state.file().getFileName().toString(), AuditTrail.Outcome.DONE, Map.of("why", shortened(damaged.why())));
        state.setAside();
      }
    } catch (IOException e) {
      throw new IllegalStateException("SP-FORECAST-0004: the history cannot be read: " + e.getMessage() + " – " + state.file() + " – see the disk and its rights", e);
    }
  }

  /** @throws IOException if it cannot be written */
  void save(Intake intake, Accuracy accuracy) throws IOException {
    intake.with(history -> {
      state.write(out -> {
        out.writeUTF(settings.zone().getId());
        out.writeLong(settings.period().toSeconds());
        out.writeUTF(intake.unit());
        history.write(out);
        accuracy.write(out);
      });
      return null;
    });
  }

  private void read(DataInputStream in, Intake intake, Accuracy accuracy) throws IOException {
    String zone = in.readUTF();
    long seconds = in.readLong();
    if (!zone.equals(settings.zone().getId()) || seconds != settings.period().toSeconds()) {
      throw new IOException("it was kept in slots of " + seconds + " s in " + zone);
    }
    intake.unit(in.readUTF());
    intake.with(history -> {
      history.read(in);
      return null;
    });
    accuracy.read(in);
  }

  /** Two counts of nothing. */
  private static DataInputStream empty() {
    return new DataInputStream(new ByteArrayInputStream(new byte[2 * Integer.BYTES]));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200);
  }
}
