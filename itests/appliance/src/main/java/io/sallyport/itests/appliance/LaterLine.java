package io.sallyport.itests.appliance;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** An input of one empty line that comes when it is {@linkplain #come told to}. */
final class LaterLine extends InputStream {
  private final CountDownLatch come = new CountDownLatch(1);
  private boolean given;

  void come() {
    come.countDown();
  }

  @Override
  public int read() throws InterruptedIOException {
    if (given) {
      return -1;
    }
    try {
      come.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    given = true;
    return '\n';
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws InterruptedIOException {
    int read = length == 0 ? 0 : read();
    if (read <= 0) {
      return read;
    }
    bytes[from] = (byte) read;
    return 1;
  }
}
