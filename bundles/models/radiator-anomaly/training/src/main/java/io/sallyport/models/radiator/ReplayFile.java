package io.sallyport.models.radiator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes the replay that the demo's plant plays. Run: {@code ReplayFile DATA REPLAY}. */
public final class ReplayFile {
  private ReplayFile() {}

  public static void main(String[] args) {
    Replay replay = Replay.demo(ShuttleData.read(Path.of(args[0])));
    write(replay, Path.of(args[1]));
    System.out.println(replay.entries().size() + " rows written");
  }

  static String text(Replay replay) {
    StringBuilder text = new StringBuilder("row,V1,V2,V3,V4,V5,V6,V7,V8,V9,label,episode\n");
    for (Replay.Entry entry : replay.entries()) {
      text.append(entry.row().number());
      for (int value : entry.row().values()) {
        text.append(',').append(value);
      }
      text.append(',').append(entry.row().label()).append(',').append(entry.episode()).append('\n');
    }
    return text.toString();
  }

  private static void write(Replay replay, Path file) {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text(replay).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
