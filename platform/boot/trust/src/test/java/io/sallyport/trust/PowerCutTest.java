package io.sallyport.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.trust.site.RunningPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The power fails between any two operations of the disk. */
class PowerCutTest {
  private static final long SEED = 20261124;
  private static final int CHOICES = 20;
  private static final byte[] OLD = "old".repeat(700).getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new".repeat(700).getBytes(StandardCharsets.UTF_8);

  private final TestRepository repository = new TestRepository();
  private PowerCutDisk disk = new PowerCutDisk();

  @Test
  void aFileIsTheOldOrTheNewOne() {
    AtomicFiles.write(disk.path("site/file"), OLD);
    disk = disk.settled();
    AtomicFiles.write(disk.path("site/file"), NEW);
    disk.acknowledge("new");
    disk.cuts(SEED, CHOICES, cut -> {
      byte[] left = read(cut.disk().path("site/file"));
      assertArrayEquals(cut.acknowledged().isEmpty() && left[0] == 'o' ? OLD : NEW, left);
    });
  }

  @Test
  void aNewFileInANewDirectoryIsThereOrNot() {
    AtomicFiles.writePrivate(disk.path("site/candidate/1/plan.json"), NEW);
    disk.acknowledge("new");
    disk.cuts(SEED, CHOICES, cut -> {
      Path file = cut.disk().path("site/candidate/1/plan.json");
      assertTrue(Files.exists(file) || cut.acknowledged().isEmpty(), "lost");
      if (Files.exists(file)) {
        assertArrayEquals(NEW, read(file));
      }
    });
  }

  @Test
  void whatWasAppendedStays() {
    for (String line : List.of("one\n", "two\n", "three\n")) {
      AtomicFiles.appendDurable(disk.path("site/journal"), line.getBytes(StandardCharsets.UTF_8));
      disk.acknowledge(line);
    }
    disk.cuts(SEED, CHOICES, cut -> {
      String left = Files.exists(cut.disk().path("site/journal")) ? new String(read(cut.disk().path("site/journal")), StandardCharsets.UTF_8) : "";
      assertTrue(left.startsWith(String.join("", cut.acknowledged())), () -> "left is " + left);
    });
  }

  @Test
  void theRunningPointerIsTheOldOrTheNewOne() {
    Signer appliance = TestKeys.signer();
    Role role = new Role("timestamp", List.of(appliance.key().id()), 1, Map.of(appliance.key().id(), appliance.key()));
    RunningPointer one = RunningPointer.NONE.next(1, 0, List.of(1), TestRepository.NOW);
    RunningPointer two = one.next(2, 1, List.of(1, 2), TestRepository.NOW);
    one.write(disk.path("site"), appliance);
    disk = disk.settled();
    two.write(disk.path("site"), appliance);
    disk.acknowledge("two");
    disk.cuts(SEED, CHOICES, cut -> {
      RunningPointer left = RunningPointer.read(cut.disk().path("site"), role).orElseThrow();
      assertTrue(left.equals(two) || cut.acknowledged().isEmpty() && left.equals(one), left::toString);
    });
  }

  /** A cut in an update with a rotation of the root and of the timestamp's key: what is stored never goes back and the same update completes. */
  @Test
  void trustedMetadataIsNeverLowerAndTheUpdateCanBeRepeated() {
    repository.target("a/b").publish();
    client(disk, repository).refresh();
    disk = disk.settled();
    Map<String, byte[]> older = Map.copyOf(repository.files);
    Signer[] signers = {repository.rootKeys[0], repository.rootKeys[1]};
    repository.timestampKey = TestKeys.signer();
    repository.root(signers);
    repository.target("a/c").publish();
    client(disk, repository).refresh();
    disk.acknowledge("2");
    disk.cuts(SEED, CHOICES, cut -> {
      loaded(cut).ifPresent(targets -> assertTrue(targets.equals(Set.of("a/b", "a/c")) || cut.acknowledged().isEmpty() && targets.equals(Set.of("a/b")), targets::toString));
      if (!cut.acknowledged().isEmpty()) {
        KeysTest.assertCode("SP-TRUST-0011", () -> client(cut.disk(), (path, most) -> Optional.ofNullable(older.get(path))).refresh());
      }
      TufClient again = client(cut.disk(), repository);
      again.refresh();
      assertEquals(2, again.root().version());
      assertEquals(Set.of("a/b", "a/c"), again.allTargets().keySet());
    });
  }

  /** What a start finds; empty if the update has to be repeated first. */
  private Optional<Set<String>> loaded(PowerCutDisk.Cut cut) {
    try {
      TufClient client = client(cut.disk().settled(), (path, most) -> Optional.empty());
      client.load();
      return Optional.of(new TreeSet<>(client.allTargets().keySet()));
    } catch (RefusedException e) {
      assertTrue(cut.acknowledged().isEmpty(), e::getMessage);
      return Optional.empty();
    }
  }

  private TufClient client(PowerCutDisk on, Fetcher from) {
    TufClient client = new TufClient(on.path("vendor"), from, Clock.fixed(TestRepository.NOW, ZoneOffset.UTC));
    client.init(repository.firstRoot());
    return client;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
