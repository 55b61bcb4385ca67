package io.sallyport.diode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.RefusedException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissingListTest {
  private static final SessionId SESSION = new SessionId(0xabcdef0123456789L, 7);
  private final Random random = new Random(11);

  @Test
  void isReadAsItWasWritten() {
    for (int round = 0; round < 2_000; round++) {
      MissingList list = MissingList.of(new SessionId(random.nextLong(), 0), some(1 + random.nextInt(12), 1 + random.nextInt(1_000_000)));
      assertEquals(list, MissingList.parse(list.toString()));
    }
  }

  @Test
  void isReadAsAPersonTypesIt() {
    MissingList list = MissingList.of(SESSION, some(5, 100));
    String typed = list.toString().toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l').replace("-", "  ");
    assertEquals(list, MissingList.parse(typed));
    assertTrue(list.isOf(SESSION));
    assertFalse(list.isOf(new SessionId(1, 7)));
  }

  @Test
  void aMistypedCharacterIsNoticed() {
    String text = MissingList.of(SESSION, some(3, 1_000)).toString();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) != '-') {
        String wrong = text.substring(0, at) + (text.charAt(at) == 'X' ? 'Y' : 'X') + text.substring(at + 1);
        // The last character may carry fill bits only; then it is the same list.
        if (at < text.length() - 1) {
          refused(wrong);
        }
        refused(text.substring(0, at) + '!' + text.substring(at + 1));
      }
    }
    refused("");
    refused("-");
    refused(text.substring(0, text.length() - 3));
    refused("Z".repeat(10_000));
  }

  @Test
  void staysShortHoweverMuchIsMissing() {
    BitSet missing = new BitSet();
    for (int i = 0; i < 50_000; i++) {
      missing.set(random.nextInt(200_000));
    }
    MissingList list = MissingList.of(SESSION, missing);
    assertTrue(list.toString().length() <= 120, list.toString());
    missing.stream().forEach(block -> assertTrue(list.ranges().stream().anyMatch(range -> range.first() <= block && block <= range.last()), "block " + block));
  }

  @Test
  void theNearestRangesAreJoined() {
    BitSet missing = new BitSet();
    for (int i = 0; i < 12; i++) {
      missing.set(i * 100);
    }
    missing.set(502);
    MissingList list = MissingList.of(SESSION, missing);
    assertEquals(12, list.ranges().size());
    assertTrue(list.ranges().contains(new MissingList.Range(500, 502)));
    assertEquals(14, list.blocks());
  }

  @Test
  void oneRangeIsAFewCharacters() {
    BitSet missing = new BitSet();
    missing.set(100, 110);
    MissingList list = MissingList.of(SESSION, missing);
    assertEquals(List.of(new MissingList.Range(100, 109)), list.ranges());
    assertTrue(list.toString().length() <= 16, list.toString());
  }

  private static void refused(String text) {
    assertEquals("SP-DIODE-0011", assertThrows(RefusedException.class, () -> MissingList.parse(text)).refusal().code());
  }

  private BitSet some(int ranges, int spread) {
    BitSet missing = new BitSet();
    int next = 0;
    for (int i = 0; i < ranges; i++) {
      next += 2 + random.nextInt(spread);
      int count = 1 + random.nextInt(spread);
      missing.set(next, next + count);
      next += count;
    }
    return missing;
  }
}
