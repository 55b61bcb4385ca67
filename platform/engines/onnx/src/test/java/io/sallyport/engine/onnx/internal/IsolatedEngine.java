package io.sallyport.engine.onnx.internal;

import io.sallyport.inference.engine.LoadedModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM that does one thing and says what the kernel saw of it. */
public final class IsolatedEngine {
  /** Of {@code /proc/self/net/snmp}: what is counted when something is sent, connects or has no route. */
  private static final List<String> COUNTERS = List.of("Ip OutRequests", "Ip OutNoRoutes", "Tcp ActiveOpens", "Udp OutDatagrams");

  private IsolatedEngine() {}

  public static void main(String[] arguments) throws Exception {
    long before = attempts();
    switch (arguments[0]) {
      case "connect" -> connect();
      case "engine", "maps" -> engine(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("attempts " + (attempts() - before));
    if (arguments[0].equals("maps")) {
      Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains("onnx") && line.contains(".so"))
          .map(line -> line.substring(line.indexOf('/'))).distinct().forEach(path -> System.out.println("mapped " + path));
      System.out.println("engines " + ai.djl.engine.Engine.getAllEngines());
    }
  }

  private static void engine(Path scratch) {
    try (LoadedModel model = new OnnxEngine(scratch).load(RadiatorFiles.model("1.1.0"))) {
      model.run(Map.of("window", RadiatorFiles.window(RadiatorFiles.golden("1.1.0").get(0))));
      System.out.println("answered");
    }
  }

  /** What DJL would do if it were not told otherwise: asks the cloud's metadata service where it is. */
  private static void connect() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("169.254.169.254", 80), 200);
    } catch (IOException expected) {
      System.out.println("refused: " + expected.getMessage());
    }
  }

  private static long attempts() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/net/snmp"));
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] names = lines.get(i).split(" ");
      String[] values = lines.get(i + 1).split(" ");
      for (int column = 1; column < names.length; column++) {
        counts.put(names[0].replace(":", "") + " " + names[column], Long.parseLong(values[column]));
      }
    }
    return COUNTERS.stream().mapToLong(counts::get).sum();
  }
}
