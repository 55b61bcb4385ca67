package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.testkit.Await;
import io.sallyport.testkit.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at real sites. */
class FaultTest {
  @TempDir Path directory;

  @Test
  void anUnknownServerCertificateIsQuarantinedUntilItIsTrusted() throws Exception {
    try (Site site = new Site(directory).trusting()) {
      Files.delete(site.certificates().resolve("trusted/plant.der"));
      site.startPlant();
      site.connector.start();
      site.awaitState(LinkState.UNTRUSTED);
      Problem problem = site.connector.status().problem().orElseThrow();
      assertEquals("SP-OPCUA-0003", problem.code());
      List<Path> rejected = Site.files(site.certificates().resolve("rejected"));
      assertEquals(1, rejected.size());
      String thumbprint = rejected.get(0).getFileName().toString().replace(".der", "");
      assertTrue(problem.what().contains(thumbprint));
      assertTrue(problem.next().contains("opcua:trust " + thumbprint.substring(0, 16)));
      assertEquals(Health.Status.DEGRADED, site.connector.health().status());
      assertEquals(thumbprint, site.audit.entries("opcua.rejected").get(0).object());
      assertEquals(0, site.signals.count());

      Files.move(rejected.get(0), site.certificates().resolve("trusted").resolve(rejected.get(0).getFileName()));
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      assertEquals(1, site.audit.entries("opcua.rejected").size(), "recorded once, not at every attempt");
    }
  }

  /** Each change of the trust list is in the log before anybody is trusted by it, and trust that is withdrawn ends the session under way. */
  @Test
  void theTrustListIsRecordedAndWithdrawnTrustEndsTheSession() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      Path trusted = site.certificates().resolve("trusted/plant.der");
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      assertEquals(1, site.audit.entries("opcua.trust-list").size());
      assertEquals("1", site.audit.entries("opcua.trust-list").get(0).details().get("certificates"));
      Files.copy(site.certificates().resolve("own/connector.der"), site.certificates().resolve("trusted/another.der"));
      Await.until("the planted certificate is recorded", () -> site.audit.entries("opcua.trust-list").size() == 2, site.connector::health);
      site.awaitFlow();
      assertEquals(1, site.audit.entries("opcua.connected").size(), "another one that is trusted leaves the session alone");
      Path aside = Files.move(trusted, directory.resolve("aside.der"));
      site.awaitState(LinkState.UNTRUSTED);
      assertEquals("1", site.audit.entries("opcua.trust-list").get(2).details().get("removed"));
      Files.move(aside, trusted);
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
    }
  }

  @Test
  void aServerThatDoesNotTrustUsSaysWhatToDo() throws Exception {
    try (Site site = new Site(directory).trusting()) {
      Files.delete(site.plantData.resolve("trusted/connector.der"));
      site.startPlant();
      site.connector.start();
      site.awaitState(LinkState.REFUSED);
      Problem problem = site.connector.status().problem().orElseThrow();
      assertEquals("SP-OPCUA-0004", problem.code());
      assertTrue(problem.next().contains("own/connector.der"), problem.next());
      List<Path> rejected = Site.files(site.plantData.resolve("rejected"));
      Files.move(rejected.get(0), site.plantData.resolve("trusted").resolve(rejected.get(0).getFileName()));
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
    }
  }

  @Test
  void aWrongPasswordIsRefusedWithACodeAndWorksOnceCorrected() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.writePassword("not-the-one");
      site.connector.start();
      site.awaitState(LinkState.BAD_USER);
      assertEquals("SP-OPCUA-0005", site.connector.status().problem().orElseThrow().code());
      assertFalse(site.connector.health().detail().contains("not-the-one"), "the password is never shown");
      site.writePassword(Site.PASSWORD);
      site.awaitState(LinkState.LIVE);
    }
  }

  @Test
  void anAbsentOrOpenPasswordFileIsRefused() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      Path password = site.certificates().resolve("secrets").resolve(Site.SECRET);
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      site.connector.start();
      site.awaitState(LinkState.BAD_USER);
      assertEquals("SP-OPCUA-0007", site.connector.status().problem().orElseThrow().code());
      Files.delete(password);
      Await.until("absent file", () -> site.connector.health().detail().contains("is not there"), site.connector::health);
      assertEquals("SP-OPCUA-0007", site.connector.status().problem().orElseThrow().code());
    }
  }

  @Test
  void aServerThatIsAbsentAtStartIsFoundWhenItComes() throws Exception {
    try (Site site = new Site(directory).trusting()) {
      site.connector.start();
      site.awaitState(LinkState.ABSENT);
      assertEquals("SP-OPCUA-0002", site.connector.status().problem().orElseThrow().code());
      site.startPlant();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
    }
  }

  @Test
  void aNodeGivenByNamespaceUriIsFoundWhateverItsIndex() throws Exception {
    String nodes = Site.nodes("nsu=urn:sallyport:plant:radiator;");
    try (Site site = new Site(directory, Map.of("nodes", new String[] {nodes})).trusting().startPlant(4)) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      assertEquals(Health.Status.OK, site.connector.health().status(), site.connector.health().detail());
    }
  }

  @Test
  void theWatchdogMakesASubscriptionAnewThatTheServerForgot() throws Exception {
    try (Site site = new Site(directory, Map.of("staleness.ms", 700)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      site.plant.forgetSubscriptions();
      Await.until("subscribed anew", () -> site.connector.status().resubscribes() > 0 || site.connector.status().connects() > 1,
          site.connector::health);
      site.awaitFlow();
    }
  }

  @Test
  void silenceIsReportedAndTheRepeatedValueIsNotDeliveredTwice() throws Exception {
    try (Site site = new Site(directory, Map.of("staleness.ms", 600)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      site.awaitState(LinkState.STALE);
      assertEquals("SP-OPCUA-0010", site.connector.status().problem().orElseThrow().code());
      Await.until("repeated value left out",
          () -> site.connector.intake().orElseThrow().counts().values().iterator().next().repeated() > 0, site.connector::health);
      List<Long> times = site.good("V1").stream().map(Sample::nanos).toList();
      assertEquals(times.stream().distinct().toList(), times);
      site.awaitFlow();
      site.awaitState(LinkState.LIVE);
    }
  }

  @Test
  void aSessionThatCannotBeRecordedIsNotUsed() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.audit.fail();
      site.connector.start();
      Await.until("failure", () -> site.connector.status().problem().isPresent(), site.connector::health);
      assertEquals(0, site.signals.count());
      site.audit.heal();
      site.awaitState(LinkState.LIVE);
    }
  }
}
