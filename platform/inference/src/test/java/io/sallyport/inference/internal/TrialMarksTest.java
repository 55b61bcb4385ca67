package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMarksTest {
  @TempDir
  Path directory;

  @Test
  void remembersAndForgetsTheOldest() throws Exception {
    TrialMarks marks = new TrialMarks(directory.resolve("trials"));
    assertFalse(marks.passed("a"));
    marks.pass("a");
    assertTrue(new TrialMarks(directory.resolve("trials")).passed("a"));
    Files.setLastModifiedTime(directory.resolve("trials/a"), FileTime.fromMillis(0));
    for (int i = 1; i < 256; i++) {
      Files.createFile(directory.resolve("trials/b" + i));
    }
    assertTrue(marks.passed("a"));
    marks.pass("c");
    assertFalse(marks.passed("a"));
    try (Stream<Path> files = Files.list(directory.resolve("trials"))) {
      assertEquals(256, files.count());
    }
  }

  @Test
  void knowsWhatWasBegunAndNeverEnded() {
    TrialMarks marks = new TrialMarks(directory);
    assertTrue(marks.begin("a"));
    assertFalse(new TrialMarks(directory).begin("a"));
    marks.ended("a");
    assertTrue(marks.begin("a"));
    assertFalse(marks.passed("a"), "begun is not passed");
  }

  /** A directory that cannot be written, as on a full disk: nothing is remembered, and nothing fails. */
  @Test
  void whatCannotBeWrittenIsNotRemembered() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    TrialMarks marks = new TrialMarks(file.resolve("trials"));
    marks.pass("a");
    assertFalse(marks.passed("a"));
    assertTrue(marks.begin("a"));
    marks.ended("a");
  }
}
