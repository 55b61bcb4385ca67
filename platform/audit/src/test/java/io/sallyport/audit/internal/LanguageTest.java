package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose language has digits of its own: what is on the disk is the same as everywhere. */
class LanguageTest {
  @TempDir Path directory;
  private Locale before;

  @BeforeEach
  void speakArabic() {
    before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertEquals("\u0661", String.format("%d", 1), "this language has digits of its own");
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void theLogIsReadAgain() throws Exception {
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open()) {
      log.append(TestLog.entry(1));
    }
    Locale.setDefault(before);
    try (FileAuditLog log = test.open()) {
      assertEquals("c1", log.entry(1).orElseThrow().json().string("correlation"));
      assertTrue(log.verify().intact(), () -> log.verify().toString());
    }
  }
}
