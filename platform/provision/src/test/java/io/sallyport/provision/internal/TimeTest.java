package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRootMaker;
import io.sallyport.trust.site.Waiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADR 0010: time gates what comes in, never what runs; what it gates wrongly, a higher quorum sets aside. */
class TimeTest {
  private static final Duration SEVEN_YEARS = Duration.ofDays(7 * 365 + 2);
  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory, "1.0.0");
    ExportedSite site = ExportedSite.read(appliance.authority.export(SignaturePolicy.CLASSICAL, ADA), "exported");
    Envelope next = new Envelope(new SiteRootMaker(appliance.clock).next(site.inForce("exported"), appliance.charter("quinn", "sam", "oscar"), site.generations(), site.appliance()), List.of());
    appliance.authority.importRoot(signed(next, "quinn", "sam").toBytes(), ADA);
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void sevenYearsLaterThePlantRunsAndExpiredMediaWait() throws IOException {
    appliance.vendor.timestampExpires(Instant.now().plus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    appliance.vendor.release("pump", "capability", "1.1.0", TestAppliance.plugin("pump", "1.1.0").bytes());
    Path medium = appliance.vendor.write(directory.resolve("late"));
    appliance.shiftClock(SEVEN_YEARS);
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);

    assertEquals("SP-TRUST-0026", code(() -> appliance.importFrom(medium, Optional.empty(), ADA)));
    Waiver waiver = Waiver.read(appliance.importer().waiver(medium, "the vendor is gone; the pump must be mended"), "waiver");
    assertEquals("SP-TRUST-0077", code(() -> appliance.importFrom(medium, given(waiver, "quinn", "sam"), ADA)), "a generation's quorum is not a waiver's");
    assertEquals("SP-TRUST-0077", code(() -> appliance.importFrom(medium, given(waiver, "quinn", "sam", "mallory"), ADA)));
    appliance.importFrom(medium, given(waiver, "quinn", "sam", "oscar"), ADA);
    assertTrue(appliance.audit.entries().stream().anyMatch(entry -> entry.type().equals("waiver.used") && entry.reason().orElse("").contains("mended")));
    assertEquals("SP-MEDIUM-0028", code(() -> appliance.importFrom(medium, given(waiver, "quinn", "sam", "oscar"), ADA)), "once");
    appliance.vendor.release("pump", "capability", "1.2.0", TestAppliance.plugin("pump", "1.2.0").bytes());
    Path other = appliance.vendor.write(directory.resolve("other"));
    assertEquals("SP-TRUST-0078", code(() -> appliance.importFrom(other, given(waiver, "quinn", "sam", "oscar"), ADA)), "for that medium only");

    appliance.change("pump/1.1.0");
    assertEquals(List.of("pump 1.1.0"), appliance.active());
  }

  @Test
  void aClockSetBackHoldsImportsAndNothingElse() {
    appliance.audit.raiseFloor(Instant.now());
    appliance.shiftClock(Duration.ofMinutes(-2));
    assertEquals(List.of(), appliance.service.status().alarms(), "corrected a little");
    appliance.shiftClock(Duration.ofDays(-400));
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertTrue(appliance.service.status().ready());
    assertTrue(appliance.service.status().alarms().get(0).startsWith("SP-TRUST-0076"), appliance.service.status()::toString);
    assertEquals("SP-TRUST-0076", code(() -> appliance.importAll()));
    appliance.shiftClock(Duration.ZERO);
    appliance.importAll();
    assertEquals(List.of(), appliance.service.status().alarms());
  }

  @Test
  void aPoisonedFloorIsLoweredByAHigherQuorumOnce() {
    appliance.audit.raiseFloor(Instant.parse("2099-01-01T00:00:00Z"));
    assertEquals("SP-TRUST-0076", code(() -> appliance.importAll()));
    Waiver waiver = Waiver.read(appliance.authority.timeWaiver("the clock stood at 2099 on Tuesday"), "waiver");
    assertEquals("SP-TRUST-0077", code(() -> appliance.authority.importTimeWaiver(given(waiver, "quinn", "sam").orElseThrow(), ADA)));
    byte[] signed = given(waiver, "quinn", "sam", "oscar").orElseThrow();
    appliance.authority.importTimeWaiver(signed, ADA);
    assertEquals(waiver.to().orElseThrow(), appliance.audit.floor());
    appliance.importAll();
    assertEquals("SP-TRUST-0078", code(() -> appliance.authority.importTimeWaiver(signed, ADA)), "it names a floor that is gone");
    assertEquals(List.of("waiver.refused", "waiver.used", "waiver.refused"), appliance.audit.types().stream().filter(type -> type.startsWith("waiver.")).toList());
    assertEquals(List.of(), appliance.service.status().alarms());
  }

  private Optional<byte[]> given(Waiver waiver, String... people) {
    return Optional.of(signed(waiver.envelope(), people).toBytes());
  }

  private Envelope signed(Envelope envelope, String... people) {
    return Envelope.sign(envelope.signed(), Stream.of(people).map(appliance::key).toArray(Signer[]::new));
  }
}
