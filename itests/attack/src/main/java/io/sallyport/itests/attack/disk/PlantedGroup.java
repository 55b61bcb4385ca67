package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Links, pipes and texts planted where the appliance reads without needing it: none of them may end it, keep it from starting, or reach a person's terminal. Two
 * of these ended the process, and each start after it.
 */
public final class PlantedGroup implements Group {
  private static final Case CERTIFICATES = of("opcua-certificate-without-end", "a link to /dev/zero and a pipe among the OPC UA certificates, listed by a viewer");
  private static final Case LIST = of("diode-list-without-end", "a link to /dev/zero as the diode's list of finished sessions, before a start");
  private static final Case SESSION = of("diode-session-of-pipes", "a diode session whose files are pipes, before a start");
  private static final Case LOG = of("log-clears-the-screen", "a setting with control characters, which a refusal quotes in the log, shown by log:display");
  private static final Case MEMORY = of("memory-without-limit", "a process that may take all of the machine's memory, as a call of a model could have it do");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CLEAR = "\u001b[2J";

  private static Case of(String name, String threat) {
    return new Case(name, threat, Guard.CONSOLE, Case.NONE);
  }

  @Override
  public String title() {
    return "Files planted where nothing is needed";
  }

  @Override
  public List<Case> cases() {
    return List.of(CERTIFICATES, LIST, SESSION, LOG, MEMORY);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    Path data = appliance.data();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(CERTIFICATES, certificates(target, folder(data.resolve("site/packages/opcua/rejected"))));
    outcomes.put(LOG, log(target));
    Path quarantine = folder(data.resolve("quarantine/diode"));
    Path session = folder(quarantine.resolve("0123456789abcdef0123456789abcdef"));
    appliance.stop();
    clear(quarantine.resolve("finished"));
    link(quarantine.resolve("finished"));
    pipe(session.resolve("head"));
    pipe(session.resolve("received"));
    // The console's port is TCP's; the same number is free for datagrams.
    Edited.write(setting(target), ("listen.address = 127.0.0.1\nlisten.port = " + appliance.port() + "\n").getBytes(StandardCharsets.US_ASCII));
    appliance.start();
    Await.until("the receiver listens", SOON, () -> !appliance.view().datagramPorts().isEmpty());
    outcomes.put(LIST, told(!Files.exists(quarantine.resolve("finished"), LinkOption.NOFOLLOW_LINKS), "started; the list: " + quarantine));
    outcomes.put(SESSION, told(!Files.exists(session, LinkOption.NOFOLLOW_LINKS), "started; the session: " + session));
    outcomes.put(MEMORY, memory(appliance.view().pid()));
    clear(setting(target));
    return outcomes;
  }

  private static Outcome certificates(Target target, Path rejected) {
    link(rejected.resolve("endless.der"));
    pipe(rejected.resolve("pipe.der"));
    Result listed = target.as(User.OLGA, "opcua:certificates");
    clear(rejected.resolve("endless.der"));
    clear(rejected.resolve("pipe.der"));
    return told(listed.succeeded() && target.appliance().isRunning(), listed.text());
  }

  private static Outcome log(Target target) {
    Edited.write(setting(target), ("listen.address = nowhere" + CLEAR + "\nlisten.port = 9\n").getBytes(StandardCharsets.UTF_8));
    AtomicReference<String> last = new AtomicReference<>("");
    String shown;
    try {
      shown = Await.value("the refusal is in the log", SOON, () -> {
        Result displayed = target.as(User.OLGA, "log:display");
        last.set(displayed.text());
        return displayed.succeeded() && displayed.text().contains("SP-DIODE-0008") ? Optional.of(displayed.text()) : Optional.empty();
      });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; shown at last: " + last.get() + "; " + target.as(User.ADA, "appliance:status").text(), e);
    }
    clear(setting(target));
    return told(!shown.contains(CLEAR), shown.contains(CLEAR) ? "THE TERMINAL IS CLEARED" : "shown without control characters");
  }

  private static Outcome memory(long pid) {
    try {
      String line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")).stream().filter(each -> each.startsWith("Max data size")).findFirst().orElse("");
      String limit = line.substring("Max data size".length()).strip().split(" +")[0];
      long machine = Files.readAllLines(Path.of("/proc/meminfo")).stream().filter(each -> each.startsWith("MemTotal:")).mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) << 10).findFirst().orElseThrow();
      return told(!limit.equals("unlimited") && Long.parseLong(limit) < Math.max(machine, 3L << 30), "most data: " + limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path setting(Target target) {
    return target.appliance().data().resolve("site/etc/io.sallyport.diode.cfg");
  }

  private static Outcome told(boolean held, String detail) {
    return new Outcome(held, Case.NONE, false, detail);
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path path) {
    try {
      Files.createSymbolicLink(path, Path.of("/dev/zero"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pipe(Path path) {
    try {
      if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
        throw new IllegalStateException("cannot make a pipe: " + path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void clear(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
