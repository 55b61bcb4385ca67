package io.sallyport.shell.infer;

import java.io.IOException;
import java.io.InputStream;

/** Interrupts the thread that makes it once a line comes on an input, until it is closed. The end of the input is no line. */
final class LineOnInput implements AutoCloseable {
  private final InputStream in;
  private final Thread waiting = Thread.currentThread();
  private boolean closed;

  LineOnInput(InputStream in) {
    this.in = in;
    Thread reader = new Thread(this::read, "infer-bench-input");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      int read;
      do {
        read = in.read();
      } while (read >= 0 && read != '\n');
      if (read == '\n') {
        interrupt();
      }
    } catch (IOException e) {
      // The session has ended: so does the command.
    }
  }

  private synchronized void interrupt() {
    if (!closed) {
      waiting.interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
