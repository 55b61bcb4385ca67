package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.attack.probe.DatabaseMark;
import io.sallyport.itests.appliance.attack.probe.Marker;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The operations database is changed with Derby itself while the appliance is off. The plant runs on, with a new one. */
public final class DatabaseGroup implements Group {
  private static final String CODE = "SP-OPS-0100";
  private static final Duration COMMANDS = Duration.ofSeconds(60);
  private static final int NETWORK_SERVER = 1527;
  private static final Case CODE_IN_PAGES = new Case("database-runs-code",
      "a view, a trigger and a jar in the operations database call a class of the attacker's own", Guard.OPERATIONS, CODE);
  private static final Case PROPERTIES = new Case("database-properties", "a derby.properties beside the database has Derby listen on the network",
      Guard.START, Case.NONE);

  @Override
  public String title() {
    return "The operations database on disk";
  }

  @Override
  public List<Case> cases() {
    return List.of(CODE_IN_PAGES, PROPERTIES);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Appliance appliance = target.appliance();
    AuditEntries entries = new AuditEntries(appliance, "operations.database.refused");
    int before = entries.count();
    List<String> running = new Generations(appliance).running();
    appliance.stop();
    plant(appliance.data());
    Edited.write(appliance.data().resolve("db/derby.properties"), ("derby.drda.startNetworkServer=true\nderby.drda.portNumber=" + NETWORK_SERVER + "\n").getBytes(StandardCharsets.UTF_8));
    appliance.start();
    // The console's commands wait for operations, which come last with a new database.
    Await.until("the console has its commands", COMMANDS, () -> appliance.console(User.ADA).run("generation:show --json").succeeded());
    boolean told = entries.newer(before, CODE).isPresent();
    boolean whole = new Generations(appliance).running().equals(running) && appliance.console(User.OLGA).run("workorder:list").succeeded();
    boolean silent = appliance.view().listeners().stream().noneMatch(address -> address.getPort() == NETWORK_SERVER);
    String seen = "code ran: " + target.codeRan() + ", everything runs: " + whole;
    return Map.of(CODE_IN_PAGES, new Outcome(!target.codeRan() && whole, told ? CODE : "", told, seen),
        PROPERTIES, new Outcome(silent && whole, Case.NONE, true, seen));
  }

  private static void plant(Path data) {
    Path folder = Folders.temporary("database");
    Path jar = folder.resolve("planted.jar");
    Edited.write(jar, jar());
    Path mark = data.resolve(Marker.FILE);
    String said = Program.run(List.of(Program.javaBinary(), "-cp", System.getProperty("java.class.path"), DatabasePlanting.class.getName(), data.resolve("db/sallyport").toString(), jar.toString(), mark.toString()),
        Map.of(), folder).orFail().out();
    if (!said.contains("planted") || !Files.exists(mark)) {
      throw new IllegalStateException("the attack itself does not work: " + said);
    }
    try {
      Files.delete(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] jar() {
    String entry = DatabaseMark.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes); InputStream code = DatabaseMark.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
