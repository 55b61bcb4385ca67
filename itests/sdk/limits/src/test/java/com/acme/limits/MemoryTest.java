package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.api.insight.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final Episode EPISODE = new Episode(UUID.randomUUID(), new Subject("r", "Kessel 1 = \u00e4\t#", "p:1", Kind.RATE), "bar/s",
      Instant.ofEpochSecond(3, 5), Optional.empty(), new Verdict(Verdict.State.BEYOND, Severity.HIGH, 1.5, 0.1, 3, 4));

  @TempDir Path directory;

  @Test
  void whatWasSavedIsLoaded() {
    Memory memory = new Memory(directory);
    assertEquals(List.of(), memory.load());
    memory.save(List.of(EPISODE));
    assertEquals(List.of(EPISODE), new Memory(directory).load());
    memory.save(List.of());
    assertEquals(List.of(), memory.load());
  }

  @Test
  void aFileThatIsNotOursIsRefused() throws IOException {
    Files.writeString(directory.resolve("lasting.properties"), "0.id=" + EPISODE.id());
    assertThrows(IllegalArgumentException.class, () -> new Memory(directory).load());
  }

  @Test
  void aDirectoryThatIsGoneIsAnError() throws IOException {
    Files.delete(directory);
    assertThrows(UncheckedIOException.class, () -> new Memory(directory).save(List.of(EPISODE)));
    Files.createDirectory(directory);
  }
}
