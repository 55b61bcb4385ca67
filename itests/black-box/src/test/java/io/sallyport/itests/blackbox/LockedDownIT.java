package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Console;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a freshly booted appliance does not do. */
class LockedDownIT {
  private static final Project PROJECT = Project.here();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    appliance = LiveAppliance.imported(PROJECT, Setup.fresh(PROJECT).quick(), "demo-1");
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void listensOnLoopbackOnly() {
    var listeners = appliance.view().listeners();
    assertTrue(listeners.stream().anyMatch(l -> l.getPort() == appliance.port()), listeners::toString);
    assertTrue(listeners.stream().allMatch(l -> l.getAddress().isLoopbackAddress()), listeners::toString);
    assertEquals(List.of(), appliance.view().datagramPorts());
  }

  @Test
  void leavesTheProcessorsToCallers() {
    BackgroundCheck.onlyBackgroundIsNice(appliance.view(), 0);
  }

  @Test
  void offersNoSideDoors() {
    String bundles = appliance.console(User.ADA).run("bundle:list -t 0 -s").orFail().out();
    for (String door : List.of("org.apache.karaf.kar", "org.apache.karaf.deployer", "pax-url-wrap", "org.apache.karaf.management", "org.apache.karaf.jndi", "org.apache.karaf.wrapper")) {
      assertFalse(bundles.contains(door), door);
    }
    assertAll(() -> assertFalse(Files.exists(appliance.setup().home().resolve("deploy"))),
        () -> assertFalse(appliance.console(User.ADA).run("kar:list").succeeded()),
        () -> assertFalse(appliance.console(User.ADA).run("bundle:watch *").succeeded()),
        () -> assertFalse(appliance.console(User.ADA).run("shell:exec id").succeeded()));
  }

  @Test
  void hasNoDefaultUserAndRecordsWrongPasswords() {
    AuditEntries failed = new AuditEntries(appliance, "login.failed");
    int before = failed.count();
    assertThrows(Console.LoginRefused.class, () -> Console.login(appliance.port(), "karaf", "karaf"));
    assertThrows(Console.LoginRefused.class, () -> Console.login(appliance.port(), User.OLGA.account(), "wrong"));
    assertTrue(failed.count() >= before + 2, "recorded: " + failed.list());
  }

  @Test
  void operatorMayNotAdminister() {
    Console operator = appliance.console(User.OLGA);
    assertAll(() -> assertFalse(operator.run("generation:plan opcua").succeeded()), () -> assertFalse(operator.run("bundle:stop 1").succeeded()),
        () -> assertFalse(operator.run("medium:import /tmp").succeeded()), () -> assertFalse(operator.run("feature:install scr").succeeded()),
        () -> assertTrue(operator.run("insight:list").succeeded()));
  }

  @Test
  void whoMayNotUseACommandIsToldWhoMay() {
    Console quality = appliance.console(User.QUINN); // whose denials no other test has used up: ten a minute are recorded
    AuditEntries refusals = new AuditEntries(appliance, "console.refused");
    int before = refusals.count();
    Result denied = quality.run("model:canary --percent 5 m 2");
    assertTrue(denied.text().contains("SP-SHELL-0020: the role quality may not use this command – model:canary – have it done in the role admin or integrator"), denied::text);
    assertTrue(refusals.newer(before, "SP-SHELL-0020", entry -> entry.string("object").equals("console/model:canary")).isPresent());
    assertTrue(appliance.console(User.ADA).run("shell:exec id").text().contains("SP-SHELL-0020: nobody may use this command"));
    Result unknown = quality.run("model:cannary m 2");
    assertTrue(unknown.text().contains("Command not found: model:cannary"), unknown::text);
    assertFalse(quality.run("help").text().contains("model:canary"), "what one may not use stays out of sight");
  }

  @Test
  void consoleReachesNeitherFilesNorJavaNorItsOwnRules() {
    Path users = appliance.data().resolve("site/users.json");
    Path written = appliance.data().resolve("written");
    for (User user : List.of(User.OLGA, User.ADA)) {
      Console console = appliance.console(user);
      for (String line : List.of("[1] getClass", "cat " + users, "head -n 2 " + users, "grep schema " + users, "grep -v -- -x " + users, "grep - " + users, "sort " + users, "tail " + users, "wc " + users, "less " + users,
          "model:list > " + written, "model:list | tac -f " + written, "config:property-set -p org.apache.karaf.command.acl.shell exec admin",
          "addCommand framework $.context", "framework:getBundles", "eval '[1] getClass'", "ls /", "cm:listConfigurations null", "log:set TRACE org.apache.sshd")) {
        assertFalse(console.run(line).succeeded(), user + ": " + line);
      }
      assertTrue(console.run("model:list | head -n 1 | grep -i name").succeeded());
    }
    assertFalse(Files.exists(written));
  }

  @Test
  void forwardsNoPorts() throws Exception {
    SshdSocketAddress any = new SshdSocketAddress("127.0.0.1", 0);
    inSession(session -> {
      assertThrows(IOException.class, () -> session.createDirectTcpipChannel(any, new SshdSocketAddress("127.0.0.1", appliance.port())).open().verify(SOON));
      assertThrows(IOException.class, () -> session.startRemotePortForwarding(any, any));
    });
  }

  /** Karaf would keep the lines that were typed in its distribution, and the next start would refuse the file. */
  @Test
  void aSessionAtATerminalLeavesTheDistributionAsItWas() throws Exception {
    List<Path> before = filesOf(PROJECT.assembly());
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    inSession(session -> {
      try (ChannelShell shell = session.createShellChannel()) {
        shell.setIn(new ByteArrayInputStream("appliance:status\nlogout\n".getBytes(StandardCharsets.US_ASCII)));
        shell.setOut(seen);
        shell.setErr(seen);
        shell.open().verify(SOON);
        assertTrue(shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON).contains(ClientChannelEvent.CLOSED), seen::toString);
      }
    });
    assertTrue(seen.toString(StandardCharsets.UTF_8).contains("generation"), seen::toString);
    assertEquals(before, filesOf(PROJECT.assembly()));
    assertTrue(Files.readString(appliance.data().resolve("run/history")).contains("appliance:status"), "so that the arrow keys find it");
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }

  private interface InSession {
    void run(ClientSession session) throws IOException;
  }

  private static void inSession(InSession work) throws IOException {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
    try (ClientSession session = client.connect(User.ADA.account(), "127.0.0.1", appliance.port()).verify(SOON).getSession()) {
      session.addPasswordIdentity(appliance.password(User.ADA));
      session.auth().verify(SOON);
      work.run(session);
    } finally {
      client.stop();
    }
  }

  @Test
  void refusesAFeatureOfAnUnapprovedPackageAndNamesTheNextCommand() {
    AuditEntries refusals = new AuditEntries(appliance, "gate.refused");
    int before = refusals.count();
    Result result = appliance.console(User.ADA).run("feature:install sallyport-radiator-anomaly");
    assertFalse(result.succeeded(), result::text);
    assertTrue(refusals.newer(before, "SP-GATE-0001").isPresent());
    assertTrue(result.text().contains("generation:plan"), result::text);
    assertEquals(List.of(), new Generations(appliance).running());
  }

  @Test
  void refusesRepositoriesFromElsewhere() {
    assertAll(() -> assertFalse(appliance.console(User.ADA).run("feature:repo-add https://127.0.0.1:1/features.xml").succeeded()),
        () -> assertFalse(appliance.console(User.ADA).run("bundle:install mvn:org.apache.commons/commons-lang3/3.17.0").succeeded()));
  }

  @Test
  void keepsSecretsFromOthers() throws Exception {
    for (Path key : Folders.files(appliance.data().resolve("keys"), name -> true)) {
      assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)), key::toString);
    }
  }
}
