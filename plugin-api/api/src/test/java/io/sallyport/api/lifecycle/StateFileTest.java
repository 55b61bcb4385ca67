package io.sallyport.api.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final String FORM = "acme.pump/1";

  @TempDir
  Path folder;

  private StateFile state;
  private long seen;

  @BeforeEach
  void write() throws IOException {
    state = new StateFile(folder.resolve("one.state"), FORM);
    state.write(out -> out.writeLong(42));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertInstanceOf(StateFile.Found.Content.class, read());
    assertEquals(42, seen);
    assertInstanceOf(StateFile.Found.Nothing.class, new StateFile(folder.resolve("other.state"), FORM).read(in -> seen = 0));
    assertFalse(Files.exists(folder.resolve("one.state.new")));
  }

  @Test
  void eachChangedByteIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(state.file());
    for (int i = 0; i < whole.length; i++) {
      byte[] spoilt = whole.clone();
      spoilt[i] ^= 1;
      Files.write(state.file(), spoilt);
      assertInstanceOf(StateFile.Found.Damaged.class, read(), "byte " + i);
      Files.write(state.file(), Arrays.copyOf(whole, i));
      assertInstanceOf(StateFile.Found.Damaged.class, read(), i + " bytes");
    }
    assertEquals(0, seen, "nothing of it was read");
  }

  @Test
  void contentThatMakesNoSenseIsDamageToo() throws IOException {
    assertInstanceOf(StateFile.Found.Damaged.class, state.read(in -> {
      in.readLong();
      in.readLong();
    }));
    state.setAside();
    assertTrue(Files.exists(folder.resolve("one.state.damaged")));
    assertInstanceOf(StateFile.Found.Nothing.class, read());
  }

  @Test
  void anotherFormIsNotRead() throws IOException {
    assertInstanceOf(StateFile.Found.Damaged.class, new StateFile(state.file(), "acme.pump/2").read(in -> seen = 1));
    assertEquals(0, seen);
    for (String form : List.of("", "two words", "line\n", "ö")) {
      assertThrows(IllegalArgumentException.class, () -> new StateFile(state.file(), form));
    }
  }

  @Test
  void namesOfDifferentThingsDiffer() {
    assertNotEquals(StateFile.name("a/b"), StateFile.name("a_b"));
    assertEquals(StateFile.name("a/b"), StateFile.of(folder, "a/b", FORM).file().getFileName().toString().replace(".state", ""));
    assertTrue(StateFile.name("../../etc/" + "x".repeat(10_000)).matches("[A-Za-z0-9_-]{1,109}"));
  }

  /** As two versions of a package do during a swap: whoever reads meanwhile finds the whole of one. */
  @Test
  void manyWritersLeaveTheWholeOfOne() throws IOException {
    byte[] much = new byte[1 << 16];
    IntStream.range(0, 64).parallel().forEach(i -> {
      try {
        new StateFile(state.file(), FORM).write(out -> {
          out.writeLong(i);
          out.write(much, 0, i << 10 - 6);
        });
        assertInstanceOf(StateFile.Found.Content.class, new StateFile(state.file(), FORM).read(DataInputStream::readLong));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertInstanceOf(StateFile.Found.Content.class, read());
  }

  @Test
  void aWriteThatFailsLeavesWhatWas() throws IOException {
    assertThrows(IOException.class, () -> state.write(out -> {
      out.writeLong(43);
      throw new IOException("the source is gone");
    }));
    assertThrows(IOException.class, () -> state.write(out -> out.write(new byte[64 << 20])));
    assertInstanceOf(StateFile.Found.Content.class, read());
    assertEquals(42, seen);
  }

  private StateFile.Found read() throws IOException {
    return state.read(in -> seen = in.readLong());
  }
}
