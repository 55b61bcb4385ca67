package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM that runs with {@code -XX:NativeMemoryTracking=summary} has committed, in MiB by category; what native libraries allocate is not in it. */
record NativeMemory(Map<String, Double> committed) {
  static final String OPTION = "-XX:NativeMemoryTracking=summary";
  private static final Pattern CATEGORY = Pattern.compile("-\\s+([A-Za-z ]+) \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
  private static final Pattern USED = Pattern.compile("garbage-first heap\\s+total \\d+K, used (\\d+)K");
  private static final double KIBIBYTES = 1024;

  private static final String HEAP_USED = "heap used";

  static NativeMemory of(long pid) {
    Map<String, Double> committed = new LinkedHashMap<>();
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (used.find()) {
      committed.put(HEAP_USED, Long.parseLong(used.group(1)) / KIBIBYTES);
    }
    Matcher category = CATEGORY.matcher(jcmd(pid, "VM.native_memory", "summary"));
    while (category.find()) {
      committed.put(category.group(1), Long.parseLong(category.group(2)) / KIBIBYTES);
    }
    return new NativeMemory(committed);
  }

  double heapUsed() {
    return committed.getOrDefault(HEAP_USED, 0.0);
  }

  /** Of all categories together. */
  double total() {
    return committed.values().stream().mapToDouble(Double::doubleValue).sum() - heapUsed();
  }

  /** Has the JVM collect garbage, wholly. */
  static void collect(long pid) {
    jcmd(pid, "GC.run");
  }

  private static String jcmd(long pid, String... arguments) {
    try {
      java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(Path.of(Program.javaBinary()).resolveSibling("jcmd").toString(), Long.toString(pid)));
      command.addAll(java.util.List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.onExit().join();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
