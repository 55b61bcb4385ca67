package io.sallyport.itests.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plant as a process. */
@Timeout(120)
class MainTest {
  @TempDir Path directory;

  @Test
  void becomesReadyReplaysObeysAndEndsCleanly() throws Exception {
    int port = FreePort.next();
    Process plant = start("--port", String.valueOf(port), "--data", directory.toString(), "--rate", "200");
    try (BufferedReader out = new BufferedReader(new InputStreamReader(plant.getInputStream(), StandardCharsets.UTF_8));
        Writer in = plant.outputWriter(StandardCharsets.UTF_8)) {
      assertEquals("READY opc.tcp://127.0.0.1:" + port + "/plant", out.readLine());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("plant.p12"))));
      assertEquals("OK pause", ask("pause", in, out));
      String sent = ask("status", in, out);
      assertEquals(sent, ask("status", in, out), "nothing is sent while paused");
      assertEquals("OK nan", ask("nan 3", in, out));
      assertEquals("OK disorder", ask("disorder 3", in, out));
      assertEquals("OK resume", ask("resume", in, out));
      assertEquals("OK refused so far: none", ask("clients", in, out));
      assertTrue(ask("trust 0123456789abcdef", in, out).startsWith("ERROR no refused client"));
      String refused = "00".repeat(32);
      Files.write(directory.resolve("rejected/" + refused + ".der"), Files.readAllBytes(directory.resolve("plant.der")));
      assertEquals("OK refused so far: " + refused, ask("clients", in, out));
      assertTrue(ask("trust 00", in, out).startsWith("ERROR"), "too short to be compared");
      assertEquals("OK trusted " + refused, ask("trust " + refused.substring(0, 16), in, out));
      assertTrue(Files.exists(directory.resolve("trusted/" + refused + ".der")));
      assertTrue(ask("nonsense", in, out).startsWith("ERROR"));
      while (ask("status", in, out).equals(sent)) {
        Thread.onSpinWait();
      }
      assertEquals("OK stop", ask("stop", in, out));
      assertEquals("STOPPED", out.readLine());
      assertTrue(plant.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, plant.exitValue());
      String described = new String(plant.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      String fingerprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(directory.resolve("plant.der"))));
      assertTrue(described.contains("SHA-256 " + fingerprint) && described.contains("nsu=urn:sallyport:plant:radiator;s=radiator-1/V1 to /V9") && described.contains(directory.resolve("password").toString()), described);
      List<String> truth = Files.readAllLines(directory.resolve("replay-log.csv"));
      assertEquals("row,sourceTime,label,episode", truth.get(0));
      assertTrue(truth.size() > 1 && truth.get(1).matches("0,\\d{19},1,0"), truth.get(1));
    } finally {
      plant.destroyForcibly();
    }
  }

  @Test
  void helpIsGivenToWhoAsks() throws Exception {
    Process help = start("--help");
    assertTrue(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("--port N"));
    assertEquals(0, help.waitFor());
    Process unknown = start("--data", directory.toString(), "--prot", "1");
    String said = new String(unknown.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains("unknown argument: --prot") && said.contains("--port N"), said);
    assertEquals(64, unknown.waitFor());
  }

  @Test
  void wrongArgumentsAndATakenPortEndWithAMessage() throws Exception {
    Process wrong = start("--port", "0", "--data", directory.toString());
    assertTrue(new String(wrong.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).contains("--port must be one (1…65535)"));
    assertEquals(64, wrong.waitFor());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process refused = start("--port", String.valueOf(taken.getLocalPort()), "--data", directory.toString());
      String said = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(said.startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort()) && said.contains("--port another one") && said.lines().count() == 1, said);
      assertEquals(69, refused.waitFor());
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Dstdout.encoding=UTF-8",
        "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String ask(String command, Writer in, BufferedReader out) throws IOException {
    in.write(command + "\n");
    in.flush();
    return out.readLine();
  }
}
