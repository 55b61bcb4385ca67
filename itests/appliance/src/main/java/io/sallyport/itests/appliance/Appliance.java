package io.sallyport.itests.appliance;

import io.sallyport.itests.plant.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One appliance: a data directory and, while it runs, a process started by the distribution's own {@code bin/sallyport}. Closing kills
 * the process; temporary folders go with this JVM. Not thread-safe, except {@link #console}.
 */
public final class Appliance implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration END = Duration.ofSeconds(60);

  private final Setup setup;
  private final int port = FreePort.next();
  private final Map<User, Console> consoles = new EnumMap<>(User.class);
  private Optional<Process> process = Optional.empty();
  /** Where the process writes what it says. */
  private Path output;
  private Passwords passwords;

  private Appliance(Setup setup) {
    this.setup = setup;
  }

  /** An appliance whose site was commissioned before, or is not to be. */
  public static Appliance of(Setup setup) {
    return new Appliance(setup);
  }

  /** A new site: {@code commission --demo}, or a copy of one where the setup says so; not started. */
  public static Appliance commissioned(Setup setup) {
    return commissioned(setup, "classical");
  }

  /** The same under a policy of signatures. */
  public static Appliance commissioned(Setup setup, String policy) {
    Appliance appliance = new Appliance(setup);
    if (setup.readyMade()) {
      ReadyMadeSites.copyTo(setup, policy);
    } else {
      appliance.sallyport("commission", "--demo", "--policy", policy).orFail();
    }
    return appliance;
  }

  /** Runs a command of {@code bin/sallyport} to its end. */
  public Result sallyport(String... arguments) {
    return Program.run(command(arguments), environment(List.of()), setup.home());
  }

  /** Runs a console command by {@code sallyport exec}, as this person. */
  public Result exec(User user, String... words) {
    Map<String, String> environment = new HashMap<>(environment(List.of()));
    environment.putAll(Map.of("SALLYPORT_USER", user.account(), "SALLYPORT_PASSWORD", password(user)));
    return Program.run(command(Stream.concat(Stream.of("exec"), Stream.of(words)).toArray(String[]::new)), environment, setup.home());
  }

  /** Runs a command of {@code bin/sallyport} with answers on standard input, a line each. */
  public Result answering(List<String> answers, String... arguments) {
    return Program.run(command(arguments), environment(List.of()), setup.home(), String.join("\n", answers) + "\n");
  }

  /** The same at a terminal, in a folder of one's own: what is typed is echoed by the terminal, passwords are not. */
  public Result atTerminal(Path folder, List<String> typed, String... arguments) {
    return PseudoTerminal.run(command(arguments), environment(List.of()), folder, typed);
  }

  /** The same, turn by turn. */
  public Result conversing(List<PseudoTerminal.Turn> turns, String... arguments) {
    return PseudoTerminal.converse(command(arguments), environment(List.of()), setup.home(), turns);
  }

  /** Starts and waits until ready. */
  public BootFigures start(String... jvmOptions) {
    launch(jvmOptions);
    return awaitReady();
  }

  /** Starts and does not wait. */
  public Appliance launch(String... jvmOptions) {
    return launch(setup.data().resolve("log/console.log"), jvmOptions);
  }

  /** The same; what it writes to its console goes to a file elsewhere. */
  public Appliance launchInto(Path output) {
    return launch(output);
  }

  private Appliance launch(Path console, String... jvmOptions) {
    output = console;
    if (process.filter(Process::isAlive).isPresent()) {
      throw new IllegalStateException("already running");
    }
    try {
      Files.createDirectories(output.getParent());
      Folders.delete(setup.data().resolve("run/ready"));
      Folders.delete(setup.data().resolve("run/http.port"));
      ProcessBuilder builder = new ProcessBuilder(command("run")).directory(setup.home().toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(environment(List.of(jvmOptions)));
      Process started = builder.start();
      started.getOutputStream().close();
      Cleanup.process(started);
      process = Optional.of(started);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the appliance says that it is ready. @throws AssertionError with the ends of its logs otherwise */
  public BootFigures awaitReady() {
    return Await.value(() -> "the appliance is ready\n" + logTail(), READY, () -> {
      if (!running().isAlive()) {
        throw new AssertionError("the appliance ended with " + running().exitValue() + " before it was ready\n" + logTail());
      }
      return BootFigures.read(setup.data(), running().pid());
    });
  }

  /** Waits until the appliance is ready or ends, or the time is over. @return whether it is ready */
  public boolean settled(Duration deadline) {
    try {
      return Await.value("ready or ended", deadline, () -> {
        Optional<Boolean> ready = BootFigures.read(setup.data(), running().pid()).map(figures -> true);
        return running().isAlive() ? ready : Optional.of(false);
      });
    } catch (AssertionError neither) {
      return false;
    }
  }

  /** Waits until the process ends; its exit status. A JVM ended by {@code halt(137)} gives 137, as one ended by kill -9 does. */
  public int awaitEnd() {
    try {
      if (!running().waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the appliance did not end within " + END.toSeconds() + " s\n" + logTail());
      }
      closeConsoles();
      return running().exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops in good order. */
  public int stop() {
    closeConsoles();
    running().destroy();
    return awaitEnd();
  }

  /** As {@code kill -9} does. */
  public void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  public BootFigures restart(String... jvmOptions) {
    stop();
    return start(jvmOptions);
  }

  /** A person's session; kept until the appliance stops. */
  public synchronized Console console(User user) {
    return consoles.computeIfAbsent(user, u -> Console.login(port, u.account(), password(u), Console.CONNECT, this::threads));
  }

  public synchronized String password(User user) {
    if (passwords == null) {
      passwords = Passwords.read(setup.data().resolve("keys/demo-passwords"));
    }
    return passwords.of(user);
  }

  /** A person whose account was not made by {@code commission --demo}. */
  public synchronized Appliance know(User user, String password) {
    passwords = (passwords == null ? Passwords.NONE : passwords).with(user, password);
    return this;
  }

  public int port() {
    return port;
  }

  public Setup setup() {
    return setup;
  }

  public Path data() {
    return setup.data();
  }

  public boolean isRunning() {
    return process.filter(Process::isAlive).isPresent();
  }

  public ProcessView view() {
    return new ProcessView(running().pid());
  }

  public String logTail() {
    return LogTail.of(setup.data().resolve("log"));
  }

  /** What its threads are doing, for failure messages. */
  private String threads() {
    return isRunning() ? ThreadDump.of(running().pid(), output) : "the appliance is not running any more";
  }

  /** Threads and heap, as the JVM writes them on SIGQUIT. */
  public String dump() {
    return ThreadDump.written(running().pid(), output);
  }

  /** Leaves the process and its data behind when this JVM ends. */
  public void leaveRunning() {
    closeConsoles();
    Cleanup.spare(running(), setup.data());
    process = Optional.empty();
  }

  @Override
  public void close() {
    closeConsoles();
    process.ifPresent(p -> {
      p.destroyForcibly();
      p.onExit().join();
    });
  }

  private synchronized void closeConsoles() {
    consoles.values().forEach(Console::close);
    consoles.clear();
  }

  private Process running() {
    return process.orElseThrow(() -> new IllegalStateException("not started"));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(setup.prefix());
    command.add(setup.home().resolve("bin/sallyport").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Map<String, String> environment(List<String> more) {
    List<String> options = new ArrayList<>(setup.jvmOptions());
    options.addAll(more);
    return Map.of("SALLYPORT_DATA", setup.data().toString(), "SALLYPORT_SSH_PORT", Integer.toString(port), "SALLYPORT_HTTP_PORT", "0",
        "SALLYPORT_JAVA_OPTS", String.join(" ", options), "JAVA_HOME", System.getProperty("java.home"));
  }
}
