package io.sallyport.itests.appliance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The simulated plant in a process of its own: an OPC UA server that replays the radiator's sensors. Closing ends it. */
public final class Plant implements AutoCloseable {
  private static final long ANSWER_SECONDS = 30;

  private final Process process;
  private final PrintStream commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Path data;
  private final int port;

  private Plant(Process process, Path data, int port) {
    this.process = process;
    this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.data = data;
    this.port = port;
    Thread reader = new Thread(this::read, "plant-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a plant that is paused, and begins again after its last row. @param rate rows per second */
  public static Plant start(Project project, Path data, int port, int rate) {
    Path replay = project.built("bundles/models/radiator-anomaly/src/main/replay/replay.csv.gz");
    List<String> command = List.of(Program.javaBinary(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar",
        project.jar("itests/plant/target", "plant").toString(), "--replay", replay.toString(), "--port", Integer.toString(port),
        "--rate", Integer.toString(rate), "--data", data.toString(), "--paused", "--loop");
    try {
      Files.createDirectories(data);
      Process process = new ProcessBuilder(command).redirectError(data.resolve("plant.log").toFile()).start();
      Cleanup.process(process);
      Plant plant = new Plant(process, data, port);
      plant.expect("READY");
      return plant;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins or goes on to send rows. */
  public void resume() {
    command("resume");
  }

  public void pause() {
    command("pause");
  }

  /** Rows sent so far. */
  public long sent() {
    return Long.parseLong(command("status").replaceAll("\\D", ""));
  }

  /** The next rows carry NaN in one sensor each. */
  public void nan(int rows) {
    command("nan " + rows);
  }

  /** The next rows are dated before their predecessors. */
  public void disorder(int rows) {
    command("disorder " + rows);
  }

  private String command(String command) {
    commands.println(command);
    return expect("OK");
  }

  private String expect(String start) {
    try {
      String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (answer == null || !answer.startsWith(start)) {
        throw new AssertionError("the plant answered " + answer + " instead of " + start + "\n" + LogTail.of(data));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answers.add(line);
      }
    } catch (IOException e) {
      answers.add("ended: " + e.getMessage());
    }
  }

  /** Where its truth log, password and certificates lie. */
  public Path data() {
    return data;
  }

  public String password() {
    try {
      return Files.readString(data.resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public int port() {
    return port;
  }

  /** What the plant's engineer does once: accepts the client certificates that were turned away. */
  public int trustRejectedClients() {
    List<Path> rejected = Folders.files(data.resolve("rejected"), name -> name.endsWith(".der"));
    for (Path certificate : rejected) {
      try {
        Files.move(certificate, data.resolve("trusted").resolve(certificate.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rejected.size();
  }

  /** What was really sent. */
  public TruthLog truth() {
    return TruthLog.read(data);
  }

  /** Leaves the process running when this JVM ends. */
  public void leaveRunning() {
    Cleanup.spare(process, data);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
