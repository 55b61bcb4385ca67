package io.sallyport.shell.infer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineOnInputTest {
  @Test
  void aLineInterrupts() throws Exception {
    try (PipedOutputStream typed = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(typed); LineOnInput line = new LineOnInput(in)) {
      typed.write("half a line".getBytes());
      typed.flush();
      assertDoesNotThrow(() -> new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
      typed.write('\n');
      typed.flush();
      assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
    }
  }

  @Test
  void theEndOfTheInputDoesNot() throws Exception {
    CountDownLatch ended = new CountDownLatch(2);
    InputStream in = new ByteArrayInputStream("no end of line".getBytes()) {
      @Override
      public synchronized int read() {
        int read = super.read();
        if (read < 0) {
          ended.countDown();
        }
        return read;
      }
    };
    try (LineOnInput line = new LineOnInput(in); LineOnInput another = new LineOnInput(in)) {
      ended.await();
      assertDoesNotThrow(() -> new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void nothingComesAfterItIsClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    InputStream in = new InputStream() {
      @Override
      public int read() throws IOException {
        try {
          closed.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        read.countDown();
        return '\n';
      }
    };
    new LineOnInput(in).close();
    closed.countDown();
    read.await();
    assertDoesNotThrow(() -> new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
  }
}
