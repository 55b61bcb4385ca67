package io.sallyport.signedrepo;

import static io.sallyport.signedrepo.ToolRun.ok;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tuf-client} as a process, as conformance suites run it: against our repository on a server that misbehaves, and against python-tuf's. */
class TufClientIT {
  private static final Path CLIENT = Path.of("bin/tuf-client").toAbsolutePath();
  private static final String NAME = "packages/thing/1.0.0/CHANGELOG.md";
  @TempDir static Path shared;
  @TempDir Path work;
  private static Path medium;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Path targets;

  /** What the server does for one path instead of sending the file. */
  @FunctionalInterface
  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeAll
  static void release() throws Exception {
    Path dev = shared.resolve("dev");
    ok("development", dev);
    medium = shared.resolve("medium");
    ok("release", shared.resolve("repository"), TestPackage.folder(shared, "thing", "1.0.0"), "--dev", dev, "--medium", medium);
  }

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    targets = Files.createDirectory(work.resolve("targets"));
    assertEquals(0, client("init", medium.resolve("metadata/1.root.json").toString()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void downloadsOnceAndFromFilesToo() throws Exception {
    assertEquals(0, download(url("metadata"), url("targets/"), NAME), this::log);
    assertEquals("# thing 1.0.0\n", Files.readString(targets.resolve("packages%2Fthing%2F1.0.0%2FCHANGELOG.md")));
    assertEquals(List.of("root.json", "snapshot.json", "targets.json", "timestamp.json"), stored());
    assertArrayEquals(Files.readAllBytes(medium.resolve("metadata/timestamp.json")), Files.readAllBytes(work.resolve("metadata/timestamp.json")));
    asked.clear();
    assertEquals(0, download(medium.resolve("metadata").toUri().toString(), url("targets"), NAME, "packages/thing/1.0.0/package.json"), this::log);
    assertEquals(1, asked.size(), "only what was not there: " + asked);
    assertTrue(asked.get(0).endsWith(".package.json"));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    answers.put("/metadata/timestamp.json", exchange -> {
      exchange.getResponseHeaders().add("Location", url("elsewhere/timestamp.json"));
      exchange.sendResponseHeaders(302, -1);
    });
    refused("SP-TOOL-0021");
    assertFalse(asked.contains("/elsewhere/timestamp.json"));
    assertEquals(List.of("root.json"), stored());
  }

  @Test
  void whatIsMissingOrFailsIsToldApart() throws Exception {
    answers.put("/metadata/timestamp.json", exchange -> exchange.sendResponseHeaders(404, -1));
    refused("SP-TRUST-0022");
    answers.put("/metadata/timestamp.json", exchange -> exchange.sendResponseHeaders(500, -1));
    refused("SP-TOOL-0021");
    answers.put("/metadata/2.root.json", exchange -> exchange.sendResponseHeaders(503, -1));
    asked.clear();
    refused("SP-TOOL-0021");
    assertEquals(List.of("/metadata/2.root.json"), asked, "a server that fails is no end of the chain of roots");
  }

  @Test
  void endlessDataAndEndlessWaitingEnd() throws Exception {
    answers.put("/metadata/timestamp.json", TufClientIT::endless);
    refused("SP-TRUST-0021");
    answers.put("/metadata/timestamp.json", exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(new byte[10]);
      exchange.getResponseBody().flush();
    });
    refused("SP-TOOL-0021", "--timeout", "1");
    answers.clear();
    String changelog = "/targets/" + path(NAME);
    answers.put(changelog, TufClientIT::endless);
    assertEquals(1, download(url("metadata"), url("targets"), NAME));
    assertTrue(log().startsWith("SP-TRUST-0021: "), this::log);
    assertEquals(0, targets.toFile().list().length);
  }

  @Test
  void wrongUsageIsToldApart() throws Exception {
    assertEquals(2, client("refresh"));
    assertEquals(2, client("--metadata-url", url("metadata"), "download"));
    assertEquals(1, client("--metadata-url", "ftp://127.0.0.1/metadata", "refresh"));
    assertTrue(log().startsWith("SP-TOOL-0021: "), this::log);
    assertEquals(1, client("init", work.resolve("absent").toString()));
    assertTrue(log().startsWith("SP-TOOL-0001: "), this::log);
  }

  @Test
  void repositoriesOfPythonTuf() throws Exception {
    StockClients.present(StockClients.pythonTuf() ? List.of() : List.of("python3-tuf"));
    Path log = work.resolve("python.log");
    int status = StockClients.run(work, log, 900, List.of(StockClients.PYTHON.toString(), StockClients.script("/python-tuf-repositories.py").toString(), CLIENT.toString()));
    String report = Files.readString(log);
    System.out.println(report);
    assertEquals(0, status, report);
    assertTrue(report.lines().filter(line -> line.startsWith("passed ")).count() >= 20, report);
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] block = new byte[1 << 16];
    Arrays.fill(block, (byte) ' ');
    try (OutputStream out = exchange.getResponseBody()) {
      while (!Thread.currentThread().isInterrupted()) {
        out.write(block);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Answer answer = answers.get(path);
    if (answer != null) {
      answer.give(exchange);
      return;
    }
    try (exchange) {
      Path file = medium.resolve(path.substring(1));
      boolean there = Files.isRegularFile(file);
      byte[] bytes = there ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(there ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void refused(String code, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--metadata-url", url("metadata"), "refresh"));
    assertEquals(1, client(arguments.toArray(String[]::new)), this::log);
    assertTrue(log().startsWith(code + ": "), this::log);
  }

  private int download(String metadata, String base, String... names) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--metadata-url", metadata));
    for (String name : names) {
      arguments.addAll(List.of("--target-name", name));
    }
    arguments.addAll(List.of("--target-base-url", base, "--target-dir", targets.toString(), "download"));
    return client(arguments.toArray(String[]::new));
  }

  private int client(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(CLIENT.toString(), "--metadata-dir", work.resolve("metadata").toString()));
    command.addAll(List.of(arguments));
    return StockClients.run(work, work.resolve("client.log"), 120, command);
  }

  private String log() {
    try {
      return Files.readString(work.resolve("client.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> stored() throws IOException {
    try (var files = Files.list(work.resolve("metadata"))) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")).sorted().toList();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  private static String path(String target) throws IOException {
    Path folder = medium.resolve("targets").resolve(target).getParent();
    try (var files = Files.list(folder)) {
      Path file = files.filter(f -> f.toString().endsWith(target.substring(target.lastIndexOf('/') + 1))).findFirst().orElseThrow();
      return medium.resolve("targets").relativize(file).toString();
    }
  }
}
