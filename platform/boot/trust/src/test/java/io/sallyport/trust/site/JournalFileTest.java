package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final JournalFile.Entry BEGIN = new JournalFile.Entry(1, "2026-11-24T08:55:17.000Z", 2, 1, "finish", "begin");
  private static final JournalFile.Entry END = new JournalFile.Entry(2, "2026-11-24T08:55:18.000Z", 2, 1, "finish", "end");
  @TempDir Path site;

  @Test
  void readsWhatWasWritten() {
    assertEquals(new JournalFile(List.of(), 0, 0), JournalFile.read(site));
    write(BEGIN.line(), END.line());
    JournalFile read = JournalFile.read(site);
    assertEquals(List.of(BEGIN, END), read.entries());
    assertFalse(read.torn());
    assertFalse(BEGIN.last());
    assertTrue(END.last());
    assertEquals(OptionalInt.of(2), JournalFile.committed(read.entries()));
  }

  @Test
  void aTornLastLineIsToldAndLeftAlone() throws IOException {
    byte[] line = END.line();
    for (int length = 1; length < line.length; length++) {
      Files.deleteIfExists(site.resolve(JournalFile.NAME));
      write(BEGIN.line(), Arrays.copyOf(line, length));
      JournalFile read = JournalFile.read(site);
      assertEquals(List.of(BEGIN), read.entries());
      assertTrue(read.torn());
      assertEquals(BEGIN.line().length + length, Files.size(site.resolve(JournalFile.NAME)));
    }
  }

  @Test
  void aDamagedEarlierLineIsRefused() {
    byte[] edited = new String(BEGIN.line()).replace("\"generation\":2", "\"generation\":3").getBytes();
    assertFalse(Arrays.equals(edited, BEGIN.line()));
    write(edited, END.line());
    assertEquals("SP-APPLY-0020", assertThrows(RefusedException.class, () -> JournalFile.read(site)).refusal().code());
  }

  private void write(byte[]... lines) {
    for (byte[] line : lines) {
      AtomicFiles.appendDurable(site.resolve(JournalFile.NAME), line);
    }
  }
}
