package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.attack.HostileBundles;
import io.sallyport.itests.attack.Edited;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What would run, or widen a rule, if whoever reads the file believed it. */
final class HostileContent {
  private static final String ACCESS = """
      service.pid="org.apache.karaf.command.acl.shell"
      cat="viewer"
      exec="viewer,operator"
      """;
  private static final String WATCHED = """
      felix.fileinstall.dir=/tmp
      felix.fileinstall.filter=.*
      felix.fileinstall.start.level=1
      """;

  private HostileContent() {}

  /** In the place of this file: of the kind that its name or its present content promises. */
  static byte[] of(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("users.json")) {
      return everybodyIsAdmin(file);
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      return "{\"signatures\":[],\"signed\":{\"_type\":\"root\",\"version\":2147483647,\"roles\":[\"admin\"]}}\n".getBytes(StandardCharsets.UTF_8);
    }
    if (name.endsWith(".cfg") || name.endsWith(".config") || name.endsWith(".properties")) {
      return WATCHED.getBytes(StandardCharsets.UTF_8);
    }
    return HostileBundles.plain("planted", "1.0.0");
  }

  /** Files that could be taken for a neighbour of this one. */
  static Map<Path, byte[]> beside(Path file) {
    Path directory = file.getParent();
    String name = file.getFileName().toString();
    Map<Path, byte[]> planted = new LinkedHashMap<>();
    planted.put(directory.resolve("planted.jar"), HostileBundles.plain("planted", "1.0.0"));
    planted.put(directory.resolve("org.apache.karaf.command.acl.shell.config"), ACCESS.getBytes(StandardCharsets.UTF_8));
    planted.put(directory.resolve("org.apache.felix.fileinstall-planted.cfg"), WATCHED.getBytes(StandardCharsets.UTF_8));
    planted.put(directory.resolve("derby.properties"), "derby.drda.startNetworkServer=true\n".getBytes(StandardCharsets.UTF_8));
    if (name.matches("\\d+\\..*") || name.matches("\\d+")) {
      planted.put(directory.resolve(name.replaceFirst("^\\d+", "999999999")), Edited.bytes(file));
    }
    planted.put(directory.resolve(name + ".old"), Edited.bytes(file));
    return planted;
  }

  /** Whatever else is in the file stays. */
  private static byte[] everybodyIsAdmin(Path file) {
    String users = new String(Edited.bytes(file), StandardCharsets.UTF_8);
    return users.replaceAll("\"roles\"\\s*:\\s*\\[[^\\]]*\\]", "\"roles\": [\"admin\"]").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a file of that name was planted by {@link #beside}. */
  static boolean planted(Path file) {
    return Files.exists(file) && file.getFileName().toString().startsWith("planted");
  }
}
