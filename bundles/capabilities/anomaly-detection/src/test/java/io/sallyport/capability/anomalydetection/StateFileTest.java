package io.sallyport.capability.anomalydetection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir
  Path folder;

  private StateFile state;
  private long seen;

  @BeforeEach
  void write() throws IOException {
    state = new StateFile(folder.resolve("one.state"));
    state.write(out -> out.writeLong(42));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertInstanceOf(StateFile.Found.Content.class, read());
    assertEquals(42, seen);
    assertInstanceOf(StateFile.Found.Nothing.class, new StateFile(folder.resolve("other.state")).read(in -> seen = 0));
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
      Files.write(state.file(), java.util.Arrays.copyOf(whole, i));
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

  private StateFile.Found read() throws IOException {
    return state.read(in -> seen = in.readLong());
  }
}
