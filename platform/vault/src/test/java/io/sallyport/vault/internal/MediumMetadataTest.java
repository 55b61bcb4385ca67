package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.ContentStoreTest.code;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.PinnedMetadata.Pin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediumMetadataTest {
  private static final Pin ROOT = pin(1, 'a');
  private static final Pin SNAPSHOT = pin(4, 'b');
  private static final Pin TARGETS = pin(3, 'c');

  private final PinnedMetadata before = metadata(ROOT, SNAPSHOT, TARGETS);

  @Test
  void aVersionHasOneContent() {
    MediumMetadata.requireOneContent(before, before);
    MediumMetadata.requireOneContent(before, metadata(ROOT, pin(5, 'd'), pin(4, 'd')));
    assertEquals("SP-MEDIUM-0025", code(() -> MediumMetadata.requireOneContent(before, metadata(ROOT, pin(5, 'd'), pin(3, 'd')))));
    assertEquals("SP-MEDIUM-0025", code(() -> MediumMetadata.requireOneContent(before, metadata(ROOT, pin(4, 'd'), TARGETS))));
  }

  @Test
  void aNewRootMayReplaceWhatTheOldKeysSigned() {
    MediumMetadata.requireOneContent(before, metadata(pin(2, 'e'), pin(4, 'd'), pin(3, 'd')));
  }

  private static PinnedMetadata metadata(Pin root, Pin snapshot, Pin targets) {
    return new PinnedMetadata(List.of(root), pin(9, '0'), snapshot, Map.of("targets", targets));
  }

  private static Pin pin(long version, char digit) {
    return new Pin(version, 10, Character.toString(digit).repeat(64));
  }
}
