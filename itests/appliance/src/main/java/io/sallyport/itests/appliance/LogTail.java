package io.sallyport.itests.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of every log in a folder, for failure messages. */
final class LogTail {
  private static final int LINES = 60;

  private LogTail() {}

  static String of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "no log in " + folder;
    }
    return Folders.files(folder, name -> name.endsWith(".log")).stream().map(LogTail::tail).collect(Collectors.joining("\n"));
  }

  private static String tail(Path file) {
    try {
      List<String> lines = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).lines().toList();
      return "== " + file + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return file + ": " + e;
    }
  }
}
